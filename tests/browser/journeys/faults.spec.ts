// Whatever goes wrong between us and a vendor has its own words, and the ledger stays true.
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

async function resend(page: Page, ids: string[]) {
  await page.goto("/c/billing/emails/paste");
  await page.getByLabel("Ids").fill(ids.join("\n"));
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
}

type Case = {
  kind: string;
  says: RegExp;
  outcome: "rejected" | "unknown";
  /** How often the oracle must have seen each id of the first call. */
  sent: 0 | 1;
};

const cases: Case[] = [
  { kind: "401", says: /The vendor refused our credentials \(401\)/, outcome: "rejected", sent: 0 },
  { kind: "409", says: /The vendor's state stands against it \(409\)/, outcome: "unknown", sent: 0 },
  { kind: "429", says: /The vendor asked us to slow down \(429\), and to wait \d+ seconds/, outcome: "rejected", sent: 0 },
  { kind: "429_without_retry_after", says: /slow down \(429\), and did not say for how long/, outcome: "rejected", sent: 0 },
  { kind: "502", says: /What became of a call cannot be told/, outcome: "unknown", sent: 0 },
  { kind: "502_after", says: /What became of a call cannot be told/, outcome: "unknown", sent: 1 },
  { kind: "reset_after", says: /What became of a call cannot be told/, outcome: "unknown", sent: 1 },
];

for (const { kind, says, outcome, sent } of cases) {
  test(`a ${kind} has its own words and a true ledger`, async ({ home: page, sandbox }) => {
    const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT 1001");
    const ids = rows.map((row) => String(row["id"]));
    await sandbox.fault({ kind, operation: "zuora.resend_emails", count: 1 });
    await resend(page, ids);

    await expect(page.getByText(says).first()).toBeVisible();
    expect(await figure(page, outcome)).toBe(1000);
    expect(await figure(page, "accepted")).toBe(0);
    expect(await figure(page, "not attempted")).toBe(1);
    await expect(page.getByRole("region", { name: "What needs you" })).toContainText("1,000");
    const expected = sent === 0 ? {} : Object.fromEntries(ids.slice(0, 1000).map((id) => [id, 1]));
    expect((await sandbox.sends()).zuora).toEqual(expected);
  });
}

test("a lost answer of a SelfCommunity resend is unknown, and is not sent again", async ({ home: page, sandbox }) => {
  await sandbox.fault({ kind: "reset_after", operation: "selfcommunity.bulk_resend", count: 1 });
  await page.getByRole("link", { name: "Endpoints" }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  const box = page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first();
  const id = /\d+/.exec((await box.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await box.check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "unknown")).toBe(1);
  await expect(page.getByRole("cell", { name: /It may or may not have been applied; it was not sent again/ })).toBeVisible();
  expect((await sandbox.sends()).selfcommunity).toEqual({ [id]: 1 });
});

test("a list that cannot be read says whose words these are, and is read again on demand", async ({ home: page, sandbox }) => {
  await sandbox.fault({ kind: "403", operation: "kirim.list_deliveries", count: 1 });
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The vendor does not allow this");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("checkbox", { name: /^Choose delivery / }).first()).toBeVisible();
});

test.describe("while a call is under way", () => {
  /** Begins a run of two calls whose first answer comes late. */
  async function begin(page: Page, ids: string[]) {
    await page.goto("/c/billing/emails/paste");
    await page.getByLabel("Ids").fill(ids.join("\n"));
    await page.getByRole("button", { name: /^Plan to resend/ }).click();
    await approve(page);
    await expect(page.getByText("Sending, call 1 of 2.")).toBeVisible();
  }

  test("a stop lets that call end and sends no further one", async ({ home: page, sandbox }) => {
    const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT 1003");
    const ids = rows.map((row) => String(row["id"]));
    await sandbox.fault({ kind: "delay", operation: "zuora.resend_emails", count: 1, delay_ms: 3000 });
    await begin(page, ids);
    await page.getByRole("button", { name: "Stop before the next call" }).click();
    await ended(page);
    await expect(page.getByText("Stopped. You stopped it.")).toBeVisible();
    expect(await figure(page, "accepted")).toBe(1000);
    expect(await figure(page, "not attempted")).toBe(3);
    expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.slice(0, 1000).map((id) => [id, 1])));
  });

  test("a reload leaves that call unknown, and nothing is sent by looking at it", async ({ home: page, sandbox }) => {
    const rows = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT 1003");
    const ids = rows.map((row) => String(row["id"]));
    await sandbox.fault({ kind: "delay", operation: "zuora.resend_emails", count: 1, delay_ms: 3000 });
    await begin(page, ids);
    await page.reload();
    await expect(page.getByText(/Call 1 of 2 was being sent when this journal was last written/)).toBeVisible();
    await page.getByRole("button", { name: "It runs nowhere: close it" }).click();
    await ended(page);
    expect(await figure(page, "unknown")).toBe(1000);
    expect(await figure(page, "not attempted")).toBe(3);
    await expect(page.getByRole("cell", { name: /The program ended after it was sent/ }).first()).toBeVisible();
    await expect
      .poll(async () => Object.keys((await sandbox.sends()).zuora).length, { timeout: 15_000 })
      .toBe(1000);
    expect(Object.values((await sandbox.sends()).zuora).every((times) => times === 1)).toBe(true);
  });
});
