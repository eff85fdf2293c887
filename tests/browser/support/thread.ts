// How much of its work a tab does in one go: whoever presses something meanwhile waits for its end.
import type { Page } from "@playwright/test";

type Traced = { ph: string; name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } };

/**
 * The longest task of the tab while something is done, as a share of all its tasks: a slow machine
 * does not change it. In the processor's time, so what else keeps the machine busy does not either.
 */
export async function shareOfLongestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the tab has no browser");
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
  const thread = ({ pid, tid }: Traced) => `${pid} ${tid}`;
  const names = traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain");
  const threads = new Set(names.map(thread));
  const tasks = traceEvents.filter((event) => event.name.endsWith("RunTask") && threads.has(thread(event)));
  if (tasks.length === 0) throw new Error("no task was traced");
  const times = tasks.map((task) => task.tdur ?? 0);
  return Math.max(...times) / times.reduce((sum, time) => sum + time, 0);
}
