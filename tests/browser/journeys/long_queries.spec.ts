// The vendor runs a query for minutes: it is waited for with words and a way to stop, and the same
// question is never asked of it a second time.
import { expect, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Page } from "@playwright/test";

const rows = (page: Page) => page.getByRole("grid", { name: "E-mails" }).getByRole("rowheader");
const pages = (asked: string[]) => asked.filter((read) => read.includes('"submit_page"'));
const looks = (asked: string[]) => asked.filter((read) => read.includes('"job"'));

/** The list of e-mails while the vendor runs its queries for hours. */
async function open(page: Page, sandbox: { dialect: (part: unknown) => Promise<unknown> }): Promise<string[]> {
  await sandbox.dialect({ zuora: { query_stage_ms: 3_600_000 } });
  await page.clock.install();
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
  await expect(told).toContainText("Going on looks at the same query; no second one is run.");
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
