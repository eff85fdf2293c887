// Keys that work anywhere: the palette leads to every screen and opens what the screen offers,
// single keys move and choose, and they can be switched off.
import { barriers } from "../support/barriers.ts";
import { expect, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

const palette = (page: Page) => page.getByRole("dialog", { name: "Go anywhere" });
const field = (page: Page) => palette(page).getByRole("combobox");

async function open(page: Page, typed: string) {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await field(page).fill(typed);
}

test("the palette leads to screens, and gives the focus back when it is left", async ({ home: page }) => {
  await page.getByRole("link", { name: "Runs", exact: true }).focus();
  await open(page, "");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Runs", exact: true })).toBeFocused();

  await open(page, "callo");
  await expect(palette(page).getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await expect(field(page)).toHaveAttribute("aria-activedescendant", "palette-0");
  await page.keyboard.press("ArrowDown");
  await expect(field(page)).toHaveAttribute("aria-activedescendant", "palette-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Callouts" })).toBeVisible();
  await open(page, "nothing of this kind");
  await expect(palette(page).getByText("Nothing fits")).toBeVisible();
});

test("an id finds its screen, and what the screen offers opens the plan and sends nothing", async ({ home: page, sandbox }) => {
  const [row] = await sandbox.deliveries({ status: "dead" });
  const id = String(row?.["id"]);
  await open(page, id);
  await expect(palette(page).getByRole("option")).toHaveText([`Delivery ${id}Messaging`]);
  await page.keyboard.press("Enter");
  const pane = page.getByRole("region", { name: `Delivery ${id}` });
  await expect(pane).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pane).toBeHidden();

  const grid = page.getByRole("grid", { name: "Deliveries" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  await grid.focus();
  await page.keyboard.press("x");
  await open(page, "replay 1");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Replay 1 delivery" });
  await expect(dialog.getByLabel("Your password")).toBeVisible();
  // Without a password the key that sends does not.
  await dialog.getByLabel("Your password").press("Control+Enter");
  await expect(dialog.getByText("Type your password.")).toBeVisible();
  // A letter in a field is a letter, and no palette opens over a plan.
  await dialog.getByLabel("Why").fill("");
  await dialog.getByLabel("Why").press("x");
  await expect(dialog.getByLabel("Why")).toHaveValue("x");
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toHaveCount(0);
  expect(await sandbox.sent()).toEqual({ selfcommunity: 0, kirim: 0, zuora: 0 });
});

test("single keys go, move, choose and search, and not in a field", async ({ home: page }) => {
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
  const grid = page.getByRole("grid", { name: "Deliveries" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(grid).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("region", { name: "Chosen records" })).toContainText("1 chosen");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(page.getByRole("region", { name: "Chosen records" })).toContainText("3 chosen");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox").first()).toBeFocused();
  await page.keyboard.type("jx?g");
  await expect(page.getByRole("searchbox").first()).toHaveValue("jx?g");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the list of keys holds the switch, which is kept", async ({ home: page }) => {
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("Next row, previous row")).toBeVisible();
  await help.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
  await help.getByRole("button", { name: "Close" }).click();
  await expect(help).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  for (const key of ["?", "g", "d"]) await page.keyboard.press(key);
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await field(page).fill("deliveries");
  await page.keyboard.press("Enter");
  const grid = page.getByRole("grid", { name: "Deliveries" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  await grid.focus();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("region", { name: "Chosen records" })).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(page.getByRole("region", { name: "Chosen records" })).toContainText("1 chosen");
});

for (const theme of ["light", "dark"] as const) {
  test(`no barrier in the palette and in the list of keys, ${theme}`, async ({ home: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "e");
    await expect(palette(page).getByRole("option").first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
