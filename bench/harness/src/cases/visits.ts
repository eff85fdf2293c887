// Fifty visits of one page: away by the menu and back. How long a return takes, and what is left
// behind.
import { spread } from "../report/statistics.ts";
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";
import { resident } from "./memory.ts";

const TIMES = 50;
/** Visits before the first look at memory: what is made once is made by then. */
const SETTLED = 5;

export async function visits(stage: Stage): Promise<void> {
  await stage.visit(async (visit) => {
    await visit.open("");
    const returns: number[] = [];
    let before = { resident: 0, nodes: 0, heap: 0 };
    for (let time = 0; time < TIMES; time++) {
      if (time === SETTLED) before = await held(visit);
      returns.push(await awayAndBack(visit));
    }
    const after = await held(visit);
    stage.sample("visits", "back at the full table, median", "ms", spread(returns).middle);
    stage.sample("visits", "renderer, resident, added by 45 visits", "MB", after.resident - before.resident);
    stage.sample("visits", "JavaScript heap, added by 45 visits", "kB", (after.heap - before.heap) / 1000);
    stage.sample("visits", "nodes of the document, added by 45 visits", "nodes", after.nodes - before.nodes);
  });
}

async function awayAndBack(visit: Visit): Promise<number> {
  const { words } = visit.contestant;
  const away = await visit.place(visit.link(words.away));
  const back = await visit.place(visit.link(words.back));
  await visit.page.mouse.click(away.x, away.y);
  await visit.page.getByRole("heading", { level: 1, name: words.awayHeading }).waitFor();
  const { paint } = await visit.measured({ kind: "table" }, () => visit.page.mouse.click(back.x, back.y));
  return paint;
}

async function held(visit: Visit): Promise<{ resident: number; nodes: number; heap: number }> {
  const megabytes = await resident(visit);
  const { usedSize } = await visit.cdp.send("Runtime.getHeapUsage");
  return { resident: megabytes, nodes: await visit.metric("Nodes"), heap: usedSize };
}
