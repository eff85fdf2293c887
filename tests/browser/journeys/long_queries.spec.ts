// The vendor runs a query for minutes: it is waited for with words and a way to stop, and the same
// question is never asked of it a second time.
import { passTime } from "../support/clock.ts";
import { bringIds, expect, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Page } from "@playwright/test";

const rows = (page: Page) => page.getByRole("grid", { name: "E-mails" }).getByRole("rowheader");
const pages = (asked: string[]) => asked.filter((read) => read.includes('"submit_page"'));
const looks = (asked: string[]) => asked.filter((read) => read.includes('"job"'));

/** The list of e-mails while the vendor runs its queries for hours. */
async function open(page: Page, sandbox: { dialect: (part: unknown) => Promise<unknown> }): Promise<string[]> {
  await sandbox.dialect({ zuora: { query_stage_ms: 3_600_000 } });
  await passTime(page);
  const asked = reads(page);
  await signIn(page, "/c/billing/emails");
  await expect(page.getByText("The vendor runs the query…")).toBeVisible();
  return asked;
}

test("a query that takes long is waited for, and its rows come", async ({ page, sandbox }) => {
  const asked = await open(page, sandbox);
  await page.clock.fastForward(130_000);
  await expect(page.getByText("The vendor has been running the query for 2 minutes.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop waiting" })).toBeVisible();
  await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
  await page.clock.fastForward(15_000);
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
  expect(pages(asked)).toHaveLength(1);
});

test("whoever stops waiting is told that the query goes on, and goes on with that one", async ({ page, sandbox }) => {
  const asked = await open(page, sandbox);
  await page.clock.fastForward(15_000);
  await page.getByRole("button", { name: "Stop waiting" }).click();
  const told = page.getByRole("alert").filter({ hasText: "The vendor still runs the query" });
  await expect(told).toContainText("and you stopped waiting for it. The query goes on there, for an hour at most; a narrower filter is answered sooner.");
  await expect(told).toContainText("Going on looks at the same query while it runs; no second one is run beside it.");
  const before = looks(asked).length;
  await told.getByRole("button", { name: "Go on waiting" }).click();
  await expect.poll(() => looks(asked).length).toBeGreaterThan(before);
  await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
  await page.clock.fastForward(15_000);
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
  expect(pages(asked), "one query for one question").toHaveLength(1);
});

test("after ten minutes the page says truly that it looks no longer", async ({ page, sandbox }) => {
  const asked = await open(page, sandbox);
  await page.clock.fastForward(601_000);
  const told = page.getByRole("alert").filter({ hasText: "The vendor still runs the query" });
  await expect(told).toContainText("The vendor has been running this query for 10 minutes, and this page waits for it no longer.", { timeout: 20_000 });
  await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
  await told.getByRole("button", { name: "Go on waiting" }).click();
  await expect(rows(page).first(), "it has ended meanwhile").toBeVisible({ timeout: 20_000 });
  expect(pages(asked)).toHaveLength(1);
});

test("who comes back to the same question while its query runs goes on with it", async ({ page, sandbox }) => {
  const asked = await open(page, sandbox);
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("The vendor runs the query…")).toBeVisible();
  await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
  await page.clock.fastForward(15_000);
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
  expect(pages(asked)).toHaveLength(1);
});

test.describe("ids that are looked up", () => {
  const unchecked = (page: Page) => page.getByRole("dialog").getByRole("region", { name: "What was not checked" });
  const stop = (page: Page) => unchecked(page).getByRole("button", { name: "Stop waiting" });
  const queries = (asked: string[]) => asked.filter((read) => read.includes('"submit_ids"'));
  const minute = (page: Page) => page.evaluate(() => new Date().toISOString().slice(11, 16));

  /** Looks an id up while the vendor runs its queries for hours, until that takes long. */
  async function lookUp(page: Page, sandbox: Sandbox): Promise<string[]> {
    const [row] = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT 1");
    await passTime(page);
    await signIn(page, "/c/billing/emails/paste");
    await bringIds(page, [String(row?.["id"])]);
    await page.getByRole("button", { name: "Plan to resend 1 e-mail…" }).click();
    const asked = reads(page);
    await sandbox.dialect({ zuora: { query_stage_ms: 3_600_000 } });
    await unchecked(page).getByRole("button", { name: "Look them up" }).click();
    await expect.poll(() => looks(asked).length).toBeGreaterThan(0);
    await page.clock.fastForward(15_000);
    await expect(stop(page)).toBeVisible();
    return asked;
  }

  test("whoever goes on soon gets the rows of the same query, and is told how old they are", async ({ page, sandbox }) => {
    const asked = await lookUp(page, sandbox);
    const begun = await minute(page);
    await stop(page).click();
    await expect(unchecked(page).getByRole("alert")).toContainText("and you stopped waiting for it");
    await expect(stop(page), "nothing is waited for").toHaveCount(0);
    await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
    await page.clock.fastForward(4 * 60_000);
    await unchecked(page).getByRole("button", { name: "Look up the rest" }).click();
    await expect(unchecked(page)).toContainText(/^1 id was looked up at/, { timeout: 20_000 });
    expect(await minute(page)).not.toBe(begun);
    // It was begun fifteen seconds before, or in the minute before that.
    const told = (await unchecked(page).innerText()).match(/at (\d\d:\d\d) UTC/)?.[1] ?? "";
    const age = (a: string, b: string) => (Number(a.slice(0, 2)) - Number(b.slice(0, 2))) * 60 + Number(a.slice(3)) - Number(b.slice(3));
    expect([0, 1]).toContain((age(begun, told) + 1440) % 1440);
    expect(queries(asked)).toHaveLength(1);
  });

  test("the rows of a query that was given up long ago are not taken for what is there now", async ({ page, sandbox }) => {
    const asked = await lookUp(page, sandbox);
    await stop(page).click();
    await expect(unchecked(page).getByRole("alert")).toContainText("and you stopped waiting for it");
    await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
    await page.clock.fastForward(6 * 60_000);
    await unchecked(page).getByRole("button", { name: "Look up the rest" }).click();
    await expect(unchecked(page)).toContainText(`1 id was looked up at ${await minute(page)} UTC.`, { timeout: 20_000 });
    expect(queries(asked), "it is asked anew").toHaveLength(2);
  });

  test("nobody is offered to stop waiting once nothing is waited for", async ({ page, sandbox }) => {
    await lookUp(page, sandbox);
    await unchecked(page).getByRole("button", { name: "Cancel looking them up" }).click();
    await expect(unchecked(page).getByRole("button", { name: "Look them up" })).toBeVisible();
    await expect(stop(page)).toHaveCount(0);
    await unchecked(page).getByRole("button", { name: "Look them up" }).click();
    await page.clock.fastForward(15_000);
    await expect(stop(page)).toBeVisible();
    await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
    await page.clock.fastForward(15_000);
    await expect(unchecked(page)).toContainText(/^1 id was looked up at/, { timeout: 20_000 });
    await expect(stop(page)).toHaveCount(0);
  });
});
