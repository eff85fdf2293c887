// Two who look at the same failure, each in a browser of their own: what one has sent is told to the
// other before it goes out once more. And what failed again is not sent beside what it repeats.
import { passTime } from "../support/clock.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";
import { password } from "../support/demo.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Browser, Locator, Page } from "@playwright/test";

const plan = async (page: Page, ids: string[]): Promise<Locator> => {
  await signIn(page, "/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return dialog;
};

/** A page of a browser of its own, on the same console. */
const inAnotherBrowser = async (browser: Browser, page: Page): Promise<Page> => {
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin });
  return elsewhere.newPage();
};

/** Confirms to resend these; their call is turned away, and waits for ten minutes. */
const confirmAndWait = async (page: Page, sandbox: Sandbox, ids: string[]): Promise<void> => {
  await plan(page, ids);
  await sandbox.fault({ kind: "429", operation: "zuora.resend_emails", retry_after_seconds: 600 });
  await approve(page);
  await expect(page.getByText(/asked us to slow down/).first()).toBeVisible();
};

test("what a colleague sent is told before it is sent again, and can be left out", async ({ page, sandbox, browser }) => {
  const ids = await sandbox.failedMails(3);
  await plan(page, ids.slice(0, 2));
  await approve(page);
  await ended(page);

  const colleague = await inAnotherBrowser(browser, page);
  const dialog = await plan(colleague, ids);
  await expect(dialog, "no run of this browser tells it").not.toContainText("Look at these first");
  await approve(colleague);
  await expect(dialog.getByRole("alert")).toContainText("Nothing was confirmed and nothing was sent: 2 of these were sent in another plan since yesterday, last by admin at");
  await expect(dialog).toContainText("2 e-mails were sent with Redrive within the last 24 hours.");
  await expect(dialog.getByLabel("Your password")).toBeFocused();
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 2)));

  await dialog.getByRole("button", { name: "Leave 2 e-mails out" }).click();
  await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("Resend 1 e-mail");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Resend 1 e-mail", exact: true }).click();
  await ended(colleague);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  await colleague.context().close();
});

test("what a colleague is about to send is told for as long as it is", async ({ page, sandbox, browser }) => {
  const ids = await sandbox.failedMails(3);
  await confirmAndWait(page, sandbox, ids.slice(0, 2));

  const colleague = await inAnotherBrowser(browser, page);
  const dialog = await plan(colleague, ids);
  await approve(colleague);
  await expect(dialog.getByRole("alert")).toContainText("Nothing was confirmed and nothing was sent: 2 of these are about to be sent in another plan, which admin confirmed at");
  await expect(dialog).toContainText("2 e-mails are still to be sent by another run, which has not ended.");
  await expect(dialog.getByRole("button", { name: "Leave 2 e-mails out" })).toBeVisible();

  await page.getByRole("button", { name: "Stop…" }).click();
  const given = page.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.status() === 204);
  await page.getByRole("dialog").getByRole("button", { name: /^Stop/ }).click();
  await ended(page);
  await given;
  expect((await sandbox.sends()).zuora).toEqual({});
  // Planned anew, by whom nothing was told.
  await colleague.reload();
  await bringIds(colleague, ids);
  await colleague.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(colleague);
  await ended(colleague);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
  await colleague.context().close();
});

test("who confirmed first is told what a colleague sent since, before their own call leaves", async ({ page, sandbox, browser }) => {
  const ids = await sandbox.failedMails(2);
  await passTime(page);
  await confirmAndWait(page, sandbox, ids);

  const colleague = await inAnotherBrowser(browser, page);
  const dialog = await plan(colleague, ids);
  await approve(colleague);
  await expect(dialog.getByRole("alert")).toContainText("2 of these are about to be sent in another plan");
  // In spite of it.
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Resend 2 e-mails", exact: true }).click();
  await ended(colleague);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  await page.clock.fastForward(601_000);
  const card = page.getByRole("region", { name: "Your confirmation has expired, or others sent some of a call since you gave it." });
  await card.getByLabel("Your password").fill(password);
  await card.getByRole("button", { name: "Confirm and go on" }).click();
  await expect(card.getByRole("alert")).toContainText("2 of these were sent in another plan since yesterday, last by admin at");
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
  await colleague.context().close();
});

test("what was sent from here does not stand for as many that a colleague sent", async ({ page, sandbox, browser }) => {
  const [own, others] = (await sandbox.failedMails(2)) as [string, string];
  await plan(page, [own]);
  await approve(page);
  await ended(page);
  // The gateway forgets what was sent, with its sandbox; the browser's journal does not.
  await sandbox.reset();
  const colleague = await inAnotherBrowser(browser, page);
  await plan(colleague, [others]);
  await approve(colleague);
  await ended(colleague);

  await page.goto("/c/billing/emails/paste");
  await bringIds(page, [own, others]);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 e-mail was sent with Redrive within the last 24 hours.");
  await approve(page);
  await expect(dialog.getByRole("alert")).toContainText("Nothing was confirmed and nothing was sent: 1 of these was sent in another plan since yesterday");
  await expect(dialog).toContainText("2 e-mails were sent with Redrive within the last 24 hours.");
  expect((await sandbox.sends()).zuora).toEqual(once([others]));
  await colleague.context().close();
});

