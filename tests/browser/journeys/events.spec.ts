// An endpoint's events over time, grouped by their cause, narrowed by their words, and those that
// come while they are looked at: the vendor filters nothing, so all of it is of what is loaded.
import { passTime } from "../support/clock.ts";
import { expect, signIn, test } from "../support/journey.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const address = "/c/community/endpoints/1";
const grid = (page: Page): Locator => page.getByRole("grid", { name: "Events" });
const over = (page: Page): Locator => page.getByRole("region", { name: "Over time" });
const groups = (page: Page): Locator => page.getByRole("group", { name: /^Failures by cause/ });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const number = (text: string) => Number(/[\d,]+(?=\D*$)/.exec(text)?.[0].replaceAll(",", ""));

async function open(page: Page): Promise<void> {
  await page.goto(address);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

/** How many events are loaded. */
const loaded = async (page: Page) => number((await page.getByText(/^[\d,]+ loaded; there are more\.$/).innerText()).replace("; there are more.", ""));

test("a time that is chosen on the bars narrows the loaded rows, and asks the vendor nothing", async ({ home: page }) => {
  await open(page);
  const all = await loaded(page);
  await over(page).getByText("Bars as a table").click();
  const bars = over(page).getByRole("table").locator("tbody").getByRole("row");
  await expect(bars.last()).toBeVisible();
  const last = (await bars.last().getByRole("cell").allInnerTexts()).map(number);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await over(page).getByRole("slider", { name: "From" }).press("End");
  await over(page).getByRole("button", { name: "Show only this time" }).press("Enter");
  await expect(shown(page)).toHaveText(`${last[1]} of ${all} loaded`);
  await expect(grid(page).getByRole("rowheader")).toHaveCount(last[1] ?? 0);
  await over(page).getByRole("button", { name: "Show all times" }).press("Enter");
  await expect(shown(page)).toHaveCount(0);
  expect(asked.filter((url) => url.includes("/read"))).toEqual([]);
});

test("a group shows its rows and no others; chosen, it is they and nothing that is loaded later", async ({ home: page, sandbox }) => {
  await open(page);
  const all = await loaded(page);
  const group = groups(page).getByRole("button", { pressed: false }).first();
  const [words, count] = [await group.innerText(), number(await group.innerText())];
  const cause = words.replace(/\s+[\d,]+$/, "");
  await group.press("Enter");
  await expect(shown(page)).toHaveText(`${count} of ${all} loaded`);
  for (const row of await grid(page).getByRole("row").filter({ has: page.getByRole("rowheader") }).all()) await expect(row).toContainText(cause);
  await groups(page).getByRole("button", { name: /^Choose this group: / }).press("Enter");
  await expect(chosen(page)).toContainText(`${count} chosen: 1 call`);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText(/reading more…$/)).toHaveCount(0);
  await expect(chosen(page)).toContainText(`${count} chosen: 1 call`);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
});

test("states and types are ticked together, and counted of what is loaded", async ({ home: page }) => {
  await open(page);
  const all = await loaded(page);
  await page.getByRole("button", { name: "Narrow" }).press("Enter");
  const states = page.getByRole("group", { name: "State" }).getByRole("checkbox");
  const types = page.getByRole("group", { name: "Type" }).getByRole("checkbox");
  const counts = async (boxes: Locator) => Promise.all((await boxes.all()).map(async (box) => number(await box.locator("xpath=..").innerText())));
  await expect(states.last()).toBeVisible();
  expect((await counts(states)).reduce((sum, one) => sum + one, 0)).toBe(all);
  await states.last().press("Space");
  const [few] = (await counts(states)).slice(-1);
  await expect(shown(page)).toHaveText(`${few} of ${all} loaded`);
  // The types count what the states leave.
  expect((await counts(types)).reduce((sum, one) => sum + one, 0)).toBe(few);
  await page.getByRole("button", { name: "Show all loaded" }).press("Enter");
  await expect(states.last()).not.toBeChecked();
  await expect(shown(page)).toHaveCount(0);
});

test("events that are tried meanwhile are counted after a minute, and put on top when asked for", async ({ page, sandbox }) => {
  await passTime(page);
  await signIn(page, address);
  const first = grid(page).locator("[aria-rowindex='2']").getByRole("rowheader");
  await expect(first).toBeVisible();
  const before = await first.innerText();
  // A colleague resends old events, which were not loaded.
  const [later, ...old] = (await sandbox.events(1)).slice(-4);
  await sandbox.colleagueResendsEvents(1, old);
  await sandbox.pass(60);
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/^3 new since \d\d:\d\d UTC$/)).toBeVisible();
  await expect(first, "nothing moved").toHaveText(before);
  await page.getByRole("button", { name: "Show", exact: true }).press("Enter");
  const top = [2, 3, 4].map((place) => grid(page).locator(`[aria-rowindex='${place}']`).getByRole("rowheader"));
  await expect(first).not.toHaveText(before);
  const told = await Promise.all(top.map((row) => row.innerText()));
  expect(told.map(number).sort()).toEqual([...old].sort());
  await expect(grid(page)).toBeFocused();
  // The same events are not new a second time: beside one that is, nothing is counted.
  await sandbox.colleagueResendsEvents(1, later === undefined ? [] : [later]);
  await sandbox.pass(60);
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/new since/)).toHaveText(/^1 new since \d\d:\d\d UTC$/);
});
