// Each of the three jobs by keyboard alone, from the sign-in to the report: the focus can always be
// seen, never falls to nowhere, and what closes gives it back.
import { operator, password } from "../support/demo.ts";
import { subscriptionNames } from "../support/filters.ts";
import { approve, bringIds, ended, expect, figure, test } from "../support/journey.ts";
import { Keys } from "../support/keyboard.ts";
import type { Locator, Page } from "@playwright/test";

// Every key is followed by a look at where the focus is: on a busy machine that adds up.
test.describe.configure({ timeout: 180_000 });

const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const link = (page: Page, name: string | RegExp): Locator => page.getByRole("link", typeof name === "string" ? { name, exact: true } : { name });
const button = (page: Page | Locator, name: string): Locator => page.getByRole("button", { name, exact: true });
const ledger = (page: Page): Locator => page.getByRole("grid", { name: "Every id" });

/** Signs in by keys, and stands on the overview. */
async function begin(page: Page): Promise<Keys> {
  const keys = new Keys(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.keyboard.press("Tab");
  await keys.fill(page.getByRole("textbox", { name: "Name" }), operator);
  await keys.to(page.getByLabel("Password"));
  await keys.type(password);
  await keys.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("main"), "whoever signs in goes on from the page").toBeFocused();
  return keys;
}

/** Confirms the open plan, and stands on the page of the run when it has ended. */
async function confirm(page: Page, keys: Keys, verb: string, reason = ""): Promise<void> {
  const dialog = page.getByRole("dialog", { name: verb });
  await expect(dialog).toBeVisible();
  await expect(button(dialog, "Cancel"), "the button that sends nothing").toBeFocused();
  if (reason !== "") await keys.fill(dialog.getByLabel("Why"), reason);
  await keys.fill(dialog.getByLabel("Your password"), password);
  await keys.enter(button(dialog, verb));
  await ended(page);
  await expect(page.getByRole("heading", { level: 1, name: verb })).toBeVisible();
  await keys.held();
}

/** The state of each id of the run, as its page tells it; as many as fit on one screen. */
async function states(page: Page): Promise<Record<string, string>> {
  const rows = ledger(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows.first()).toBeVisible();
  const told = await rows.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")));
  return Object.fromEntries(told.map((cells) => [cells[0] ?? "", cells.slice(1).join(" ")]));
}

test("an admin resends three events of an endpoint", async ({ page, sandbox }) => {
  const keys = await begin(page);
  await keys.enter(link(page, "Endpoints"));
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await keys.enter(link(page, /^Events of endpoint/).first());
  const events = page.getByRole("grid", { name: "Events" });
  await expect(events.getByRole("rowheader").first()).toBeVisible();
  await keys.to(events);
  for (let count = 1; count <= 3; count += 1) {
    // Rows that lead to no event lie between those that do.
    for (let turn = 0; turn < 20; turn += 1) {
      await keys.press("Space");
      if (await chosen(page).filter({ hasText: `${count} chosen` }).isVisible()) break;
      await keys.press("ArrowDown");
    }
    await keys.press("ArrowDown");
  }
  const act = button(page, "Resend 3 events…");
  await keys.enter(act);

  // Another mind: what was opened is left, and the focus is where it was.
  await expect(page.getByRole("dialog", { name: "Resend 3 events" })).toBeVisible();
  await keys.press("Escape");
  await expect(act).toBeFocused();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  await keys.press("Enter");
  await confirm(page, keys, "Resend 3 events");

  expect(await figure(page, "accepted")).toBe(3);
  const sent = (await sandbox.sends()).selfcommunity;
  expect(Object.values(sent)).toEqual([1, 1, 1]);
  await keys.to(ledger(page));
  const told = await states(page);
  expect(Object.keys(told).sort()).toEqual(Object.keys(sent).sort());
  for (const words of Object.values(told)) expect(words).toContain("accepted");
});

test("in a low window the focus begins with the plan and not below what is seen of it", async ({ home: page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ["8ad0e1h0zz00000000000000000000001"]);
  await page.getByRole("button", { name: /^Plan to resend/ }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Resend 1 e-mail" });
  await expect(dialog).toBeFocused();
  await expect(dialog.getByRole("heading", { name: "Resend 1 e-mail" })).toBeInViewport();
  await page.keyboard.press("Tab");
  await expect(dialog.getByText("Which", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Plan to resend/ })).toBeFocused();
});

