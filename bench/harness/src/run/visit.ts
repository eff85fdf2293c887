// One browser with one page of one contestant: how it is opened, pressed and typed into. Buttons
// and fields are found by role and name, and then pressed by real input at their place, so that
// looking for them is not measured.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type BrowserContext, type CDPSession, type Locator, type Page } from "playwright-core";
import type { Contestant } from "../contestants.ts";
import { places } from "./places.ts";
import { installProbe, type Seen, type Wanted } from "./probe.ts";
import { unwatched } from "./unwatched.ts";

export type Cookie = { name: string; value: string };
export type Result = {
  /** From the input to the frame that shows the result, in milliseconds. */
  paint: number;
  /** What the page's main thread did for it until it had nothing more to do. */
  work: number;
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // One page, one renderer: none is kept in store.
  "--disable-features=SpareRendererForSitePerProcess",
];
/** Long enough for everything on a slow machine; loading is given more for each row. */
const PATIENCE = 180_000;

export class Visit {
  private constructor(
    readonly contestant: Contestant,
    readonly profile: string,
    private readonly context: BrowserContext,
    readonly page: Page,
    readonly cdp: CDPSession,
  ) {}

  /** A browser that has never been here, signed in. */
  static async begin(contestant: Contestant, address: string, cookie: Cookie): Promise<Visit> {
    const profile = mkdtempSync(path.join(tmpdir(), "redrive-bench-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: places.chromium,
      args: FLAGS,
      baseURL: address,
      viewport: { width: 1440, height: 900 },
    });
    context.setDefaultTimeout(PATIENCE);
    await context.addCookies([{ ...cookie, url: address, httpOnly: true, sameSite: "Strict" }]);
    await context.addInitScript(installProbe);
    const page = context.pages()[0] ?? (await context.newPage());
    await unwatched(page);
    const cdp = await context.newCDPSession(page);
    // Time of the thread and not of the wall: other programs of the machine are not counted.
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Visit(contestant, profile, context, page, cdp);
  }

  async end(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens the deliveries and waits for the first full table. */
  async open(query: string): Promise<Seen> {
    await this.page.goto(this.contestant.path + query);
    return this.seen();
  }

  arm = (wanted: Wanted): Promise<void> => this.page.evaluate((given) => window.bench.arm(given), wanted);
  seen = (): Promise<Seen> => this.page.evaluate((patience) => window.bench.seen(patience), PATIENCE);
  idle = (): Promise<void> => this.page.evaluate(() => window.bench.idle());

  button = (name: string): Locator => this.page.getByRole("button", { name, exact: true });
  heading = (column: string): Locator =>
    this.page.getByRole("columnheader", { name: column }).getByRole("button", { name: column });
  link = (name: string): Locator =>
    this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });

  /** Brings the whole grid into the window: below other things, less of it would be drawn. */
  async wholeGrid(): Promise<void> {
    await this.page.evaluate(() => window.bench.scroller().scrollIntoView({ block: "end", behavior: "instant" }));
    await this.idle();
  }

  /** Where to press. */
  async place(target: Locator): Promise<{ x: number; y: number }> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error(`${this.contestant.name} does not show ${target}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Presses and waits for the result. */
  async press(target: Locator, wanted: Wanted): Promise<Result> {
    const { x, y } = await this.place(target);
    // The pointer is there already when a person presses.
    await this.page.mouse.move(x, y);
    return this.measured(wanted, () => this.page.mouse.click(x, y));
  }

  /** What it takes until the page shows what is wanted. */
  async measured(wanted: Wanted, act: () => Promise<void>): Promise<Result> {
    await this.arm(wanted);
    await this.idle();
    const before = await this.taskTime();
    await act();
    const { input, painted } = await this.seen();
    await this.idle();
    return { paint: painted - input, work: (await this.taskTime()) - before };
  }

  /** Milliseconds that the main thread has been busy. */
  async taskTime(): Promise<number> {
    return (await this.metric("TaskDuration")) * 1000;
  }

  async metric(name: string): Promise<number> {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    const found = metrics.find((metric) => metric.name === name);
    if (!found) throw new Error(`the browser tells no ${name}`);
    return found.value;
  }

  /** Nothing is left in the heap that is not used. */
  async collectGarbage(): Promise<void> {
    for (let time = 0; time < 2; time++) await this.cdp.send("HeapProfiler.collectGarbage");
  }
}
