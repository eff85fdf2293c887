// A run has ended, and not all is well: what is unknown is checked, what was turned away is planned
// anew.
import type { Locator, Page } from "@playwright/test";
import { passTime } from "../support/clock.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";

/** Confirms a resend of these e-mails. */
async function resend(page: Page, ids: string[]): Promise<void> {
  await signIn(page, "/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
}

/** Resends these e-mails, and passes the time until the run asks what this name says. */
async function untilItAsks(page: Page, ids: string[], name: RegExp | string): Promise<Locator> {
  await passTime(page);
  await resend(page, ids);
  // Before, the time that passes would be that in which a run waits for its lock.
  await expect(page).toHaveURL(/\/runs\//);
  const waits = page.getByRole("region", { name });
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(waits).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 60_000 });
  return waits;
}

/** Time passes by itself from here on. */
const flows = (page: Page) => page.clock.resume();

test("what stayed unknown is checked with the same key, and nobody gets it twice", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const ids = await sandbox.failedMails(3);
  await sandbox.fault({ kind: "reset_after", operation: "zuora.resend_emails", count: 1 });
  await sandbox.fault({ kind: "reset_before", operation: "zuora.resend_emails", count: 100 });
  await sandbox.fault({ kind: "500", operation: "zuora.submit_query", count: 100 });
  const waits = await untilItAsks(page, ids, /^What became of call 1 cannot be told/);
  await waits.getByRole("button", { name: "Finish: nothing is left to send" }).click();
  await flows(page);
  await ended(page);
  expect(await figure(page, "unknown")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  await sandbox.disarm();
  const next = page.getByRole("region", { name: "Next: learn what became of the unknown ones" });
  await expect(next).toContainText("The same calls are made again with the same keys");
  await next.getByRole("button", { name: "Check 3 unknown" }).click();
  await expect(page.getByRole("button", { name: "Check 3 unknown" })).toBeHidden({ timeout: 30_000 });
  await ended(page);
  await expect.poll(() => figure(page, "accepted"), { timeout: 30_000 }).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("what was turned away again and again is sent by a new plan with new keys, and each goes once", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const ids = await sandbox.failedMails(3);
  await sandbox.fault({ kind: "429", operation: "zuora.resend_emails", count: 100, retry_after_seconds: 2 });
  const waits = await untilItAsks(page, ids, "The vendor asked us to slow down (429), again and again.");
  await waits.getByRole("button", { name: "Stop here…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Stop/ }).click();
  await flows(page);
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual({});

  await sandbox.disarm();
  const first = page.url();
  await expect(page.getByRole("region", { name: "What needs you" })).toContainText("A retry can work.");
  await page.getByRole("button", { name: "Plan 3 that were not sent…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 3 e-mails" })).toBeVisible();
  await approve(page);
  await expect(page).not.toHaveURL(first);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("the browser is asked to keep its runs, and one that it lost is said where it may have sent something", async ({ page, sandbox }) => {
  await page.addInitScript(() => {
    const asked = { times: 0 };
    Object.assign(globalThis, { asked });
    StorageManager.prototype.persist = async () => {
      asked.times += 1;
      return false;
    };
  });
  const ids = await sandbox.failedMails(2);
  await resend(page, ids.slice(0, 1));
  await ended(page);
  expect(await page.evaluate(() => (globalThis as unknown as { asked: { times: number } }).asked.times)).toBe(1);
  await expect(page.getByText("This browser does not promise to keep this run's record")).toBeVisible();

  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await done(indexedDB.open("redrive"));
    await done(database.transaction("journal", "readwrite").objectStore("journal").clear());
    database.close();
  });
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids.slice(1));
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/a run that is kept in this browser could not be read, so some of these may have been sent/)).toBeVisible();
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1)));
});

