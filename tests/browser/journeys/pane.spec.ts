// Details beside the table: JSON that is searched and folded, tries on a line of time, the request
// that reads the record without its credential, and the way back to the row.
import { barriers } from "../support/barriers.ts";
import { copies } from "../support/clipboard.ts";
import { expect, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const pane = (page: Page): Locator => page.getByRole("region", { name: /^Delivery wbd_/ });

/** Opens the first dead delivery by keyboard, and gives its id. */
async function open(page: Page): Promise<string> {
  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await grid(page).focus();
  await page.keyboard.press("Enter");
  await expect(pane(page)).toBeFocused();
  await expect(pane(page).getByRole("listitem").first()).toBeVisible();
  return ((await pane(page).getAttribute("aria-label")) ?? "").replace("Delivery ", "");
}

test("JSON is searched and folded by keyboard, and Esc leads back to the table", async ({ home: page }) => {
  await open(page);
  const body = pane(page).getByRole("region", { name: "What was sent" });
  await expect(body).toContainText('"livemode": true');
  const search = pane(page).getByRole("searchbox", { name: "Search in: What was sent" });
  await search.fill("DATA");
  await expect(pane(page).getByText("1 of 1 place")).toBeVisible();
  await expect(body.locator("mark")).toHaveText(["data"]);
  await search.fill("e");
  const found = pane(page).getByText(/^1 of \d+ places$/);
  const places = Number(/\d+(?= places)/.exec(await found.innerText())?.[0]);
  await expect(body.locator("mark")).toHaveCount(places);
  await search.press("Enter");
  await expect(pane(page).getByText(`2 of ${places} places`)).toBeVisible();
  await search.press("Shift+Enter");
  await search.press("Shift+Enter");
  await expect(pane(page).getByText(`${places} of ${places} places`)).toBeVisible();

  await search.fill("");
  const fold = body.getByRole("button", { name: /^Line \d+: / }).nth(1);
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  const lines = await body.locator(".json-line").count();
  await fold.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  expect(await body.locator(".json-line").count()).toBeLessThan(lines);
  // A place that is folded away is opened for whoever looks for it.
  await search.fill("phone");
  await expect(body.locator("mark")).toHaveText(["phone"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(pane(page)).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
});

test("a body of 100 thousand fields is drawn in part, and every place in it is found", async ({ home: page }) => {
  const data = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`field${String(n).padStart(6, "0")}`, { n }]));
  await page.route("**/api/connections/messaging/read", async (route) => {
    if (!route.request().postData()?.includes('"delivery"')) return route.continue();
    const answer = await route.fetch();
    const row = (await answer.json()) as { data?: Record<string, unknown> };
    const inner = (row.data ?? row) as Record<string, unknown>;
    inner["payload"] = { type: "large", data };
    await route.fulfill({ response: answer, json: row });
  });
  await open(page);
  const body = pane(page).getByRole("region", { name: "What was sent" });
  await expect(body.locator(".json-line").first()).toBeVisible();
  expect(await body.locator(".json-line").count()).toBeLessThanOrEqual(300);
  await pane(page).getByRole("searchbox", { name: "Search in: What was sent" }).fill("field099999");
  await expect(body.locator("mark.here")).toHaveText("field099999");
  await expect(body.locator("mark.here")).toBeInViewport();
});

test("the tries stand on a line of time, with how long it took until each", async ({ home: page, sandbox }) => {
  const id = await open(page);
  const [row] = (await sandbox.deliveries({ status: "dead" })).filter((row) => row["id"] === id);
  const tries = pane(page).getByRole("list").first().getByRole("listitem");
  await expect(tries).toHaveCount(Number(row?.["attempt_count"]));
  await expect(tries.first()).not.toContainText("later");
  await expect(tries.nth(1)).toContainText("10 s later");
});

test("the id and the reading request are copied, and no credential is in it", async ({ home: page }) => {
  const id = await open(page);
  const copied = await copies(page);
  await pane(page).getByRole("button", { name: "Copy id" }).click();
  await expect.poll(copied).toBe(id);
  await pane(page).getByRole("button", { name: "Copy as curl" }).click();
  await expect.poll(copied).toContain(`/${id}'`);
  const command = await copied();
  expect(command).toContain('-H "Authorization: Bearer $TOKEN"');
  expect(command).not.toContain("kdv_");
});

test("its subscription is called by its name, and its id stands beside it", async ({ home: page, sandbox }) => {
  const id = await open(page);
  const row = (await sandbox.deliveries({ status: "dead" })).find((row) => row["id"] === id);
  const subscription = (await sandbox.subscriptions()).find((one) => one.id === row?.["subscription_id"]);
  expect(subscription?.description).toBeTruthy();
  await expect(pane(page).getByText(`“${subscription?.description}” (${subscription?.id})`, { exact: true })).toBeVisible();
});

test("the address says which delivery is open, until it is closed", async ({ home: page }) => {
  const id = await open(page);
  await expect(page).toHaveURL(new RegExp(`[?&]delivery=${id}`));
  await expect(page, "the filters stay").toHaveURL(/status=dead/);
  await page.reload();
  await expect(pane(page)).toHaveAccessibleName(`Delivery ${id}`);
  await grid(page).getByRole("rowheader").nth(2).getByRole("button").click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page).toHaveURL(/delivery=wbd_/);
  await page.keyboard.press("Escape");
  await expect(pane(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/delivery=/);
  await page.reload();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(pane(page)).toHaveCount(0);
});

test("on a telephone the pane is a sheet over the page that keeps the focus", async ({ home: page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page);
  const box = await pane(page).boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  const within = () => page.evaluate(() => Boolean(document.activeElement?.closest(".pane")));
  for (let count = 0; count < 30; count += 1) {
    await page.keyboard.press("Tab");
    expect(await within()).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(pane(page)).toHaveCount(0);
});

for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 390]] as const) {
  test(`no barrier in a pane, ${theme}, ${width}`, async ({ home: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await pane(page).getByRole("searchbox", { name: "Search in: What was sent" }).fill("e");
    await expect(pane(page).locator("mark").first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}

test("a row that is pressed opens its pane, and the page stays where it was", async ({ home: page }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await page.goto("/c/messaging/deliveries?status=dead");
  const row = grid(page).getByRole("rowheader").nth(3).getByRole("button");
  await expect(row).toBeVisible();
  for (const to of [0, 150]) {
    await page.evaluate((to) => window.scrollTo(0, to), to);
    const before = await page.evaluate(() => window.scrollY);
    await row.click();
    await expect(pane(page)).toBeFocused();
    await expect(pane(page).getByRole("listitem").first()).toBeVisible();
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
    await expect(pane(page)).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(pane(page)).toBeHidden();
  }
  // Less wide it stands above the table: there the page goes to it.
  await page.setViewportSize({ width: 800, height: 700 });
  await row.scrollIntoViewIfNeeded();
  await row.click();
  await expect(pane(page)).toBeFocused();
  await expect(pane(page).getByRole("heading", { level: 2 })).toBeInViewport();
});

test("beside an open pane an event type stands whole", async ({ home: page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  const cut = await grid(page).evaluate((grid) =>
    [...grid.querySelectorAll(".grid-body [role=gridcell].mono")].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
  );
  expect(cut).toEqual([]);
});
