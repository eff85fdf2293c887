// Before anything is measured: all contestants must draw the same rows, or figures compare nothing.
// The console's screens change; whoever changes its table finds here that the others must follow.
import type { Visit } from "./visit.ts";

/** The first rows as they stand there: words and widths of the cells, height. */
export type Rows = { words: string[]; widths: number[]; height: number; window: number };

export async function drawn(visit: Visit): Promise<Rows> {
  await visit.open("");
  await visit.wholeGrid();
  return visit.page.evaluate(() => {
    const rows = ["2", "3", "4"].map((number) => document.querySelector(`[role="grid"] [aria-rowindex="${number}"]`));
    const cells = rows.flatMap((row) => [...(row?.children ?? [])]);
    const size = (element: Element | null | undefined) => element?.getBoundingClientRect() ?? new DOMRect();
    return {
      // The first cell is the box, beside which the console has its menu.
      words: cells.filter((cell) => cell.previousElementSibling).map((cell) => cell.textContent ?? ""),
      widths: cells.map((cell) => Math.round(size(cell).width)),
      height: size(rows[0]).height,
      window: window.bench.scroller().clientHeight,
    };
  });
}

/** What differs between the first one's rows and another's, in words; nothing where nothing does. */
export function difference(own: Rows, other: Rows): string | undefined {
  const keys = Object.keys(own) as (keyof Rows)[];
  const differs = keys.find((key) => JSON.stringify(own[key]) !== JSON.stringify(other[key]));
  return differs && `${differs}: ${JSON.stringify(own[differs])} and ${JSON.stringify(other[differs])}`;
}
