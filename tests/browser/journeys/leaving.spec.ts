// A page that is left at once has asked the browser for things that come when it is gone: frames,
// timers, answers. None of them may meet what is not there any more.
import { approve, bringIds, ended, expect, test } from "../support/journey.ts";
import { screens } from "../support/screens.ts";
import type { Page } from "@playwright/test";

/** All but the overview, from which they are entered, and one with a pane. */
const left = [...screens.filter(([, address]) => address !== "/"), ["an event", "/c/community/endpoints/1?event=1", /tries in all/] as const];

type Kind = "frames" | "timers";
type Late = { redriveLate: { hold: Kind | null; come: () => void } };

/** Keeps frames or timers back while it is told to, and lets them come late. */
function holdBack(): void {
  const frame = window.requestAnimationFrame.bind(window);
  const timer = window.setTimeout.bind(window);
  const [noFrame, noTimer] = [window.cancelAnimationFrame.bind(window), window.clearTimeout.bind(window)];
  const held = new Map<number, () => void>();
  // Above any number that the browser gives.
  let last = 1_000_000_000;
  const keep = (work: () => void): number => {
    last += 1;
    held.set(last, work);
    return last;
  };
  const late: Late["redriveLate"] = {
    hold: null,
    come: () => {
      late.hold = null;
      const works = [...held.values()];
      held.clear();
      for (const work of works) work();
    },
  };
  window.requestAnimationFrame = (work) => (late.hold === "frames" ? keep(() => work(performance.now())) : frame(work));
  window.setTimeout = ((work: () => void, delay = 0) => (late.hold === "timers" && delay > 0 ? keep(work) : timer(work, delay))) as typeof window.setTimeout;
  window.cancelAnimationFrame = (number) => (held.delete(number) ? undefined : noFrame(number));
  window.clearTimeout = (number) => (held.delete(Number(number)) ? undefined : noTimer(number));
  (window as unknown as Late).redriveLate = late;
}

/** Goes there without loading the console anew, as a step forward does. */
async function step(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}

/** Keeps back the answers of an address until they are let come. */
async function holdAnswers(page: Page, address: string): Promise<{ asked: () => number; come: () => Promise<void> }> {
  let come = (): void => undefined;
  const gone = new Promise<void>((resolve) => (come = resolve));
  const asked: Promise<void>[] = [];
  await page.route(address, (route) => {
    // Where the page has given its question up, there is nobody to answer.
    asked.push(gone.then(async () => route.fulfill({ response: await route.fetch() })).catch(() => undefined));
  });
  return {
    asked: () => asked.length,
    come: async () => {
      come();
      await Promise.all(asked);
      await page.unrouteAll({ behavior: "wait" });
    },
  };
}

/** Whether a screen asks a vendor as soon as it is entered. */
const asks = (address: string): boolean => !/\/(replay|paste|runs|nowhere)$/.test(address);

for (const kind of ["frames", "timers"] as const) {
  test(`${kind} of a page that has gone harm nothing`, async ({ home: page, reports }) => {
    test.setTimeout(120_000);
    await page.addInitScript(holdBack);
    await page.reload();
    const overview = page.getByRole("heading", { level: 1, name: "Overview" });
    await expect(overview).toBeVisible();
    // A query of Zuora is asked again and again until it is answered: without timers it never is.
    const entered = left.filter(([, address]) => kind === "frames" || !(address.startsWith("/c/billing") && asks(address)));
    for (const [name, address, ready] of entered) {
      await page.evaluate((kind) => void ((window as unknown as Late).redriveLate.hold = kind), kind);
      await step(page, address);
      await expect(overview, name).toHaveCount(0);
      await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
      await page.evaluate(() => {
        for (const button of document.querySelectorAll<HTMLElement>("main button[aria-expanded=false]")) button.click();
      });
      await page.goBack();
      await expect(overview, name).toBeVisible();
      await page.evaluate(() => (window as unknown as Late).redriveLate.come());
      expect(reports, name).toEqual([]);
    }
  });
}

test("answers to a page that has gone harm nothing", async ({ home: page, reports }) => {
  test.setTimeout(120_000);
  const overview = page.getByRole("heading", { level: 1, name: "Overview" });
  for (const [name, address] of left) {
    const answers = await holdAnswers(page, "**/api/connections/*/read");
    await step(page, address);
    await expect(overview, name).toHaveCount(0);
    if (asks(address)) await expect.poll(answers.asked, { message: name }).toBeGreaterThan(0);
    await page.goBack();
    await expect(overview, name).toBeVisible();
    await answers.come();
    expect(reports, name).toEqual([]);
  }
});

test("a menu that is open when its page is left harms nothing", async ({ home: page, reports }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await page.getByRole("grid").focus();
  await expect(page.getByRole("checkbox", { name: /^Choose delivery / }).first()).toBeVisible();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(reports).toEqual([]);
});

test("a password that is refused after its page has gone harms nothing", async ({ home: page, sandbox, reports }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  await page.getByRole("checkbox", { name: /^Choose delivery / }).first().check();
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await sandbox.fault({ kind: "429", operation: "kirim.replay", count: 1, retry_after_seconds: 600 });
  await approve(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Replay 1 delivery");
  await page.reload();
  const waits = page.getByRole("region", { name: "No tab carries this run out." });
  const answers = await holdAnswers(page, "**/api/confirmations");
  await waits.getByLabel("Your password").fill("not the password");
  await waits.getByRole("button", { name: "Confirm and go on" }).click();
  await expect.poll(answers.asked).toBe(1);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await answers.come();
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
  expect(reports).toEqual([]);
});

test("whoever closes the question to plan a run again at once gets no plan", async ({ home: page, sandbox, reports }) => {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, await sandbox.failedMails(1));
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("button", { name: "Plan again: Resend 1 e-mail" }).click();
  const question = page.getByRole("dialog");
  // In one step: what the journal tells comes after it.
  await question.evaluate((dialog: HTMLDialogElement) => {
    [...dialog.querySelectorAll("button")].find((button) => button.textContent === "Plan again…")?.click();
    dialog.close();
  });
  await expect(question).toHaveCount(0);
  // The journal answers in turn, so this comes after what was asked of it before.
  await page.getByRole("link", { name: "Resend 1 e-mail" }).first().click();
  await ended(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(reports).toEqual([]);
});