test("what a colleague sent after this browser is told, though this browser sent the same before", async ({ page, sandbox, browser }) => {
  test.setTimeout(120_000);
  const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 2");
  const ids = rows.map((row) => String(row["id"]));
  const dialog = page.getByRole("dialog");
  await plan(page, ids);
  await approve(page);
  await ended(page);
  const next = page.getByRole("region", { name: /^Next: mend why some failed again/ });
  await expect(next).toBeVisible({ timeout: 60_000 });
  const again = await figure(page, "failed again");

  const colleague = await inAnotherBrowser(browser, page);
  const theirs = await plan(colleague, ids);
  await approve(colleague);
  await expect(theirs.getByRole("alert")).toContainText("2 of these were sent in another plan since yesterday, last by admin at");
  await theirs.getByLabel("Your password").fill(password);
  await theirs.getByRole("button", { name: "Resend 2 e-mails", exact: true }).click();
  await ended(colleague);
  const twice = Object.fromEntries(ids.map((id) => [id, 2]));
  expect((await sandbox.sends()).zuora).toEqual(twice);

  await next.getByRole("button", { name: `Plan ${again} that failed again…` }).click();
  await expect(dialog).toContainText(/sent with Redrive within the last 24 hours/);
  await approve(page);
  await expect(dialog.getByRole("alert")).toContainText(`Nothing was confirmed and nothing was sent: ${again} of these ${again === 1 ? "was" : "were"} sent in another plan since yesterday, last by admin at`);
  expect((await sandbox.sends()).zuora).toEqual(twice);
  await dialog.getByLabel("Your password").fill(password);
  const first = page.url();
  await dialog.getByRole("button", { name: /^Resend/ }).click();
  await page.waitForURL((url) => url.href !== first);
  await ended(page);
  const thrice = Object.entries((await sandbox.sends()).zuora).flatMap(([id, count]) => (count === 3 ? [id] : []));
  expect(thrice).toHaveLength(again);

  // Of all that was sent by now, nothing came after what this browser itself sent last.
  await colleague.context().close();
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, thrice);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await expect(dialog).toContainText(/sent with Redrive within the last 24 hours/);
  await approve(page);
  await ended(page);
});

test("who presses before the journals are read is told what they tell, and nothing is sent", async ({ page, sandbox }) => {
  const ids = await sandbox.failedMails(1);
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
    let held: (() => void)[] | undefined;
    Object.defineProperty(IDBRequest.prototype, "onsuccess", {
      ...own,
      set(this: IDBRequest, handler: ((event: Event) => void) | null) {
        own?.set?.call(this, (event: Event) => {
          const go = () => handler?.call(this, event);
          if (held && this.source instanceof IDBObjectStore && this.source.name === "journal") held.push(go);
          else go();
        });
      },
    });
    Object.assign(globalThis, {
      holdJournals: () => (held = []),
      readJournals: () => {
        const waiting = held ?? [];
        held = undefined;
        for (const go of waiting) go();
        return waiting.length;
      },
    });
  });
  await plan(page, ids);
  await approve(page);
  await ended(page);

  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.evaluate("holdJournals()");
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Checking the password…" })).toBeVisible();
  expect(await page.evaluate("readJournals()")).toBeGreaterThan(0);
  await expect(dialog.getByRole("alert")).toContainText("Nothing was sent from here");
  await expect(dialog).toContainText("1 e-mail was sent with Redrive within the last 24 hours.");
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  await dialog.getByRole("button", { name: "Resend 1 e-mail", exact: true }).click();
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.map((id) => [id, 2])));
});

test("a failure and its failed repeat are one event: only one of them is sent", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 2");
  const ids = rows.map((row) => String(row["id"]));
  await plan(page, ids);
  await approve(page);
  await ended(page);
  await expect(page.getByRole("region", { name: /^Next: mend why some failed again/ })).toBeVisible({ timeout: 60_000 });
  const again = await figure(page, "failed again");

  await page.goto("/c/billing/emails");
  const grid = page.getByRole("grid", { name: "E-mails" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  const boxes = grid.getByRole("checkbox", { name: /^Choose e-mail / });
  const count = 2 + again;
  for (let place = 0; place < count; place += 1) await boxes.nth(place).check();
  await page.getByRole("button", { name: `Resend ${count} e-mails…` }).click();
  const dialog = page.getByRole("dialog");
  const warned = dialog.getByRole("listitem").filter({ hasText: /of the same events? as/ });
  await expect(warned).toContainText(again === 1 ? "1 e-mail is of the same event as a newer one among these" : "2 e-mails are of the same events as newer ones among these");
  await warned.getByRole("button", { name: /^Leave .* out$/ }).click();
  await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("Resend 2 e-mails");
  await expect(warned).toHaveCount(0);
});
