// The rows in the window: as many elements as fit, each moved to where it is next wanted.
import { element } from "./element.ts";
import { Line } from "./line.ts";
import type { Order } from "./order.ts";
import type { Store } from "./store.ts";

/** The height of a row, as the sheets have it where a pointer is fine. */
const ROW = 36;
/** Rows beyond the window, on either side. */
const OVERSCAN = 12;

export class Lines {
  readonly body = element("div", { role: "rowgroup", class: "grid-body" });
  private lines: Line[] = [];

  constructor(
    private readonly scroller: HTMLElement,
    private readonly store: Store,
    private readonly order: Order,
    private readonly chosen: () => Uint8Array,
    choose: (row: number, chosen: boolean) => void,
  ) {
    scroller.addEventListener("scroll", () => this.place(false), { passive: true });
    new ResizeObserver(() => this.renew()).observe(scroller);
    this.body.addEventListener("change", (event) => {
      const line = this.lines.find(({ box }) => box === event.target);
      const row = line && order.shown[line.place];
      if (line && row !== undefined) {
        line.mark(line.box.checked);
        choose(row, line.box.checked);
      }
    });
  }

  /** Draws everything anew: other rows, another order, another choice. */
  renew(): void {
    this.body.style.height = `${this.order.shown.length * ROW}px`;
    this.place(true);
  }

  /** The same rows, but others of them are chosen. */
  mark(): void {
    const chosen = this.chosen();
    for (const line of this.lines) {
      const row = this.order.shown[line.place];
      if (row !== undefined) line.mark(chosen[row] === 1);
    }
  }

  private place(anew: boolean): void {
    const { scrollTop, clientHeight } = this.scroller;
    const { shown } = this.order;
    const wanted = Math.ceil(clientHeight / ROW) + 1 + 2 * OVERSCAN;
    while (this.lines.length < wanted) this.lines.push(new Line());
    const first = Math.max(0, Math.floor(scrollTop / ROW) - OVERSCAN);
    const end = Math.min(shown.length, first + wanted);
    const chosen = this.chosen();
    for (let place = first; place < end; place++) {
      const line = this.lines[place % this.lines.length] as Line;
      if (!anew && line.place === place) continue;
      const row = shown[place] as number;
      line.show(this.store, row, place, ROW, chosen[row] === 1);
      if (!line.root.isConnected) this.body.append(line.root);
    }
    for (const line of this.lines) {
      if (line.place >= end) {
        line.root.remove();
        line.place = -1;
      }
    }
  }
}
