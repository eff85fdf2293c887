// What the rows cost in memory: by the system's own count of the page's process, and by the engine's.
import type { Stage } from "../run/stage.ts";
import { residentMegabytes } from "../run/processes.ts";
import type { Visit } from "../run/visit.ts";

const MEGABYTE = 1024 * 1024;

/** `before` is what the process held with the first page alone. */
export async function memory(stage: Stage, visit: Visit, before: number): Promise<void> {
  const after = await resident(visit);
  stage.sample("memory", "renderer, resident, all rows loaded", "MB", after);
  stage.sample("memory", "renderer, resident, added by the rows", "MB", after - before);
  const { usedSize } = await visit.cdp.send("Runtime.getHeapUsage");
  stage.sample("memory", "JavaScript heap, all rows loaded", "MB", usedSize / MEGABYTE);
  const wasm = await visit.page.evaluate(() => window.bench.wasm());
  stage.sample("memory", "WebAssembly memory, all rows loaded", "MB", wasm / MEGABYTE);
}

export async function resident(visit: Visit): Promise<number> {
  await visit.collectGarbage();
  await visit.idle();
  return residentMegabytes(visit.profile);
}
