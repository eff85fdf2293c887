// What was measured: every single value, until the report makes medians of them.
import type { CaseName, ContestantName } from "../contestants.ts";

export type Unit = "ms" | "kB" | "MB" | "bytes" | "frames" | "rows" | "nodes";

/** One kind of figure. Of each, less is better. */
export type Measure = { case: CaseName; name: string; unit: Unit };

export type Sample = Measure & { contestant: ContestantName; value: number };

export class Samples {
  readonly all: Sample[] = [];

  add(sample: Sample): void {
    if (!Number.isFinite(sample.value)) throw new Error(`${sample.name} of ${sample.contestant} is no number`);
    this.all.push(sample);
  }

  /** The kinds, in the order in which they were first seen. */
  measures(): Measure[] {
    const known = new Map<string, Measure>();
    for (const { case: of, name, unit } of this.all) known.set(`${of} ${name}`, { case: of, name, unit });
    return [...known.values()];
  }

  values(measure: Measure, contestant: ContestantName): number[] {
    return this.all
      .filter((one) => one.case === measure.case && one.name === measure.name && one.contestant === contestant)
      .map(({ value }) => value);
  }
}
