// Typing a word into the text filter at a quick typist's pace, and taking it away again.
import { setTimeout as wait } from "node:timers/promises";
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";

/** Its first letters stand in nearly every row, the whole of it in a few. */
const TEXT = "timeout";
/** Between two keys. This is the stimulus itself and waits for nothing. */
const PACE = 100;

export async function filter(stage: Stage, visit: Visit): Promise<void> {
  const { large } = stage.facts;
  const field = visit.page.getByLabel(visit.contestant.words.filter, { exact: true });
  const { x, y } = await visit.place(field);
  await visit.page.mouse.click(x, y);

  const rows = large.holding(TEXT);
  const typed = await visit.measured({ kind: "count", rows, holds: TEXT }, async () => {
    for (const letter of TEXT) {
      await Promise.all([visit.page.keyboard.press(letter), wait(PACE)]);
    }
  });
  stage.sample("filter", "as typed: last key to the filtered rows", "ms", typed.paint);
  stage.sample("filter", "as typed: the main thread's work for the word", "ms", typed.work);
  stage.sample("filter", "as typed: slowest key to the next paint", "ms", await slowestKey(visit));

  const cleared = await visit.measured({ kind: "count", rows: large.count }, async () => {
    await visit.page.keyboard.press("Control+A");
    await visit.page.keyboard.press("Delete");
  });
  stage.sample("filter", "taken away: key to all rows", "ms", cleared.paint);
  stage.sample("filter", "taken away: the main thread's work", "ms", cleared.work);
}

/** As the browser times events, in steps of 8 ms. */
function slowestKey(visit: Visit): Promise<number> {
  return visit.page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => take(list.getEntries()));
        const take = (entries: PerformanceEntry[]) => {
          observer.disconnect();
          resolve(Math.max(16, ...entries.filter(({ name }) => name === "keydown").map(({ duration }) => duration)));
        };
        observer.observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
        requestIdleCallback(() => take(observer.takeRecords()));
      }),
  );
}
