// One tab carries a run out; the others watch it, steer it, and take it over when that tab is gone.
import type { BrowserContext, Page } from "@playwright/test";
import { approve, bringIds, ended, expect, figure, goOn, signInAgain, test } from "../support/journey.ts";
import type { Sandbox } from "../support/sandbox.ts";

/** Begins a run of two calls whose first one is held. */
async function begin(page: Page, sandbox: Sandbox): Promise<string[]> {
  const ids = await sandbox.failedMails(1003);
  await sandbox.hold("zuora.resend_emails");
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
  await sandbox.met();
  return ids;
}

async function secondTab(context: BrowserContext, page: Page): Promise<Page> {
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Resend");
  return other;
}

function once(ids: string[]): Record<string, number> {
  return Object.fromEntries(ids.map((id) => [id, 1]));
}

/** Lets no confirmation through before so many have been asked for. */
async function together(context: BrowserContext, count: number): Promise<void> {
  const waiting: (() => void)[] = [];
  await context.route("**/api/confirmations", async (route) => {
    await new Promise<void>((go) => {
      waiting.push(go);
      if (waiting.length >= count) for (const go of waiting) go();
    });
    await route.continue();
  });
}

const underWay = (page: Page) => page.getByRole("region", { name: "Under way" });

test("another tab sees the run go on, and its stop reaches the tab that sends", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await secondTab(context, page);
  await expect(underWay(other)).toContainText("Sending");
  await expect(other.getByText("Sending, call 1 of 2. Another tab carries it out.")).toBeVisible();
  await expect(page.getByText("Sending, call 1 of 2.", { exact: true })).toBeVisible();
  await expect(page.getByText("Keep this tab open until all is sent")).toBeVisible();
  await expect(other.getByText("The tab that carries it out has to stay open until all is sent.")).toBeVisible();
  await other.getByRole("button", { name: "Stop…" }).click();
  await other.getByRole("dialog").getByRole("button", { name: /^Stop/ }).click();
  await expect(other.getByRole("button", { name: "Stopping after this call…" })).toBeDisabled();
  await sandbox.disarm();
  await ended(page);
  await ended(other);
  await expect(page.getByText(/open until all is sent/)).toHaveCount(0);
  expect(await figure(other, "accepted")).toBe(1000);
  expect(await figure(other, "not attempted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1000)));
});

test("a pause and the word to go on reach the tab that sends, from another one", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await secondTab(context, page);
  await other.getByRole("button", { name: "Pause" }).click();
  await expect(other.getByRole("button", { name: "Pausing after this call…" })).toBeDisabled();
  await sandbox.disarm();
  await expect(page.getByRole("heading", { name: "You paused it." })).toBeVisible();
  await expect(underWay(page)).toContainText("Needs you");
  await other.getByRole("button", { name: /^Go on/ }).click();
  await ended(page);
  await ended(other);
  expect(await figure(other, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("when the tab that sends is gone, another one says so, sends nothing by itself, and goes on when asked", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await secondTab(context, page);
  await expect(underWay(other)).toContainText("Sending");
  await page.close();
  await expect(underWay(other)).toContainText("no tab sends it");
  await expect(other).toHaveTitle("Needs you · Redrive");
  await sandbox.disarm();
  await expect.poll(async () => Object.keys((await sandbox.sends()).zuora).length, { timeout: 15_000 }).toBe(1000);
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1000)));
  await goOn(other);
  await ended(other);
  expect(await figure(other, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("two tabs that take a run over at once send everything once", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const [one, two] = [await secondTab(context, page), await secondTab(context, page)];
  await expect(underWay(two)).toContainText("Sending");
  await page.close();
  await sandbox.disarm();
  await together(context, 2);
  await Promise.all([goOn(one), goOn(two)]);
  await Promise.all([ended(one), ended(two)]);
  expect(await figure(one, "accepted")).toBe(1003);
  expect(await figure(two, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("a run whose session ended waits behind the sign-in, and goes on after it", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  await expect(underWay(page)).toContainText("Sending");
  await context.clearCookies();
  await sandbox.disarm();
  await signInAgain(page);
  await goOn(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("whoever signs out while another tab sends is asked first, and what is said then is so", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await context.newPage();
  await other.goto("/");
  const out = other.getByRole("button", { name: "Sign out" });
  await out.click();
  const question = other.getByRole("dialog", { name: "Sign out while a run is being sent?" });
  await expect(question).toContainText("“Resend 1,003 e-mails” is being sent by a tab of this browser.");
  await expect(question).toContainText("no further one leaves, and the run waits");
  await question.getByRole("button", { name: "Stay signed in" }).click();
  await expect(question).toBeHidden();
  await expect(out).toBeFocused();
  await expect(page.getByText("Sending, call 1 of 2.", { exact: true })).toBeVisible();

  await out.click();
  await question.getByRole("button", { name: "Sign out all the same" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await sandbox.disarm();
  await signInAgain(page);
  expect((await sandbox.sends()).zuora, "no further call has left").toEqual(once(ids.slice(0, 1000)));
  await goOn(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  // Nobody is asked where nothing is being sent.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("a reload in the middle is asked about, and the run waits where its journal ends", async ({ home: page, sandbox }) => {
  const ids = await begin(page, sandbox);
  await expect(underWay(page)).toContainText("Sending");
  const asked = page.waitForEvent("dialog");
  const reloaded = page.reload();
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.accept();
  await reloaded;
  await expect(underWay(page)).toContainText("no tab sends it");
  await sandbox.disarm();
  await goOn(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("a run goes on while its operator looks elsewhere, and every page tells how it stands", async ({ home: page, sandbox }) => {
  await begin(page, sandbox);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(underWay(page)).toContainText("Sending");
  await expect(page).toHaveTitle(/^\d+ % · Redrive$/);
  await sandbox.disarm();
  await expect(page.getByRole("status").filter({ hasText: /^Resend 1,003 e-mails: ended\. 1,003 accepted\.$/ })).toBeAttached({ timeout: 15_000 });
  await expect(page).toHaveTitle("Overview · Redrive");
});