test("a browser that promises to keep its runs is not spoken of", async ({ page, sandbox }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => true;
    StorageManager.prototype.persisted = async () => true;
  });
  await resend(page, await sandbox.failedMails(1));
  await ended(page);
  const words = page.getByText("does not promise to keep");
  await expect(words).toHaveCount(0);
  await page.reload();
  await ended(page);
  await expect(words).toHaveCount(0);
});

test("what was taken and failed again is said, and planned anew by itself", async ({ page, sandbox }) => {
  // It is read back again and again until nothing more is to be found out.
  test.setTimeout(120_000);
  const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 2");
  const ids = rows.map((row) => String(row["id"]));
  await resend(page, ids);
  await ended(page);
  const next = page.getByRole("region", { name: "Next: mend why some failed again, then plan these anew" });
  await expect(next).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("listitem").filter({ hasText: /^Settled$/ }), "nothing goes on any more").not.toHaveAttribute("aria-current");
  const again = await figure(page, "failed again");
  expect(again).toBeGreaterThan(0);
  await expect(next).toContainText(`The vendor took ${again} e-mail`);
  await next.getByRole("button", { name: `Plan ${again} that failed again…` }).click();
  const dialog = page.getByRole("dialog", { name: new RegExp(`^Resend ${again} e-mail`) });
  await expect(dialog).toBeVisible();
  await expect(dialog, "it says that they were sent from here").toContainText(/sent with Redrive within the last 24 hours/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Runs", exact: true }).first().click();
  await expect(page.getByRole("main")).toContainText(`2 accepted, ${again} failed again`);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("what was refused and can work now is retried by itself under a new key, and each goes once", async ({ page, sandbox }) => {
  const ids = await sandbox.failedMails(5);
  const locked = ids.slice(1, 4);
  await sandbox.dialect({ zuora: { locked } });
  await resend(page, ids);
  await ended(page);
  expect([await figure(page, "accepted"), await figure(page, "rejected")]).toEqual([2, 3]);
  const taken = ids.filter((id) => !locked.includes(id));
  expect((await sandbox.sends()).zuora).toEqual(once(taken));

  const first = page.url();
  const next = page.getByRole("region", { name: "Next: send again what can work" });
  await expect(next).toContainText("A new plan with only 3 e-mails, under new keys.");
  await sandbox.dialect({ zuora: { locked: [] } });
  await next.getByRole("button", { name: "Retry 3 that can work…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 3 e-mails" })).toBeVisible();
  expect((await sandbox.sends()).zuora, "nothing is sent before it is confirmed").toEqual(once(taken));
  await approve(page);
  await expect(page).not.toHaveURL(first);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  const calls = await sandbox.calls("zuora");
  expect(calls.map((call) => call.ids.toSorted())).toEqual([taken, locked].map((sent) => sent.toSorted()));
  expect(new Set(calls.map((call) => call.idempotency_key)).size, "a key of its own").toBe(2);
});

test("a kept run whose plan is of a kind that is made no more says so, stands in the list, and can be left", async ({ page, sandbox }) => {
  const ids = await sandbox.failedMails(1);
  await resend(page, ids);
  await ended(page);
  await page.goto("/runs");
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await done(indexedDB.open("redrive"));
    const records = database.transaction("records", "readwrite").objectStore("records");
    for (const key of await done(records.getAllKeys())) {
      const record = JSON.parse(String(await done(records.get(key)))) as { plan: { draft: unknown } };
      record.plan.draft = { replay_matching: { filter: { subscription_id: "wbs_01K0000000000000000000000C" }, matched: "unknown" } };
      await done(records.put(JSON.stringify(record), key));
    }
    database.close();
  });
  await page.reload();
  await page.getByRole("link", { name: "Resend 1 e-mail" }).first().click();
  await expect(page.getByText("What this browser stored of the run cannot be read: the plan replays whatever a filter matches")).toBeVisible();
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(page.getByRole("link", { name: "Resend 1 e-mail" }).first()).toBeVisible();
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});
