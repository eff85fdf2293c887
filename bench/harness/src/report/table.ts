// Samples as a table: medians with their quartiles, and how many times the first contestant's
// figure each of the others' is.
import type { CaseName, Contestant } from "../contestants.ts";
import type { Measure, Samples } from "./samples.ts";
import { spread } from "./statistics.ts";
import { figure } from "./words.ts";

const TITLES: Record<CaseName, string> = {
  start: "Start",
  load: "Loading everything",
  sort: "Sorting",
  filter: "Filtering",
  select: "Choosing",
  scroll: "Scrolling (processor slowed 4 times)",
  memory: "Memory",
  visits: "Fifty visits",
};

/** One section a case. */
export function sections(samples: Samples, cases: readonly CaseName[], contestants: readonly Contestant[]): string {
  return cases.map((name) => section(samples, name, contestants)).join("\n");
}

function section(samples: Samples, name: CaseName, contestants: readonly Contestant[]): string {
  const measures = samples.measures().filter((measure) => measure.case === name);
  const [own, ...others] = contestants;
  const heads = [...contestants.map(({ title }) => title), ...others.map(({ title }) => `${title} ÷ ${own?.title}`)];
  const lines = measures.map((measure) => line(samples, measure, contestants));
  return [`## ${TITLES[name]}`, "", row(["", ...heads]), row(["---", ...heads.map(() => "---:")]), ...lines, ""].join("\n");
}

function line(samples: Samples, measure: Measure, contestants: readonly Contestant[]): string {
  const spreads = contestants.map((one) => {
    const values = samples.values(measure, one.name);
    return values.length > 0 ? spread(values) : undefined;
  });
  const cells = spreads.map((one, place) => {
    if (!one) return contestants[place]?.notYet[measure.case] === undefined ? "–" : "not yet";
    const quartiles = one.count > 1 ? ` (${figure(one.low)}–${figure(one.high)})` : "";
    return `${figure(one.middle)}${quartiles}`;
  });
  const [own, ...others] = spreads;
  const ratios = others.map((other) => (own && other ? ratio(other.middle, own.middle) : "–"));
  return row([`${measure.name}, ${measure.unit}`, ...cells, ...ratios]);
}

/** Of nothing there is no multiple, and below nothing it would mislead. */
function ratio(other: number, own: number): string {
  return own > 0 && other >= 0 ? (other / own).toFixed(2) : "–";
}

const row = (cells: string[]): string => `| ${cells.join(" | ")} |`;
