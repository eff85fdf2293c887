// What was asked for on the command line.
import { parseArgs } from "node:util";
import { CASES, CONTESTANTS, type CaseName, type Contestant } from "./contestants.ts";

export type Options = {
  rounds: number;
  cases: CaseName[];
  contestants: Contestant[];
  /** Rows of the small and of the large load. */
  sizes: [number, number];
  scale: "small" | "medium" | "large";
  /** Where the table is written. */
  out: string | undefined;
};

export const HELP = `\
--rounds N            how often each contestant is measured (5)
--case NAME           only this case, may be repeated: ${CASES.join(", ")}
--contestant NAME     only this one, may be repeated: ${CONTESTANTS.map(({ name }) => name).join(", ")}
--rows N              rows of the large load (100000)
--quick               one round over a few rows: shows that everything works, and nothing else
--out FILE            write the table there, and not to bench/RESULTS.md`;

export function read(given: string[]): Options {
  const { values } = parseArgs({
    args: given,
    options: {
      rounds: { type: "string" },
      case: { type: "string", multiple: true },
      contestant: { type: "string", multiple: true },
      rows: { type: "string" },
      quick: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const [small, large] = values.quick ? [500, 2_000] : [10_000, 100_000];
  return {
    rounds: whole("rounds", values.rounds, values.quick ? 1 : 5),
    cases: chosen("case", values.case, CASES, (name) => name),
    contestants: chosen("contestant", values.contestant, CONTESTANTS, ({ name }) => name),
    sizes: [small, whole("rows", values.rows, large)],
    scale: values.quick ? "small" : "large",
    out: values.out,
  };
}

function whole(what: string, given: string | undefined, otherwise: number): number {
  const number = Number(given ?? otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${what} wants a whole number, not ${given}`);
  return number;
}

function chosen<T>(what: string, names: string[] | undefined, all: readonly T[], nameOf: (one: T) => string): T[] {
  const strange = names?.find((name) => !all.some((one) => nameOf(one) === name));
  if (strange !== undefined) throw new Error(`there is no ${what} ${strange}`);
  return all.filter((one) => names?.includes(nameOf(one)) ?? true);
}
