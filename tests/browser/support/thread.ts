// How long a tab keeps its only thread to itself at a time: whoever presses something waits so long.
import type { Page } from "@playwright/test";

type Traced = { ph: string; name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } };

/**
 * The longest task of the tab while something is done, in milliseconds of the processor's time:
 * what else keeps the machine busy does not count.
 */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
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
  return Math.max(...tasks.map((task) => task.tdur ?? 0)) / 1000;
}
