// The menu of a row: by pointer and by keyboard alone, and what it leads to.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid");
const menu = (page: Page): Locator => page.getByRole("menu", { name: /^Actions for / });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });

async function deliveries(page: Page, query = "?status=dead") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

test("a menu opens at its row, is walked by arrows, and gives the focus back", async ({ home: page, sandbox }) => {
  const ids = (await sandbox.deliveries({ status: "dead" })).map((row) => String(row["id"]));
  await deliveries(page);
  await grid(page).getByRole("button", { name: `Actions for ${ids[1]}` }).click();
  const items = menu(page).getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeHidden();
  await expect(grid(page)).toBeFocused();

  // By keyboard alone, at the row that keys act on.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(".");
  await expect(menu(page)).toHaveAccessibleName(`Actions for delivery ${ids[2]}`);
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: `Delivery ${ids[2]}` })).toBeFocused();
  await page.keyboard.press("Escape");
  await grid(page).press("Shift+F10");
  await expect(menu(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(menu(page)).toBeHidden();
  await expect(grid(page)).toBeFocused();
});

test("an id is copied from a menu", async ({ home: page, context, sandbox }) => {
  await context.grantPermissions(["clipboard-write"]);
  const id = String((await sandbox.deliveries({ status: "dead" }))[0]?.["id"]);
  await deliveries(page);
  await grid(page).press(".");
  await menu(page).getByRole("menuitem", { name: "Copy id" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `Copied: ${id}` })).toBeVisible();
  const field = page.getByLabel("Filter loaded rows");
  await field.press("Control+v");
  await expect(field).toHaveValue(id);
});

test("a delivery opens in a tab of its own, and the list stays as it was", async ({ home: page, context, sandbox }) => {
  const id = String((await sandbox.deliveries({ status: "dead" }))[1]?.["id"]);
  await deliveries(page);
  const before = page.url();
  await grid(page).getByRole("button", { name: `Actions for ${id}` }).click();
  const tab = context.waitForEvent("page");
  await menu(page).getByRole("menuitem", { name: "Open in a new tab" }).press("Enter");
  await expect((await tab).getByRole("region", { name: `Delivery ${id}` }), "the whole console is loaded there first").toBeVisible({ timeout: 20_000 });
  expect(page.url()).toBe(before);
});

test("everything that failed since a delivery is replayed, itself with it, and nothing before it", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  const row = rows[12] ?? {};
  const since = Date.parse(String(row["created_at"]));
  const all = [...rows, ...(await sandbox.deliveries({ status: "failed" }))];
  const wanted = all.filter((one) => one["subscription_id"] === row["subscription_id"] && Date.parse(String(one["created_at"])) >= since);
  await deliveries(page);
  await grid(page).getByRole("button", { name: `Actions for ${String(row["id"])}` }).click();
  await menu(page).getByRole("menuitem", { name: "Replay everything failed since this one…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Replay by filter" })).toBeVisible();
  await expect(page.getByLabel("Subscription")).toHaveValue(String(row["subscription_id"]));
  await expect(page.getByRole("radio", { name: /^both/ })).toBeChecked();
  await expect(page.getByLabel("Created before (UTC)")).toHaveValue("");
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  const words = wanted.length === 1 ? "1 delivery" : `${wanted.length} deliveries`;
  await expect(page.getByRole("dialog", { name: `Replay ${words}` })).toBeVisible();
  await approve(page);
  await ended(page, 90_000);
  expect(await figure(page, "accepted")).toBe(wanted.length);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(wanted.map((one) => [String(one["id"]), 1])));
});

test("a group is chosen from the menu of one of its rows", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({ status: "dead" })).slice(0, 100);
  const status = rows.find((row) => row["last_response_status"] !== null)?.["last_response_status"];
  const mine = rows.filter((row) => row["last_response_status"] === status);
  await deliveries(page);
  await grid(page).getByRole("button", { name: `Actions for ${String(mine[0]?.["id"])}` }).click();
  await menu(page).getByRole("menuitem", { name: `Choose this group: HTTP ${String(status)}` }).click();
  await expect(chosen(page)).toContainText(`${mine.length} chosen`);
});

test("where a vendor resends by ids alone, what failed since is chosen of what is loaded", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/callouts");
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  const failed = grid(page).getByRole("row").filter({ has: page.locator(".pill.bad") });
  const created = async (row: Locator) => Date.parse(`${await row.getByRole("gridcell").last().innerText()} UTC`);
  const since = await created(failed.nth(2));
  const newer = (await Promise.all((await failed.all()).map(created))).filter((at) => at >= since);
  await failed.nth(2).getByRole("button", { name: /^Actions for / }).click();
  await menu(page).getByRole("menuitem", { name: "Choose everything failed since this one" }).click();
  const words = new RegExp(`^Chosen: ${newer.length} callouts failed since .* of what is loaded\\.`);
  await expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
  await expect(chosen(page)).toContainText(`${newer.length} chosen`);
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no barrier in an open menu, ${colorScheme}`, async ({ home: page }) => {
    await page.emulateMedia({ colorScheme });
    await deliveries(page);
    await grid(page).press(".");
    await expect(menu(page)).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
