// What is said to somebody who listens: what was asked for, once and in its turn, and nothing again
// and again while many rows come or a run goes on.
import { announcements, type Said } from "../support/announcements.ts";
import { choose } from "../support/filters.ts";
import { approve, ended, expect, test } from "../support/journey.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const address = "/c/messaging/deliveries?status=dead";

async function open(page: Page, where = address) {
  await page.goto(where);
  await expect(page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader").first()).toBeVisible();
  return announcements(page);
}

/** Types letter by letter, each before anybody could be told what the one before it leaves. */
async function typeAtOnce(field: Locator, text: string): Promise<void> {
  await field.evaluate((field: HTMLInputElement, text) => {
    for (let end = 1; end <= text.length; end += 1) {
      field.value = text.slice(0, end);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }, text);
}

const polite = (...words: (string | RegExp)[]) => words.map((words) => ({ how: "polite", words: typeof words === "string" ? words : expect.stringMatching(words) }));
const of = (said: Said[], words: RegExp) => said.filter((one) => words.test(one.words)).map((one) => one.words);

test("everything that matches is loaded: that it is, and how many there are, and no count in between", async ({ home: page, sandbox }) => {
  const all = (await sandbox.deliveries({ status: "dead" })).length.toLocaleString("en");
  const heard = await open(page);
  await sandbox.hold("kirim.list_deliveries", 2);
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText("300 so far", { exact: true }), "seen as it grows").toBeVisible();
  await sandbox.disarm();
  await expect(page.getByText(`All ${all} deliveries loaded.`)).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await heard()).length).toBe(3);
  expect((await heard()).sort((a, b) => a.words.localeCompare(b.words))).toEqual(
    polite(`${all} dead deliveries match in all. Newest first.`, `All ${all} deliveries loaded.`, "Loading everything that matches…"),
  );
});

test("a listing before a replay says that it began and now and then how far it is, and not each page", async ({ home: page, sandbox }) => {
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  const ids = await sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "order.shipped", count: 1300 });
  await page.goto(`/c/messaging/replay?subscription=${one?.id}&status=dead&type=order.shipped`);
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  await expect(plan).toBeEnabled();
  const heard = await announcements(page);
  await plan.click();
  await expect(page.getByRole("dialog", { name: `Replay ${ids.length.toLocaleString("en")} deliveries` })).toBeVisible({ timeout: 60_000 });
  const told = ["Listing what matches. Nothing is sent.", "Listing what matches: more than 1,000 found. Nothing is sent."];
  expect(of(await heard(), /Listing|found|page/)).toEqual(told);
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

test("a filter says what it leaves, and what is typed how many rows hold it, once it was typed", async ({ home: page, sandbox }) => {
  const heard = await open(page, "/c/messaging/deliveries");
  // Held, so that whoever listens has the time to hear that it is read.
  await sandbox.hold("kirim.list_deliveries");
  await choose(page, "Status", "dead");
  await expect.poll(async () => of(await heard(), /loaded/)).toEqual(["100 loaded; reading more…"]);
  await sandbox.disarm();
  await expect.poll(async () => of(await heard(), /match;/)).toEqual(["At least 100 dead deliveries match; the vendor tells no total. Newest first."]);
  await expect.poll(async () => of(await heard(), /loaded/)).toEqual(["100 loaded; reading more…", "100 loaded; there are more."]);
  await typeAtOnce(page.getByLabel("Filter loaded rows"), "connect");
  await expect(shown(page)).toHaveText(/ of 100 loaded$/);
  const told = await shown(page).innerText();
  await expect.poll(async () => of(await heard(), / of 100 loaded$/)).toEqual([told]);
  expect((await heard()).every(({ how }) => how === "polite")).toBe(true);
});

test("a choice is said as it grows", async ({ home: page }) => {
  const heard = await open(page);
  await page.getByRole("grid", { name: "Deliveries" }).focus();
  await page.keyboard.press("Space");
  await expect.poll(heard).toEqual(polite("Chosen"));
  await page.keyboard.press("Control+a");
  await expect.poll(heard).toEqual(polite("Chosen", "Everything that is loaded. Chosen: 100 deliveries"));
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect.poll(heard, "a bar that goes says nothing").toHaveLength(2);
});

test("a range that grows is said once a key, and what the pointer adds by the bar", async ({ home: page }) => {
  const heard = await open(page);
  const grid = page.getByRole("grid", { name: "Deliveries" });
  await grid.focus();
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(heard).toEqual(polite("Chosen: 2 deliveries"));
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(heard).toEqual(polite("Chosen: 2 deliveries", "Chosen: 3 deliveries"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(async () => (await heard()).length).toBe(3);
  expect((await heard()).at(-1)?.words).toMatch(/^Chosen: \d deliveries; \d in all$/);
  await grid.getByRole("checkbox", { name: /^Choose delivery/ }).nth(9).click();
  await expect.poll(async () => (await heard()).length).toBe(4);
  expect((await heard()).at(-1)?.words).toMatch(/^\d chosen: \d calls/);
});

test("a run says that it started, each quarter and its end, once each", async ({ home: page, sandbox }) => {
  const heard = await open(page);
  const grid = page.getByRole("grid", { name: "Deliveries" });
  await grid.focus();
  for (let count = 0; count < 11; count += 1) await page.keyboard.press("Shift+ArrowDown");
  await sandbox.fault({ kind: "delay", operation: "kirim.replay", count: 12, delay_ms: 300 });
  await page.getByRole("button", { name: "Replay 12 deliveries…" }).click();
  await approve(page);
  await ended(page);
  const told = (words: string) => `Replay 12 deliveries: ${words}`;
  const run = async () => of(await heard(), /^Replay 12/);
  await expect.poll(run).toEqual(["started.", "25 %.", "50 %.", "75 %.", "ended. 12 accepted."].map(told));
  // What is read back afterwards is written down, and not read out.
  await expect(page.getByText("Settled", { exact: true }).first()).toBeVisible();
  await sandbox.pass(60);
  await expect(page.getByText(/reads again in|Of these, as far as was read back/).first()).toBeVisible({ timeout: 20_000 });
  expect(await run()).toHaveLength(5);
  const others = (await heard()).filter(({ words }) => !words.startsWith("Replay 12") && !/hosen/.test(words));
  expect(others.length, JSON.stringify(others)).toBeLessThanOrEqual(3);
  expect(others.every(({ how }) => how === "polite")).toBe(true);
});

test("a failure interrupts, once, and says what stays", async ({ home: page, sandbox }) => {
  const heard = await open(page);
  await sandbox.fault({ kind: "500", operation: "kirim.list_deliveries", count: 50 });
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expect.poll(async () => of(await heard(), /could not be read/)).toEqual(["At least 100 dead deliveries match; the rest could not be read."]);
  const alerts = (await heard()).filter(({ how }) => how === "assertive");
  expect(alerts.map(({ words }) => words)).toEqual([expect.stringMatching(/^The vendor failed .* Your data is not lost/)]);
});

test("a wrong password is said at its field, politely, and the next try unsays nothing", async ({ home: page }) => {
  const heard = await open(page);
  await page.getByRole("grid", { name: "Deliveries" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await approve(page, "INC-1", "wrong");
  await expect.poll(async () => of(await heard(), /password/)).toEqual(["The password is wrong. Nothing was confirmed and nothing was sent."]);
  expect((await heard()).every(({ how }) => how === "polite")).toBe(true);
});
