// Support staff resend e-mails, chosen or pasted, and can tell what became of each.
import { createHash } from "node:crypto";
import { downloaded } from "../support/download.ts";
import { approve, bringIds, ended, expect, figure, test } from "../support/journey.ts";
import { cut } from "../support/table.ts";
import type { Page } from "@playwright/test";

/** Ids that look real and are not. */
const unknown = (count: number) => Array.from({ length: count }, (_, n) => `8ad0e1h0zz${String(n).padStart(23, "0")}`);

async function paste(page: Page, ids: string[]) {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

test("1,500 pasted ids are two calls; each unknown id is listed, each other is sent once", async ({ home: page, sandbox }) => {
  const known = await sandbox.failedMails(1270);
  expect(known).toHaveLength(1270);
  const missing = unknown(230);
  // Mixed, so that both calls hold both kinds; some twice.
  const mixed = [...known, ...missing].sort((a, b) => a.slice(-3).localeCompare(b.slice(-3)) || a.localeCompare(b));

  await page.goto("/c/billing/emails/paste");
  await bringIds(page, [...mixed, ...mixed.slice(0, 7)]);
  await expect(page.getByText("1,500 ids: 2 calls. 7 duplicates are left out.")).toBeVisible();
  await page.getByRole("button", { name: "Plan to resend 1,500 e-mails…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 1,500 e-mails" })).toContainText("2 calls of at most 1,000");
  await approve(page);
  await ended(page);

  expect(await figure(page, "accepted")).toBe(1270);
  expect(await figure(page, "rejected")).toBe(230);
  expect(await figure(page, "unknown")).toBe(0);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(known.map((id) => [id, 1])));

  await page.getByRole("link", { name: "rejected" }).click();
  await expect(page).toHaveURL(/outcome=rejected/);
  const ledger = page.getByRole("grid", { name: "Every id" });
  await expect(ledger).toHaveAttribute("aria-rowcount", "231");
  const seen = new Set<string>();
  await ledger.focus();
  for (let turn = 0; turn < 60 && seen.size < 230; turn += 1) {
    const rows = ledger.getByRole("row").filter({ has: page.getByRole("gridcell", { name: "ObjectNotFound", exact: true }) });
    await expect(rows.first().getByRole("gridcell").nth(2)).not.toBeEmpty();
    for (const id of await rows.getByRole("rowheader").allInnerTexts()) seen.add(id);
    await page.keyboard.press("PageDown");
  }
  const listed = [...seen];
  expect(listed.sort()).toEqual(missing);
});

test("when no id exists, the vendor's 400 lists each", async ({ home: page, sandbox }) => {
  await paste(page, unknown(4));
  await approve(page);
  await ended(page);
  expect(await figure(page, "rejected")).toBe(4);
  await expect(page.getByRole("gridcell", { name: "ObjectNotFound", exact: true })).toHaveCount(4);
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

for (const blank of ["zero_length", "zero_length_json", "empty_object", "empty_object_untyped"]) {
  test(`a blank 202 (${blank}) means that all were accepted`, async ({ home: page, sandbox }) => {
    await sandbox.dialect({ zuora: { blank } });
    const ids = await sandbox.failedMails(5);
    await paste(page, ids);
    await approve(page);
    await ended(page);
    expect(await figure(page, "accepted")).toBe(5);
    expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
  });
}

test("an e-mail that a mail server took was handed over, and nowhere is it said to be delivered", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails?status=ok");
  await page.getByRole("checkbox", { name: /^Choose (?!every)/ }).first().check();
  await expect(page.getByRole("region", { name: "Chosen records" })).toContainText("1 handed over already");

  const ids = await sandbox.failedMails(30);
  await paste(page, ids);
  await approve(page);
  await ended(page);
  const main = page.getByRole("main");
  await expect(page.getByRole("term").filter({ hasText: /^handed over$/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("term").filter({ hasText: /^delivered$/ })).toHaveCount(0);
  await expect(main.getByRole("gridcell", { name: "delivered", exact: true })).toHaveCount(0);
  await page.getByLabel("Delivered?").selectOption("handed over");
  const word = main.getByRole("gridcell", { name: "handed over", exact: true }).first().locator(".pill > bdi");
  await expect(word).toBeVisible();
  expect(await cut(word), "the word for a state is never cut").toBe(0);
});

test("e-mails are chosen from the table, which says what it shows", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "E-mails", exact: true }).click();
  const boxes = page.getByRole("checkbox", { name: /^Choose (?!every)/ });
  await expect(boxes.first()).toBeVisible({ timeout: 20_000 });
  for (const place of [0, 1]) await boxes.nth(place).check();
  await page.getByRole("button", { name: "Resend 2 e-mails…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(2);
  expect(Object.values((await sandbox.sends()).zuora)).toEqual([1, 1]);
});

test("the ledger can be downloaded, and a stranger's text in it is no formula", async ({ home: page }) => {
  await paste(page, unknown(2));
  await approve(page, "=cmd|' /C calc'!A0");
  await ended(page);
  const file = (name: string) => downloaded(page.getByRole("button", { name }));
  const lines = (await file("Download CSV")).trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain("rejected,ObjectNotFound");
  expect(lines[1]).toContain("'=cmd|");

  const evidence = await file("Download evidence");
  const rows = evidence.trim().split("\n").map((line) => JSON.parse(line));
  expect(rows).toHaveLength(1 + 1 + 2 + 1);
  expect(rows[0]).toMatchObject({ redrive_evidence: 1, reason: "=cmd|' /C calc'!A0", items: 2 });
  expect(rows[2]).toMatchObject({ outcome: "rejected", code: "ObjectNotFound" });
  const sealed = evidence.slice(0, evidence.lastIndexOf('{"sha256"'));
  expect(rows[4].sha256).toBe(createHash("sha256").update(sealed).digest("hex"));
});