test("an operator replays the newest dead deliveries of one subscription, by filters", async ({ page, sandbox }) => {
  const dead = await sandbox.deliveries({ status: "dead" });
  const of = (id: string) => dead.filter((row) => row["subscription_id"] === id);
  const [most] = (await sandbox.subscriptions()).sort((a, b) => of(b.id).length - of(a.id).length);
  const newest = of(most?.id ?? "").slice(0, 12).map((row) => String(row["created_at"]));
  expect(newest).toHaveLength(12);

  const keys = await begin(page);
  const named = subscriptionNames(page);
  await keys.enter(link(page, "Deliveries"));
  await named();
  const filters = page.getByRole("group", { name: "Filters of the list" });
  const add = button(filters, "+ Filter");
  const list = page.getByRole("dialog", { name: "Filter by", exact: true });
  await keys.enter(add);
  await expect(button(list, "Subscription"), "a list that opens takes the focus").toBeFocused();
  await keys.held();
  await keys.press("Escape");
  await expect(add, "a list that is left gives the focus back").toBeFocused();

  await keys.press("Enter");
  await keys.enter(button(list, "Status"));
  const status = page.getByRole("dialog", { name: "Filter by Status" });
  await keys.to(status.getByRole("radio").first());
  for (let turn = 0; turn < 10 && !(await status.getByRole("radio", { name: "dead", exact: true }).isChecked()); turn += 1) {
    await keys.press("ArrowDown");
  }
  await keys.enter(button(status, "Apply"));
  await expect(button(filters, "Status dead"), "what was applied").toBeFocused();
  await keys.enter(add);
  await keys.enter(button(list, "Subscription"));
  const subscription = page.getByRole("dialog", { name: "Filter by Subscription" });
  const wanted = subscription.getByRole("radio", { name: most?.description ?? "", exact: true });
  await keys.to(subscription.getByRole("radio").first());
  for (let turn = 0; turn < 10; turn += 1) {
    await keys.press("ArrowDown");
    if (await wanted.isChecked()) break;
  }
  await keys.enter(button(subscription, "Apply"));
  await expect(page.getByRole("list", { name: "Filters" }).getByRole("listitem")).toHaveCount(2);
  await expect(button(filters, `Subscription ${most?.description}`)).toBeFocused();

  await keys.enter(link(page, "Replay everything matching…"), "Shift+Tab");
  await expect(page.getByRole("heading", { level: 1, name: "Replay by filter" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Subscription" })).toHaveValue(most?.id ?? "");
  await keys.fill(page.getByLabel("At most (optional)"), "12");
  await keys.to(page.getByRole("checkbox", { name: /^No filter/ }));
  await keys.press("Space");
  const plan = button(page, "Plan the replay…");
  await keys.enter(plan);
  await expect(page.getByRole("dialog", { name: "Replay 12 deliveries" })).toBeVisible();
  await keys.press("Escape");
  await expect(plan, "a plan that is left gives the focus back").toBeFocused();
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
  await keys.press("Enter");
  await confirm(page, keys, "Replay 12 deliveries", "INC-4821");

  expect(await figure(page, "accepted")).toBe(12);
  const sent = (await sandbox.sends()).kirim;
  expect(Object.values(sent), "each once").toEqual(newest.map(() => 1));
  // Of those that share a moment with the last that fits, any may go.
  const born = of(most?.id ?? "").filter((row) => String(row["id"]) in sent).map((row) => String(row["created_at"]));
  expect(born.sort()).toEqual([...newest].sort());
  await keys.to(ledger(page));
  for (const [id, words] of Object.entries(await states(page))) {
    expect(Object.keys(sent)).toContain(id);
    expect(words).toContain("accepted");
  }
});

test("support resends pasted e-mails, of which one does not exist", async ({ page, sandbox }) => {
  const ids = await sandbox.failedMails(3);
  const unknown = "8ad0e1h0zz00000000000000000000001";

  const keys = await begin(page);
  await keys.enter(link(page, "E-mails"));
  await expect(page.getByRole("heading", { level: 1, name: "E-mails" })).toBeVisible();
  await keys.enter(link(page, "Resend pasted ids…"));
  await keys.to(page.getByRole("textbox", { name: "Ids" }));
  for (const id of [...ids, unknown]) {
    await keys.type(id);
    await keys.press("Enter");
  }
  await expect(page.getByText("4 ids: 1 call.")).toBeVisible();
  await keys.enter(button(page, "Plan to resend 4 e-mails…"));
  await confirm(page, keys, "Resend 4 e-mails");

  expect(await figure(page, "accepted")).toBe(3);
  expect(await figure(page, "rejected")).toBe(1);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
  await keys.to(ledger(page));
  const told = await states(page);
  expect(Object.keys(told).sort()).toEqual([...ids, unknown].sort());
  for (const id of ids) expect(told[id]).toContain("accepted");
  expect(told[unknown]).toContain("ObjectNotFound");
});

test("support reads an e-mail's details, chooses a range and resends it", async ({ page, sandbox }) => {
  const keys = await begin(page);
  await keys.enter(link(page, "E-mails"));
  const mails = page.getByRole("grid", { name: "E-mails" });
  await expect(mails.getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  await keys.to(mails);

  // What is opened beside the table is read and left.
  await keys.press("Enter");
  const pane = page.locator(".pane");
  await expect(pane).toBeFocused();
  await keys.enter(button(pane, "Close"));
  await expect(pane).toHaveCount(0);
  await expect(mails).toBeFocused();
  // And the menu of a row.
  await keys.press(".");
  await expect(page.getByRole("menu")).toBeVisible();
  await keys.held();
  await keys.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(mails).toBeFocused();

  await keys.press("Space");
  await keys.press("Shift+ArrowDown", 2);
  await expect(chosen(page)).toContainText("3 chosen: 1 call");
  await keys.enter(button(page, "Resend 3 e-mails…"));
  await confirm(page, keys, "Resend 3 e-mails");
  expect(await figure(page, "accepted")).toBe(3);
  const sent = (await sandbox.sends()).zuora;
  expect(Object.values(sent)).toEqual([1, 1, 1]);
  await keys.to(ledger(page));
  const told = await states(page);
  expect(Object.keys(told).sort()).toEqual(Object.keys(sent).sort());
});

test("whoever signs in again is where the work was, and whoever signs out is at the gate", async ({ page }) => {
  const keys = await begin(page);
  await keys.enter(link(page, "Deliveries"));
  const more = button(page, "Load more");
  await keys.to(more);
  await page.context().clearCookies();
  await keys.press("Enter");
  const again = page.getByRole("dialog", { name: "Your session ended" });
  await expect(again).toBeVisible();
  await keys.fill(again.getByLabel("Password"), password);
  await keys.press("Enter");
  await expect(again).toHaveCount(0);
  await expect(more).toBeFocused();
  await keys.enter(button(page, "Sign out"));
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
});

/** What takes itself away when it is pressed, and how to come to it. */
const vanishing: [what: string, address: string, come: (page: Page, keys: Keys) => Promise<void>, pressed: string][] = [
  ["a choice is cleared", "/c/messaging/deliveries?status=dead", (page, keys) => choose(page, keys, "Space"), "Clear"],
  ["the rest is loaded and chosen", "/c/messaging/deliveries?status=dead", (page, keys) => choose(page, keys, "Control+a"), "Load the rest and choose it too"],
  ["everything is loaded", "/c/messaging/deliveries?status=dead", async () => {}, "Load everything matching"],
  ["a time is chosen and left", "/c/messaging/deliveries?status=dead", edge, "Cancel"],
  ["a time is asked for", "/c/messaging/deliveries?status=dead", edge, "Show only this time"],
  ["rows are narrowed no longer", "/c/messaging/deliveries?status=dead", narrow, "Show all loaded"],
  ["filters without a match are cleared", "/c/messaging/deliveries?type=nobody.knows", async () => {}, "Clear filters"],
  ["all filters are cleared", "/c/messaging/deliveries?status=dead", async () => {}, "Clear all"],
];

async function choose(page: Page, keys: Keys, key: string): Promise<void> {
  await keys.to(page.getByRole("grid", { name: "Deliveries" }));
  await keys.press(key);
}
async function edge(page: Page, keys: Keys): Promise<void> {
  await keys.to(page.getByRole("slider", { name: "From" }));
  await keys.press("ArrowRight");
}
async function narrow(page: Page, keys: Keys): Promise<void> {
  await keys.enter(button(page, "Narrow"));
  await keys.to(page.getByRole("checkbox", { name: /^dead/ }));
  await keys.press("Space");
}

for (const [what, address, come, pressed] of vanishing) {
  test(`the focus does not vanish with its button: ${what}`, async ({ home: page }) => {
    const keys = new Keys(page);
    await page.goto(address);
    await expect(page.getByText(/match|Nothing matches/).first()).toBeVisible();
    await page.keyboard.press("Tab");
    await come(page, keys);
    const gone = button(page, pressed).first();
    await keys.enter(gone);
    await expect(gone).toHaveCount(0, { timeout: 20_000 });
    await keys.held();
    // Nor with what it loads.
    await expect(page.getByText(/^Loading everything|reading more…$/)).toHaveCount(0, { timeout: 30_000 });
    await keys.held();
  });
}

test("the focus does not vanish with a failure that is tried again", async ({ home: page, sandbox }) => {
  const keys = new Keys(page);
  await sandbox.fault({ kind: "500", operation: "kirim.list_deliveries", count: 50 });
  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await sandbox.disarm();
  await keys.enter(button(page, "Try again").first());
  await expect(page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader").first()).toBeVisible();
  await keys.held();
});

test("a run is paused, slowed down, almost stopped and let go on, and the focus stays with it", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(1003);
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await sandbox.hold("zuora.resend_emails");
  const keys = new Keys(page);
  await keys.enter(button(page, "Plan to resend 1,003 e-mails…"));
  const dialog = page.getByRole("dialog", { name: "Resend 1,003 e-mails" });
  await keys.fill(dialog.getByLabel("Why"), "INC-4821");
  await keys.fill(dialog.getByLabel("Your password"), password);
  await keys.press("Control+Enter");
  await expect(page.getByText("Sending, call 1 of 2.")).toBeVisible();
  await keys.enter(button(page, "Pause"));
  await expect(button(page, "Pausing after this call…")).toBeDisabled();
  await keys.held();
  await sandbox.disarm();
  const waits = page.getByRole("region", { name: "You paused it." });
  await expect(waits).toBeVisible();

  for (const [opens, question, leaves] of [["Slower…", "How fast may it go?", "Cancel"], ["Stop here…", "Stop this run?", "Do not stop"]] as const) {
    await keys.enter(button(page, opens));
    const asked = page.getByRole("dialog", { name: question });
    await expect(asked).toBeVisible();
    await keys.enter(button(asked, leaves));
    await expect(asked).toHaveCount(0);
    await expect(button(page, opens)).toBeFocused();
  }
  await keys.enter(waits.getByRole("button", { name: "Go on" }));
  await ended(page);
  await keys.held();
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
});

test("a question that is closed does not take the next one with it, however quickly that is asked", async ({ home: page, sandbox }) => {
  const [id = ""] = await sandbox.failedMails(1);
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, [id]);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await sandbox.fault({ kind: "429", operation: "zuora.resend_emails", count: 1, retry_after_seconds: 600 });
  await approve(page);
  await button(page, "Slower…").click();
  const slower = page.getByRole("dialog", { name: "How fast may it go?" });
  await expect(slower).toBeVisible();
  // Both presses before the browser tells of the first dialog that it was closed.
  await page.evaluate(() => {
    const press = (name: string) => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.click();
    press("Cancel");
    press("Stop…");
  });
  const stop = page.getByRole("dialog", { name: "Stop this run?" });
  await expect(stop).toBeVisible();
  await expect(slower).toHaveCount(0);
  // By now it was told.
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve))));
  await expect(stop).toBeVisible();
  await button(stop, "Do not stop").click();
  await expect(stop).toHaveCount(0);
});

test("a key that is held presses only what it was pressed on", async ({ home: page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await sandbox.hold("kirim.list_deliveries");
  await keys.to(button(page, "Load everything matching"));
  await page.keyboard.down("Enter");
  const stop = button(page, "Stop loading");
  await expect(stop).toBeFocused();
  for (let turn = 0; turn < 3; turn += 1) await page.keyboard.down("Enter");
  await expect(stop, "still loading").toBeVisible();
  await page.keyboard.up("Enter");
  await keys.press("Enter");
  await expect(stop).toHaveCount(0);
  await sandbox.disarm();
});
