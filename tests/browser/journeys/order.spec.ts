// The order of a list stands in its address: a link shows it, a view keeps it, and nonsense is said.
import { expect, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

const heading = (page: Page, name: string | RegExp) => page.getByRole("columnheader", { name });
const tries = async (page: Page) =>
  (await page.getByRole("grid").getByRole("row").filter({ has: page.getByRole("rowheader") }).getByRole("gridcell").allInnerTexts()).filter((text) => /^\d{1,2}$/.test(text)).map(Number);

test("who opens a link finds the order that its sender saw", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?v=1&status=dead");
  await heading(page, "Tries").getByRole("button").click();
  await expect(page).toHaveURL(/[?&]sort=tries\.up(&|$)/);
  await heading(page, "Tries").getByRole("button").click();
  await expect(page).toHaveURL(/[?&]sort=tries\.down(&|$)/);

  await page.reload();
  await expect(heading(page, "Tries")).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  const seen = await tries(page);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((a, b) => b - a));

  // The filters go, the order stays; the third press takes it away.
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/deliveries\?v=1&sort=tries\.down$/);
  await heading(page, "Tries").getByRole("button").click();
  await expect(page).toHaveURL(/deliveries$/);
  await expect(heading(page, "Tries")).not.toHaveAttribute("aria-sort");

  // Elsewhere it is not found again.
  await heading(page, "Delivery").getByRole("button").click();
  await expect(page).toHaveURL(/sort=id\.up/);
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(page).toHaveURL(/\/runs$/);
  await page.goBack();
  await expect(heading(page, "Delivery")).toHaveAttribute("aria-sort", "ascending");
});

test("an order that is none is said and not applied", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?v=1&sort=luck.up");
  const note = page.getByRole("status").filter({ hasText: /^The address sorts by “luck\.up”: it can be one of status, id, / });
  await expect(note).toBeVisible();
  await expect(page.locator("[aria-sort]")).toHaveCount(0);
  await heading(page, "Status").getByRole("button").click();
  await expect(note).toHaveCount(0);
  await expect(page).toHaveURL(/sort=status\.up/);
});
