// The deliveries: the first page at once, everything that matches on demand.
import { deliveries, filterOf, namesOf, subscriptions } from "../../shared/kirim.ts";
import { counted, grouped } from "../../shared/words.ts";
import { button, element } from "./element.ts";
import { Grid } from "./grid.ts";
import { Store } from "./store.ts";

const CONNECTION = "messaging";
const filter = filterOf(new URLSearchParams(window.location.search));

/** Asked for when the code is read, before anything is drawn. */
const first = deliveries(CONNECTION, filter, null);
const names = subscriptions(CONNECTION).then((page) => namesOf(page.data));

export function deliveriesScreen(): HTMLElement[] {
  const store = new Store();
  const grid = new Grid(store);
  const about = element("span", { role: "status" }, "Reading the deliveries…");
  const rest = element("div", { class: "paging" });
  const show = (next: string | null) => {
    grid.renew();
    const found = counted(store.count, "delivery matches", "deliveries match");
    const all = next === null;
    about.textContent = all ? `${found} in all. Newest first.` : `At least ${found}; the vendor tells no total. Newest first.`;
    const load = button("Load everything matching", "button", () => void loadAll(store, next, rest).then(() => show(null)));
    rest.replaceChildren(...(all ? [] : [load]));
  };
  void first.then((page) => {
    store.append(page.data);
    show(page.has_more ? page.next_cursor : null);
  });
  void names.then((known) => {
    store.words.subscription.spoken = known;
    grid.renew();
  });
  const head = element(
    "header",
    { class: "page-head" },
    element("div", {}, element("h1", {}, "Deliveries"), element("p", { class: "page-about" }, about)),
  );
  const name = "Filter loaded rows";
  const text = element("input", { type: "search", autocomplete: "off", "aria-label": name, placeholder: name });
  text.addEventListener("input", () => grid.filterBy(text.value.trim().toLowerCase()));
  return [head, element("div", { class: "narrow" }, element("div", { class: "grid-find" }, text)), grid.root, rest];
}

async function loadAll(store: Store, from: string | null, told: HTMLElement): Promise<void> {
  let last = performance.now();
  for (let cursor = from; cursor !== null; ) {
    const page = await deliveries(CONNECTION, filter, cursor);
    store.append(page.data);
    cursor = page.has_more ? page.next_cursor : null;
    if (performance.now() - last > 250) {
      last = performance.now();
      told.textContent = `${grouped(store.count)} so far…`;
    }
  }
}
