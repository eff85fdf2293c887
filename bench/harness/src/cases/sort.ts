// Sorting by a column of texts that are all different, and by instants; then turning each round.
import type { SortColumn } from "../run/facts.ts";
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";

const COLUMNS: [SortColumn, string][] = [
  ["Delivery", "by ids"],
  ["Created", "by instants"],
];

export async function sort(stage: Stage, visit: Visit): Promise<void> {
  for (const [column, how] of COLUMNS) {
    for (const turn of ["", ", turned round"]) {
      const before = await visit.page.evaluate((name) => window.bench.sortOf(name), column);
      const first = stage.facts.large.first[column];
      const { paint, work } = await visit.press(visit.heading(column), { kind: "sorted", column, before, first });
      stage.sample("sort", `${how}${turn}: press to paint`, "ms", paint);
      stage.sample("sort", `${how}${turn}: the main thread's work`, "ms", work);
    }
  }
}
