// The deliveries: the first page at once, everything that matches on demand.
import { deliveries, filterOf, PAGE_MOST, sizeOf } from "../../shared/kirim.ts";
import { counted, grouped } from "../../shared/words.ts";
import { button, element } from "./element.ts";
import { Grid } from "./grid.ts";
import { Store } from "./store.ts";

const CONNECTION = "messaging";
const query = new URLSearchParams(window.location.search);
const filter = filterOf(query);

/** Asked for when the code is read, before anything is drawn. */
const first = deliveries(CONNECTION, filter, sizeOf(query), null);

export function deliveriesScreen(): HTMLElement[] {
  const about = element("span", { role: "status" }, "Reading the deliveries…");
  const place = element("div");
  const load = button("Load everything matching", "button", () => void loadAll(load, place, about));
  void first.then((page) => {
    show(place, about, page.data, !page.has_more);
  });
  const head = element(
    "header",
    { class: "page-head" },
    element("div", {}, element("h1", {}, "Deliveries"), element("p", { class: "page-about" }, about)),
  );
  const text = element("input", { type: "search", autocomplete: "off" });
  text.addEventListener("input", () => shown?.filterBy(text.value.trim().toLowerCase()));
  const field = element("label", { class: "field" }, element("span", {}, "Filter loaded rows"), text);
  return [head, element("div", { class: "loaded-bar" }, field, load), place];
}

let shown: Grid | undefined;

function show(place: HTMLElement, about: HTMLElement, rows: Parameters<Store["append"]>[0], whole: boolean): void {
  const store = new Store();
  store.append(rows);
  draw(place, about, store, whole);
}

function draw(place: HTMLElement, about: HTMLElement, store: Store, whole: boolean): void {
  const grid = new Grid(store);
  place.replaceChildren(grid.root);
  grid.renew();
  shown = grid;
  const found = counted(store.count, "delivery matches", "deliveries match");
  about.textContent = whole ? `${found} in all. Newest first.` : `At least ${found}; the vendor tells no total. Newest first.`;
}

async function loadAll(load: HTMLButtonElement, place: HTMLElement, about: HTMLElement): Promise<void> {
  load.disabled = true;
  const store = new Store();
  let told = performance.now();
  let cursor: string | null = null;
  do {
    const page = await deliveries(CONNECTION, filter, PAGE_MOST, cursor);
    store.append(page.data);
    cursor = page.has_more ? page.next_cursor : null;
    if (performance.now() - told > 250) {
      told = performance.now();
      about.textContent = `${grouped(store.count)} loaded…`;
    }
  } while (cursor !== null);
  draw(place, about, store, true);
}
