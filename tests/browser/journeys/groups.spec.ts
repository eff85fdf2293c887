// Failures grouped by their cause, and loaded rows narrowed by their words: what is chosen of a
// group is exactly what is sent.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const groups = (page: Page): Locator => page.getByRole("group", { name: /^Failures by cause/ });
const group = (page: Page, name: RegExp): Locator => groups(page).getByRole("button", { name });
const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const number = (text: string) => Number(text.replaceAll(",", ""));
type Row = Record<string, unknown>;

async function open(page: Page, query = "?status=dead") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(groups(page)).toBeVisible();
}

/** How many rows a button of a group or a word to tick counts. */
async function count(button: Locator): Promise<number> {
  return number(/([\d,]+)$/.exec((await button.innerText()).trim())?.[1] ?? "");
}

/** The status that the most of these rows were answered with, but not more than may be sent here. */
function common(rows: Row[], atMost: number): [string, Row[]] {
  const by = new Map<string, Row[]>();
  for (const row of rows) {
    const status = row["last_response_status"];
    if (status !== null && status !== undefined) by.set(String(status), [...(by.get(String(status)) ?? []), row]);
  }
  const [found] = [...by].filter(([, rows]) => rows.length <= atMost).sort((a, b) => b[1].length - a[1].length);
  if (!found) throw new Error("no group is small enough");
  return found;
}

test("a group that is pressed shows its rows and no others, until it is released", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({ status: "dead" })).slice(0, 100);
  const [status, mine] = common(rows, 100);
  await open(page);
  const button = group(page, new RegExp(`^HTTP ${status} `));
  expect(await count(button)).toBe(mine.length);
  await button.press("Enter");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(shown(page)).toHaveText(`${mine.length} of 100 loaded`);
  const ids = mine.map((row) => String(row["id"]));
  for (const id of await grid(page).getByRole("rowheader").allInnerTexts()) expect(ids).toContain(id);
  // The groups themselves still count what the others would show.
  expect(await count(button)).toBe(mine.length);
  await button.press("Enter");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await expect(grid(page).getByRole("rowheader").first()).toHaveText(String(rows[0]?.["id"]));
});

test("what is chosen of a group is what was seen of it, and exactly that is sent", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  const [status, mine] = common(rows.slice(0, 100), 60);
  const ids = mine.map((row) => String(row["id"]));
  await open(page);
  await group(page, new RegExp(`^HTTP ${status} `)).click();
  const words = ids.length === 1 ? "1 delivery" : `${ids.length} deliveries`;
  await groups(page).getByRole("button", { name: `Choose this group: ${words}` }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Chosen: the .* What is loaded later is not added\.$/ })).toBeVisible();
  await expect(chosen(page)).toContainText(`${ids.length} chosen`);

  // More of the group is loaded, and is not in the choice.
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText(/^All [\d,]+ deliveries loaded\.$/)).toBeVisible({ timeout: 30_000 });
  expect(rows.filter((row) => String(row["last_response_status"]) === status).length).toBeGreaterThan(ids.length);
  await expect(chosen(page)).toContainText(`${ids.length} chosen`);
  await chosen(page).getByRole("button", { name: `Replay ${words}…` }).click();
  await approve(page);
  await ended(page, 90_000);
  expect(await figure(page, "accepted")).toBe(ids.length);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
});

test("words are ticked together with what is typed, and their counts are of what is loaded", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({})).slice(0, 100);
  await open(page, "");
  const narrow = page.getByRole("button", { name: /^Narrow/ });
  await narrow.press("Enter");
  await expect(page.getByText("Counts are of the loaded rows. More match that are not loaded.")).toBeVisible();
  const tick = (name: string) => page.getByRole("checkbox", { name: new RegExp(`^${name} [\\d,]+$`) });
  const of = (status: string) => rows.filter((row) => row["status"] === status);
  // Nothing is told where nothing is left out: the loaded rows may know no third status.
  const told = async (count: number) =>
    expect(shown(page)).toHaveText(count < 100 ? [`${count} of 100 loaded`] : []);
  const [one = "", other = ""] = [...new Set(rows.map((row) => String(row["status"])))];
  for (const status of [one, other]) {
    await expect(page.getByRole("checkbox", { name: `${status} ${of(status).length}`, exact: true })).toBeVisible();
  }
  await tick(one).check();
  await tick(other).check();
  await expect(narrow).toHaveText("Narrow (1)");
  await told(of(one).length + of(other).length);
  await tick(other).uncheck();
  const type = String(of(one)[0]?.["event_type"]);
  const both = of(one).filter((row) => row["event_type"] === type);
  await tick(type.replaceAll(".", "\\.")).check();
  await told(both.length);
  await page.getByLabel("Filter loaded rows").fill(String(both[0]?.["id"]).slice(-8));
  await expect(grid(page).getByRole("rowheader")).toHaveText([String(both[0]?.["id"])]);
  await page.getByLabel("Filter loaded rows").fill("");
  await page.getByRole("button", { name: "Show all loaded" }).click();
  await expect(tick(one)).not.toBeChecked();
  await expect(narrow).toHaveText("Narrow");
});

test("hostile words group and are shown as what they are", async ({ home: page, sandbox }) => {
  await sandbox.hostile();
  await open(page, "");
  await page.getByRole("button", { name: /^Narrow/ }).click();
  await expect(page.getByRole("group", { name: "Event type" })).toBeVisible();
  expect(await page.locator("img, script:not([src])").filter({ hasNot: page.locator("head") }).count()).toBe(0);
});

for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }] as const) {
  test(`no barrier in groups and words to narrow by, ${Object.values(media)[0]}`, async ({ home: page }) => {
    await page.emulateMedia(media);
    await open(page);
    await page.getByRole("button", { name: /^Narrow/ }).click();
    await groups(page).getByRole("button", { pressed: false }).first().click();
    await groups(page).getByRole("button", { name: /^Choose this group/ }).click();
    expect(await barriers(page)).toEqual([]);
  });
}
