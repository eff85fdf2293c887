// A table of any length: loaded as far as one likes, sorted, filtered and chosen without asking
// the vendor again, by pointer and by keyboard; what is chosen is what is sent.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import { choose } from "../support/filters.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page, Route } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const box = (page: Page): Locator => page.getByRole("checkbox", { name: /^Choose delivery / });

async function open(page: Page, query = "") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

async function loadEverything(page: Page) {
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText(/^All [\d,]+ deliveries loaded\.$/)).toBeVisible({ timeout: 30_000 });
}

/** The id of the row that the keys act on. */
async function active(page: Page): Promise<string> {
  const cell = await grid(page).getAttribute("aria-activedescendant");
  return page.locator(`[id="${cell}"]`).locator("xpath=ancestor::*[@role='row']").getByRole("rowheader").innerText();
}

test("everything that matches is loaded, and sorted and filtered as typed", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  await open(page, "?status=dead");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "-1");
  await loadEverything(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(rows.length + 1));
  await expect(page.getByText(`${rows.length.toLocaleString("en")} dead deliveries match in all. Newest first.`)).toBeVisible();
  expect(await grid(page).getByRole("row").count(), "only what is seen is drawn").toBeLessThan(80);

  const ids = rows.map((row) => String(row["id"])).sort();
  const heading = grid(page).getByRole("columnheader", { name: "Delivery" });
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  await expect(grid(page).getByRole("rowheader").first()).toHaveText(ids[0] ?? "");
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  await expect(grid(page).locator("[aria-rowindex='2']").getByRole("rowheader")).toHaveText(ids.at(-1) ?? "");

  const wanted = ids[7] ?? "";
  await page.getByLabel("Filter loaded rows").fill(wanted.slice(-6).toLowerCase());
  await expect(shown(page)).toHaveText(`1 of ${rows.length.toLocaleString("en")} loaded`);
  await expect(grid(page).getByRole("rowheader")).toHaveText([wanted]);
  await page.getByLabel("Filter loaded rows").fill("nothing holds this");
  await expect(grid(page).getByRole("rowheader")).toHaveCount(0);
});

test("everything is fetched in a thread of its own, which ends with it", async ({ home: page, sandbox, reports }) => {
  await open(page);
  await sandbox.hold("kirim.list_deliveries");
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await sandbox.met();
  expect(page.workers().map((thread) => new URL(thread.url()).pathname)).toEqual(["/courier.js"]);
  await sandbox.disarm();
  await expect(page.getByText(/^All [\d,]+ deliveries loaded\.$/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => page.workers()).toEqual([]);
  const refused = await page.evaluate(() => {
    try {
      return String(new Worker("/start.js"));
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused, "no other script runs as a thread").toBe("TypeError");
  expect(reports.splice(0)).toEqual([expect.stringContaining("trusted-types-sink Worker constructor|/start.js")]);
});

test("each part of everything is asked for once, though the one behind it is fetched ahead", async ({ home: page, context, sandbox }) => {
  const rows = await sandbox.deliveries({});
  await open(page);
  const asked: string[] = [];
  context.on("request", (request) => {
    if (request.url().endsWith("/read")) asked.push(request.postData() ?? "");
  });
  await sandbox.hold("kirim.list_deliveries", 2);
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await sandbox.met();
  // What has come is taken in while the part behind it is on its way.
  await expect(page.getByText("300 so far")).toBeVisible();
  await sandbox.disarm();
  await expect(page.getByText(/^All [\d,]+ deliveries loaded\.$/)).toBeVisible({ timeout: 30_000 });
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(rows.length + 1));
  expect(asked.length).toBe(Math.ceil(rows.length / 100) - 1);
  expect(new Set(asked).size).toBe(asked.length);
});

for (const [how, fault] of [
  ["does not arrive", (route: Route) => route.abort()],
  ["is no script", (route: Route) => route.fulfill({ status: 404, contentType: "text/plain", body: "nothing is here" })],
] as const) {
  test(`everything is loaded also where the thread ${how}`, async ({ home: page, sandbox }) => {
    const rows = await sandbox.deliveries({});
    await page.route("**/courier.js", fault);
    await open(page);
    await loadEverything(page);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(rows.length + 1));
  });
}

test("loading everything can be stopped, and gone on with", async ({ home: page, sandbox }) => {
  await open(page);
  await sandbox.hold("kirim.list_deliveries");
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText(/^Loading everything that matches/)).toBeVisible();
  await sandbox.met();
  await page.getByRole("button", { name: "Stop loading" }).click();
  await sandbox.disarm();
  await expect(page.getByText("200 loaded; there are more.")).toBeVisible();
  await loadEverything(page);
});

