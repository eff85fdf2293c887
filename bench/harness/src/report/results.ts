// The page of results: what was measured on what, then the table.
import type { Options } from "../options.ts";
import type { Facts } from "../run/stage.ts";
import { busy, machine } from "./machine.ts";
import type { Samples } from "./samples.ts";
import { sections } from "./table.ts";
import { figure, grouped } from "./words.ts";

export function page(samples: Samples, options: Options, facts: Facts, begun: { busy: number }): string {
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
    `- ${machine()}.`,
    `- Load of the machine at the begin ${figure(begun.busy)}, at the end ${figure(busy())}: of an idle one it begins near 0.`,
    "- Median (first to third quartile). Less is better everywhere. A multiple over 1 is in our favour.",
    ...missing,
    "",
    sections(samples, cases, contestants),
  ].join("\n");
}
