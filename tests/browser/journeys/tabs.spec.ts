// One tab carries a run out; the others watch it, steer it, and take it over when that tab is gone.
import type { BrowserContext, Page } from "@playwright/test";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import type { Sandbox } from "../support/sandbox.ts";

async function failed(sandbox: Sandbox, number: number): Promise<string[]> {
  const rows = await sandbox.query(
    `SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT ${number}`,
  );
  return rows.map((row) => String(row["id"]));
}

/** Begins a run of two calls whose first answer comes late. */
async function begin(page: Page, sandbox: Sandbox): Promise<string[]> {
  const ids = await failed(sandbox, 1003);
  await sandbox.fault({ kind: "delay", operation: "zuora.resend_emails", count: 1, delay_ms: 3000 });
  await page.goto("/c/billing/emails/paste");
  await page.getByLabel("Ids").fill(ids.join("\n"));
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
  return ids;
}

async function secondTab(context: BrowserContext, page: Page): Promise<Page> {
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Resend");
  return other;
}

test("another tab sees the run go on, and its stop reaches the tab that sends", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await secondTab(context, page);
  const tray = other.getByRole("region", { name: "Under way" });
  await expect(tray).toContainText("Sending");
  await other.getByRole("button", { name: "Stop…" }).click();
  await other.getByRole("dialog").getByRole("button", { name: /^Stop/ }).click();
  await ended(page);
  await ended(other);
  expect(await figure(other, "accepted")).toBe(1000);
  expect(await figure(other, "not attempted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.slice(0, 1000).map((id) => [id, 1])));
});

test("when the tab that sends is gone, another one says so and sends nothing by itself", async ({ home: page, sandbox, context }) => {
  const ids = await begin(page, sandbox);
  const other = await secondTab(context, page);
  await expect(other.getByRole("region", { name: "Under way" })).toContainText("Sending");
  await page.close();
  await expect(other.getByRole("region", { name: "Under way" })).toContainText("no tab sends it");
  await expect(other).toHaveTitle("Needs you · Redrive");
  await expect.poll(async () => Object.keys((await sandbox.sends()).zuora).length, { timeout: 15_000 }).toBe(1000);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.slice(0, 1000).map((id) => [id, 1])));
});
