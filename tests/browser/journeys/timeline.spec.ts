// Failures over time above the deliveries: bars of what is loaded, and a span chosen on them becomes
// what the vendor is asked for, by pointer and by keyboard.
import { barriers } from "../support/barriers.ts";
import { expect, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const over = (page: Page): Locator => page.getByRole("region", { name: "Over time" });
const picture = (page: Page): Locator => over(page).getByRole("img");
const edge = (page: Page, name: "From" | "Until"): Locator => over(page).getByRole("slider", { name });
const number = (text: string) => Number(text.replaceAll(",", ""));
/** From when until when, of one day or, about midnight, of two. */
const span = String.raw`\d+ \w+ \d{4} [\d:.]+(?:–| – \d+ \w+ \d{4} )[\d:.]+`;

async function open(page: Page, query = "") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(picture(page)).toBeVisible();
}

async function loadEverything(page: Page) {
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText(/^All [\d,]+ deliveries loaded\.$/)).toBeVisible({ timeout: 60_000 });
}

/** Where the bars are seen. */
async function place(page: Page) {
  await picture(page).scrollIntoViewIfNeeded();
  const box = await picture(page).boundingBox();
  if (!box) throw new Error("the bars have no place");
  return box;
}

/** Every bar of the table for those who do not see the picture. */
async function bars(page: Page) {
  const summary = over(page).getByText("Bars as a table");
  const rows = over(page).getByRole("table").locator("tbody").getByRole("row");
  if (!(await rows.first().isVisible())) await summary.click();
  await expect(rows.first()).toBeVisible();
  return Promise.all(
    (await rows.all()).map(async (row) => {
      const cells = await row.getByRole("cell").allInnerTexts();
      const from = await row.getByRole("rowheader").innerText();
      return { from: Date.parse(from), before: Date.parse(cells[0] ?? ""), all: number(cells[1] ?? ""), failed: number(cells[2] ?? "") };
    }),
  );
}

const within = (rows: Record<string, unknown>[], from: number, before: number) =>
  rows.filter((row) => {
    const at = Date.parse(String(row["created_at"]));
    return at >= from && at < before;
  });
const isFailed = (row: Record<string, unknown>) => ["dead", "failed"].includes(String(row["status"]));

/** From when until when the address asks. */
function asked(page: Page): [number, number] {
  const query = new URL(page.url()).searchParams;
  return [Date.parse(query.get("after") ?? ""), Date.parse(query.get("before") ?? "")];
}

test("the bars are of what is loaded, say so, and grow with it", async ({ home: page, sandbox }) => {
  // Their table is open meanwhile and drawn anew again and again: on a busy machine that takes its time.
  test.setTimeout(120_000);
  const rows = await sandbox.deliveries({});
  await open(page);
  await expect(over(page)).toContainText("100 deliveries loaded; more match");
  const newest = rows.slice(0, 100);
  for (const bar of await bars(page)) {
    const inside = within(newest, bar.from, bar.before);
    expect([bar.all, bar.failed]).toEqual([inside.length, inside.filter(isFailed).length]);
  }
  await loadEverything(page);
  await expect(over(page)).toContainText(`${rows.length.toLocaleString("en")} deliveries loaded`);
  await expect(over(page)).not.toContainText("more match");
  const all = await bars(page);
  expect(all.length).toBeGreaterThan(10);
  expect(all.length).toBeLessThanOrEqual(80);
  for (const bar of all) {
    const inside = within(rows, bar.from, bar.before);
    expect([bar.all, bar.failed]).toEqual([inside.length, inside.filter(isFailed).length]);
  }
  expect(all.reduce((sum, bar) => sum + bar.all, 0)).toBe(rows.length);

  await page.getByLabel("Filter loaded rows").fill("no row holds this");
  await expect(over(page)).toContainText("0 deliveries shown of");
  await expect(over(page)).toContainText("No loaded row is shown.");
});

test("the table of the bars is there when it stands open, however quickly it was toggled", async ({ home: page }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  const summary = over(page).getByText("Bars as a table");
  // Twice in one task, of which the browser tells once; then once more.
  await summary.evaluate((summary: HTMLElement) => {
    summary.click();
    summary.click();
  });
  await expect(over(page).getByRole("table")).toHaveCount(0);
  await summary.click();
  await expect(over(page).getByRole("table")).toBeVisible();
});

