// Choosing every loaded row by the box in the heading, and none of them again.
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";
import { grouped } from "../report/words.ts";

const TIMES = 3;

export async function select(stage: Stage, visit: Visit): Promise<void> {
  const { words } = visit.contestant;
  const box = visit.page.getByRole("checkbox", { name: words.chooseAll, exact: true });
  const region = words.chosen;
  for (let time = 0; time < TIMES; time++) {
    for (const on of [true, false]) {
      const chosen = `${grouped(stage.facts.large.count)} chosen`;
      const { paint, work } = await visit.press(box, { kind: "chosen", region, words: chosen, on });
      const name = on ? "all" : "none";
      stage.sample("select", `${name}: press to paint`, "ms", paint);
      stage.sample("select", `${name}: the main thread's work`, "ms", work);
    }
  }
}
