// Rows for elsewhere: the ids of what is chosen or shown, and a file with the columns as they are shown.
import { barriers } from "../support/barriers.ts";
import { copies } from "../support/clipboard.ts";
import { downloaded } from "../support/download.ts";
import { expect, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

const panel = (page: Page) => page.getByRole("dialog", { name: "Export rows" });
const open = (page: Page) => page.getByRole("button", { name: "Export rows" }).click();

async function file(page: Page): Promise<string[]> {
  const text = await downloaded(panel(page).getByRole("button", { name: "Download CSV" }));
  return text.trimEnd().split("\r\n");
}

test("a file has the rows and the columns that are shown, and the chosen ones where any are", async ({ home: page, sandbox }) => {
  const ids = (await sandbox.deliveries({ status: "dead" })).slice(0, 100).map((row) => String(row["id"]));
  await page.goto("/c/messaging/deliveries?v=1&status=dead");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await open(page);
  await expect(panel(page)).toContainText("What the table shows: 100 deliveries. More match that are not loaded.");
  expect(await barriers(page)).toEqual([]);
  const lines = await file(page);
  expect(lines[0]).toBe("Status,Delivery,Subscription,Event type,Last answer,Tries,Created (UTC)");
  expect(lines.slice(1).map((line) => line.split(",")[1])).toEqual(ids);
  await page.keyboard.press("Escape");

  for (const id of [ids[2], ids[0]]) await page.getByRole("checkbox", { name: `Choose delivery ${id}` }).click();
  await open(page);
  await expect(panel(page)).toContainText("What is chosen: 2 deliveries.");
  const copied = await copies(page);
  await panel(page).getByRole("button", { name: "Copy ids" }).click();
  await expect(panel(page).getByText("Copied")).toBeVisible();
  expect(await copied()).toBe(`${ids[0]}\n${ids[2]}`);
  expect(await file(page)).toHaveLength(3);
});

test("what is masked on the screen is masked in the file, which has the ids all the same", async ({ home: page }) => {
  await page.goto("/c/billing/emails");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await open(page);
  const masked = await file(page);
  expect(masked[0]).toBe("Id,Status,Subject,To,Account,Error,Created (UTC)");
  expect(masked[1]).toMatch(/^[0-9a-z]{30,},Failed,/);
  expect(masked.join("\n")).not.toMatch(/[a-z0-9]{2,}@/i);
});