test("dragging over bars asks for their time, and a replay of everything takes it along", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  await open(page, "?status=dead");
  await loadEverything(page);
  const all = await bars(page);
  const box = await place(page);
  const point = (bar: number) => box.x + (box.width * (bar + 0.5)) / all.length;
  await page.mouse.move(point(3), box.y + 20);
  await page.mouse.down();
  await page.mouse.move(point(5), box.y + 20);
  await page.mouse.move(point(8), box.y + 20);
  const [first, last] = [all[3], all[8]];
  const inside = within(rows, first?.from ?? 0, last?.before ?? 0);
  await expect(over(page)).toContainText(`${inside.length.toLocaleString("en")}, all dead or failed`);
  await page.mouse.up();
  await expect.poll(() => asked(page)).toEqual([first?.from, last?.before]);
  await expect(page.getByText(new RegExp(`^(At least )?[\\d,]+ dead deliver(y|ies) match`))).toBeVisible();
  if (inside.length > 100) await loadEverything(page);
  await expect(page.getByText(`${inside.length.toLocaleString("en")} dead deliveries match in all.`)).toBeVisible();

  await page.getByRole("link", { name: "Replay everything matching…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Replay by filter" })).toBeVisible();
  await expect(page).toHaveURL(/\/replay\?/);
  expect(asked(page)).toEqual([first?.from, last?.before]);
  await page.goBack();
  await over(page).getByRole("button", { name: "Show all times" }).click();
  await expect(page).toHaveURL(/deliveries\?(?!.*(after|before)=)/);
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

test("one press only chooses a bar, and gives way to another mind", async ({ home: page }) => {
  await open(page, "?status=dead");
  const all = await bars(page);
  const box = await place(page);
  await page.mouse.click(box.x + box.width - box.width / all.length / 2, box.y + 30);
  const only = over(page).getByRole("button", { name: "Show only this time" });
  await expect(only).toBeVisible();
  await expect(page).not.toHaveURL(/after=/);
  await over(page).getByRole("button", { name: "Cancel" }).click();
  await expect(only).toBeHidden();
  await expect(page).not.toHaveURL(/after=/);
});

test("a time is chosen by keyboard alone, and told as instants while it is", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  await open(page, "?status=dead");
  await loadEverything(page);
  const all = await bars(page);
  await edge(page, "From").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await expect(edge(page, "Until")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  const [first, last] = [all[2], all.at(-2)];
  const count = within(rows, first?.from ?? 0, last?.before ?? 0).length.toLocaleString("en");
  await expect(edge(page, "From")).toHaveAttribute("aria-valuetext", new RegExp(` UTC; ${count} deliver(y|ies) in it$`));
  await expect(edge(page, "Until")).toHaveAttribute("aria-valuetext", new RegExp(` UTC; ${count} deliver(y|ies) in it$`));

  await page.keyboard.press("Escape");
  await expect(over(page).getByRole("button", { name: "Show only this time" })).toBeHidden();
  await edge(page, "From").press("End");
  await expect(over(page), "as short as it can be").toContainText(new RegExp(`${span} UTC: [\\d,]+, all dead or failed`));
  await edge(page, "From").press("Enter");
  await expect.poll(() => asked(page)).toEqual([all.at(-1)?.from, all.at(-1)?.before]);
});

test("folded bars stay folded, also after a reload", async ({ home: page }) => {
  await open(page);
  const fold = over(page).getByRole("button", { name: "Over time" });
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await fold.press("Enter");
  await expect(picture(page)).toBeHidden();
  await page.reload();
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(picture(page)).toBeHidden();
  await fold.press("Enter");
  await expect(picture(page)).toBeVisible();
});

for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }] as const) {
  test(`no barrier in bars with a time chosen and their table open, ${Object.values(media)[0]}`, async ({ home: page }) => {
    await page.emulateMedia(media);
    await open(page, "?status=dead");
    await bars(page);
    await edge(page, "From").press("ArrowRight");
    expect(await barriers(page)).toEqual([]);
  });
}

test.describe("in Rome", () => {
  test.use({ timezoneId: "Europe/Rome" });

  test("a chosen time is told in the zone of the axis first, and once in the other", async ({ home: page }) => {
    await open(page, "?status=dead");
    await edge(page, "From").press("End");
    await expect(over(page)).toContainText(new RegExp(`${span} UTC: [\\d,]+, all dead or failed \\(${span} Rome\\)`));
    await expect(edge(page, "From")).toHaveAttribute("aria-valuetext", / UTC; /);
    await page.getByLabel("Times are shown in").selectOption({ label: "Times in Rome" });
    await expect(over(page)).toContainText(new RegExp(`${span} Rome: [\\d,]+, all dead or failed \\(${span} UTC\\)`));
    await expect(edge(page, "From")).toHaveAttribute("aria-valuetext", / Rome; /);
  });
});
