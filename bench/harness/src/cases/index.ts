// The cases in their order. Those over loaded rows share one page: loading is what takes longest.
import type { CaseName } from "../contestants.ts";
import type { Stage } from "../run/stage.ts";
import { filter } from "./filter.ts";
import { loadAll } from "./load.ts";
import { memory, resident } from "./memory.ts";
import { scroll } from "./scroll.ts";
import { select } from "./select.ts";
import { sort } from "./sort.ts";
import { start } from "./start.ts";
import { visits } from "./visits.ts";

/** Measures one contestant once in each of these cases, as far as it can be. */
export async function measure(stage: Stage, cases: readonly CaseName[]): Promise<void> {
  const wanted = (name: CaseName) => cases.includes(name) && stage.contestant.notYet[name] === undefined;
  if (wanted("start")) await start(stage);
  if (wanted("load")) await stage.visit((visit) => loadAll(visit, stage.facts.small, stage));
  const over = { sort, filter, select, scroll } as const;
  const some = (Object.keys(over) as (keyof typeof over)[]).filter(wanted);
  if (some.length > 0 || wanted("load") || wanted("memory")) {
    await stage.visit(async (visit) => {
      await visit.open(stage.facts.large.query);
      const before = await resident(visit);
      await loadAll(visit, stage.facts.large, wanted("load") ? stage : undefined);
      if (wanted("memory")) await memory(stage, visit, before);
      for (const name of some) await over[name](stage, visit);
    });
  }
  if (wanted("visits")) await visits(stage);
}
