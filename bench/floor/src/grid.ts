// The grid: heading, rows, what is chosen, and the bar that says so.
import { counted, grouped } from "../../shared/words.ts";
import { button, element } from "./element.ts";
import { Lines } from "./lines.ts";
import { Order } from "./order.ts";
import type { Key, Store } from "./store.ts";

const COLUMNS: [Key, string, boolean][] = [
  ["status", "Status", false],
  ["id", "Delivery", false],
  ["subscription", "Subscription", false],
  ["eventType", "Event type", false],
  ["answer", "Last answer", false],
  ["tries", "Tries", true],
  ["created", "Created (UTC)", true],
];

export class Grid {
  readonly root: HTMLElement;
  private readonly order: Order;
  private readonly lines: Lines;
  private readonly table: HTMLElement;
  private readonly heads = new Map<Key, { cell: HTMLElement; arrow: HTMLElement }>();
  private readonly every = element("input", { type: "checkbox", "aria-label": "Choose every loaded row" });
  private readonly status = element("span", { role: "status" });
  private readonly bar = element("div", { class: "selection-bar", role: "region", "aria-label": "Chosen records" }, this.status);
  private chosen = new Uint8Array(0);
  private count = 0;

  constructor(private readonly store: Store) {
    this.order = new Order(store);
    this.table = element("div", {
      class: "card grid deliveries",
      role: "grid",
      tabindex: "0",
      "aria-label": "Deliveries",
      "aria-multiselectable": "true",
      "aria-colcount": "8",
    });
    this.lines = new Lines(this.table, store, this.order, () => this.chosen, (row, chosen) => this.choose(row, chosen));
    this.table.append(this.head(), this.lines.body);
    this.root = element("div", {}, this.table);
    this.every.addEventListener("change", () => this.chooseAll(this.every.checked));
  }

  /** After rows were added. */
  renew(): void {
    const wider = new Uint8Array(this.store.count);
    wider.set(this.chosen);
    this.chosen = wider;
    this.order.renew();
    this.draw();
  }

  filterBy(text: string): void {
    this.order.filterBy(text);
    this.draw();
  }

  private head(): HTMLElement {
    const cells = COLUMNS.map(([key, words, numeric]) => {
      const arrow = element("span", { class: "grid-arrow", "aria-hidden": "true" });
      const press = button("", "grid-sort", () => this.sortBy(key));
      press.append(element("span", {}, words), arrow);
      const cell = element("div", { role: "columnheader", class: numeric ? "num" : "" }, press);
      this.heads.set(key, { cell, arrow });
      return cell;
    });
    const box = element("div", { role: "columnheader", class: "grid-choice" }, this.every);
    const row = element("div", { role: "row", class: "grid-row", "aria-rowindex": "1" }, box, ...cells);
    return element("div", { role: "rowgroup", class: "grid-head" }, row);
  }

  private sortBy(key: Key): void {
    this.order.sortBy(key);
    this.table.scrollTop = 0;
    const sorting = this.order.sortedBy;
    for (const [name, { cell, arrow }] of this.heads) {
      const on = sorting?.key === name;
      if (on) cell.setAttribute("aria-sort", sorting.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
      arrow.textContent = on ? (sorting.descending ? "↓" : "↑") : "";
    }
    this.draw();
  }

  private choose(row: number, chosen: boolean): void {
    this.count += chosen ? 1 : -1;
    this.chosen[row] = Number(chosen);
    this.tell();
  }

  private chooseAll(chosen: boolean): void {
    const value = Number(chosen);
    if (this.order.shown.length === this.store.count) this.chosen.fill(value);
    else for (const row of this.order.shown) this.chosen[row] = value;
    this.count = 0;
    for (const one of this.chosen) this.count += one;
    this.lines.mark();
    this.tell();
  }

  private draw(): void {
    this.table.setAttribute("aria-rowcount", String(this.order.shown.length + 1));
    this.lines.renew();
    this.tell();
  }

  private tell(): void {
    const { chosen } = this;
    this.every.checked = this.count > 0 && this.order.shown.every((row) => chosen[row] === 1);
    this.every.indeterminate = this.count > 0 && !this.every.checked;
    const bold = element("b", {}, `${grouped(this.count)} chosen`);
    this.status.replaceChildren(bold, `: ${counted(this.count, "call", "calls")}`);
    if (this.count === 0) this.bar.remove();
    else if (!this.bar.isConnected) this.root.append(this.bar);
  }
}
