// One row element, used again and again for whatever row comes into the window.
import { toneOf } from "../../shared/kirim.ts";
import { clockText } from "../../shared/words.ts";
import { element } from "./element.ts";
import type { Store } from "./store.ts";

export class Line {
  /** The place that it shows, from 0; none while it is not used. */
  place = -1;
  readonly box = element("input", { type: "checkbox" });
  readonly root: HTMLElement;
  private readonly status = document.createTextNode("");
  private readonly pill = element("span", { class: "pill" }, element("bdi", {}, this.status));
  private readonly id = document.createTextNode("");
  private readonly subscription = document.createTextNode("");
  private readonly eventType = document.createTextNode("");
  private readonly answer = document.createTextNode("");
  private readonly tries = document.createTextNode("");
  private readonly created = document.createTextNode("");

  constructor() {
    const cell = (className: string, ...children: Node[]) =>
      element("div", { role: "gridcell", class: className }, ...children);
    const foreign = (text: Text) => element("bdi", { class: "foreign" }, text);
    const link = element("button", { type: "button", class: "link" }, element("bdi", {}, this.id));
    this.root = element(
      "div",
      { role: "row" },
      cell("grid-choice", this.box),
      cell("", this.pill),
      element("div", { role: "rowheader" }, link),
      cell("", foreign(this.subscription)),
      cell("mono", foreign(this.eventType)),
      cell("", foreign(this.answer)),
      cell("num", this.tries),
      cell("num instant", element("span", {}, this.created)),
    );
  }

  show(store: Store, row: number, place: number, height: number, chosen: boolean): void {
    const status = store.words.status.text(store.status[row] ?? 0);
    const id = store.ids[row] ?? "";
    const created = store.created[row] ?? 0;
    this.place = place;
    this.root.style.transform = `translateY(${place * height}px)`;
    this.root.setAttribute("aria-rowindex", String(place + 2));
    this.mark(chosen);
    this.box.setAttribute("aria-label", `Choose delivery ${id}`);
    this.pill.className = `pill ${toneOf(status)}`;
    this.status.data = status;
    this.id.data = id;
    this.subscription.data = store.words.subscription.text(store.subscription[row] ?? 0);
    this.eventType.data = store.words.eventType.text(store.eventType[row] ?? 0);
    this.answer.data = store.words.answer.text(store.answer[row] ?? 0);
    this.tries.data = String(store.tries[row] ?? 0);
    this.created.data = clockText(created);
  }

  mark(chosen: boolean): void {
    this.box.checked = chosen;
    this.root.className = chosen ? "grid-row chosen" : "grid-row";
    this.root.setAttribute("aria-selected", String(chosen));
  }
}