test("loading everything ends with a part that cannot be read, says so, and goes on from there", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({});
  await open(page);
  await sandbox.fault({ kind: "500", operation: "kirim.list_deliveries", count: 1 });
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByText("100 loaded; there are more.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop loading" })).toBeHidden();
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("200 loaded; there are more.")).toBeVisible();
  await loadEverything(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(rows.length + 1));
});

test("what is chosen survives sorting, filtering and another question, and is exactly what is sent", async ({ home: page, sandbox }) => {
  await open(page, "?status=dead");
  const first = await grid(page).getByRole("rowheader").nth(0).innerText();
  await box(page).nth(0).click();
  await box(page).nth(3).click({ modifiers: ["Shift"] });
  await expect(chosen(page)).toContainText("4 chosen: 4 calls");
  const range = await Promise.all([0, 1, 2, 3].map((place) => grid(page).getByRole("rowheader").nth(place).innerText()));
  await grid(page).getByRole("button", { name: "Created" }).click();
  await page.getByLabel("Filter loaded rows").fill(first);
  await expect(box(page)).toHaveCount(1);
  await expect(box(page)).toBeChecked();
  await page.getByLabel("Filter loaded rows").fill("");

  await choose(page, "Status", "failed");
  await expect(page.getByText(/failed deliver(y matches|ies match)/)).toBeVisible();
  await expect(chosen(page)).toContainText("4 chosen: 4 calls; 4 of them not loaded");
  await choose(page, "Status", "dead");
  await expect(page.getByText(/dead deliveries match/)).toBeVisible();
  await chosen(page).getByRole("button", { name: "Replay 4 deliveries…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(4);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(range.map((id) => [id, 1])));
});

test("the keys of a grid move, choose and open, and the focus stays on it", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  const ids = rows.map((row) => String(row["id"]));
  await open(page, "?status=dead");
  await loadEverything(page);
  await grid(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => active(page)).toBe(ids[2]);
  await page.keyboard.press("Space");
  await expect(chosen(page)).toContainText("1 chosen");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(chosen(page)).toContainText("3 chosen");
  await expect(page.getByRole("status").filter({ hasText: /^Chosen: 3 deliveries$/ })).toBeAttached();
  await page.keyboard.press("Control+End");
  await expect.poll(() => active(page)).toBe(ids.at(-1));
  await page.keyboard.press("Enter");
  const pane = page.getByRole("region", { name: `Delivery ${ids.at(-1)}` });
  await expect(pane).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pane).toBeHidden();
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect.poll(() => active(page)).toBe(ids[0]);
  await page.keyboard.press("Control+a");
  await expect(chosen(page)).toContainText(`${rows.length.toLocaleString("en")} chosen`);
  await page.keyboard.press("x");
  await expect(chosen(page)).toContainText(`${(rows.length - 1).toLocaleString("en")} chosen`);
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

for (const theme of ["light", "dark"] as const) {
  test(`no barrier in a grid with rows chosen and one open, ${theme}`, async ({ home: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "?status=dead");
    await box(page).nth(1).click();
    await grid(page).getByRole("rowheader").nth(2).getByRole("button").click();
    await expect(page.getByRole("region", { name: /^Delivery wbd_/ })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
