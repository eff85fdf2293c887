// Time as a journey passes it. The browser's own ids of timers are small numbers; those of the
// stand-in are beyond what a WebAssembly program can hold, and what it clears would go on.
import type { Page } from "@playwright/test";

type Timers = Record<"setTimeout" | "setInterval", (...given: unknown[]) => number> &
  Record<"clearTimeout" | "clearInterval", (id?: number) => void>;

/** Has every page that this tab opens from here on follow the clock of the journey. */
export async function passTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.addInitScript(() => {
    const timers = globalThis as unknown as Timers;
    const given = new Map<number, number>();
    for (const [set, clear] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]] as const) {
      const [begin, end] = [timers[set], timers[clear]];
      timers[set] = (...timer) => {
        const id = given.size + 1;
        given.set(id, begin(...timer));
        return id;
      };
      timers[clear] = (id) => end(given.get(id ?? 0));
    }
  });
}
