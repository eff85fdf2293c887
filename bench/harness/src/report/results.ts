// The page of results: what was measured on what, then the table.
import type { Options } from "../options.ts";
import type { Facts } from "../run/stage.ts";
import type { Samples } from "./samples.ts";
import { sections } from "./table.ts";
import { figure, grouped } from "./words.ts";

export type Measured = {
  samples: Samples;
  /** What broke off, in a line each: the figures after it are missing in that round. */
  failures: string[];
};

/** On what it was measured, and how busy that was with everything: over a minute, by the system. */
export type Where = { machine: string; busyBefore: number; busyAfter: number };

export function page({ samples, failures }: Measured, options: Options, facts: Facts, where: Where): string {
  const { rounds, cases, contestants } = options;
  const missing = contestants.flatMap(({ title, notYet }) =>
    cases.flatMap((name) => (notYet[name] ? [`- ${title}, ${name}: not yet, ${notYet[name]}.`] : [])),
  );
  return [
    "# Results",
    "",
    "Written by `cargo xtask bench`; `README.md` beside it says how each figure is taken.",
    "",
    `- ${rounds} ${rounds === 1 ? "round" : "rounds"}, contestants in turn, a new browser each time.`,
    `- ${grouped(facts.small.count)} and ${grouped(facts.large.count)} deliveries; where no number stands, the larger.`,
    `- ${where.machine}.`,
    `- Load of the machine at the start ${figure(where.busyBefore)}, at the end ${figure(where.busyAfter)}: of an idle one it begins near 0.`,
    "- Median (first to third quartile). Less is better everywhere. A multiple over 1 is in our favour.",
    ...missing,
    ...failures.map((failure) => `- **Broken off**: ${failure}`),
    "",
    sections(samples, cases, contestants),
  ].join("\n");
}
