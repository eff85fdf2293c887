// Loading everything that matches, page by page: what it costs to read, keep and show the rows.
import { processorMilliseconds } from "../run/processes.ts";
import type { Load } from "../run/facts.ts";
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";
import { grouped } from "../report/words.ts";

/** Leaves the page with every row loaded. Figures are kept only where a stage is given. */
export async function loadAll(visit: Visit, load: Load, stage?: Stage): Promise<void> {
  await visit.open(load.query);
  await visit.idle();
  // The browser's own list of answers ends after 250 otherwise. No page of rows has fewer than ten.
  await visit.page.evaluate((most) => performance.setResourceTimingBufferSize(most), 250 + load.count / 10);
  const before = processorMilliseconds(visit.profile);
  const button = visit.button(visit.contestant.words.loadAll);
  const { paint, work } = await visit.press(button, { kind: "count", rows: load.count });
  const processor = processorMilliseconds(visit.profile) - before;
  await visit.wholeGrid();
  if (!stage) return;
  const of = `${grouped(load.count)} rows`;
  stage.sample("load", `${of}: from the press until the table shows them`, "ms", paint);
  stage.sample("load", `${of}: the main thread's work (decode, keep, show)`, "ms", work);
  stage.sample("load", `${of}: all threads of the page's process, processor time`, "ms", processor);
  stage.sample("load", `${of}: mount, from the last answer until the table shows them`, "ms", await mount(visit));
  stage.sample("load", `${of}: longest frame meanwhile`, "ms", await longestFrame(visit));
}

async function mount(visit: Visit): Promise<number> {
  const { painted } = await visit.seen();
  const last = await visit.page.evaluate(() => {
    const answers = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const ends = answers.filter(({ name }) => name.endsWith("/read")).map(({ responseEnd }) => responseEnd);
    return Math.max(window.bench.told(), ...ends);
  });
  return painted - last;
}

/**
 * Of those that began before the table showed all rows. Frames below 50 ms are not told by the
 * browser: none of them counts as zero.
 */
async function longestFrame(visit: Visit): Promise<number> {
  const { input, painted } = await visit.seen();
  const frames = await visit.page.evaluate(
    () =>
      new Promise<{ startTime: number; duration: number }[]>((resolve) => {
        const observer = new PerformanceObserver((list) => take(list.getEntries()));
        const take = (entries: PerformanceEntry[]) => {
          observer.disconnect();
          resolve(entries.map(({ startTime, duration }) => ({ startTime, duration })));
        };
        observer.observe({ type: "long-animation-frame", buffered: true });
        // Without any long frame it is never called.
        requestIdleCallback(() => take(observer.takeRecords()));
      }),
  );
  return Math.max(0, ...frames.filter(({ startTime }) => startTime >= input && startTime < painted).map(({ duration }) => duration));
}
