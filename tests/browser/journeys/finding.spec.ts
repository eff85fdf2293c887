// Finding: filters as chips that stand in the address, views that are kept and carried, ranges that
// are relative until a plan is built, and instants in the reader's own zone.
import { barriers } from "../support/barriers.ts";
import { operator, password } from "../support/demo.ts";
import { downloaded } from "../support/download.ts";
import { chips, choose, clearAll, openFilter, panel, remove, type } from "../support/filters.ts";
import { approve, ended, expect, figure, signIn, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

test.use({ timezoneId: "Europe/Rome" });

const add = (page: Page) => page.getByRole("button", { name: "+ Filter" });
const notes = (page: Page) => page.getByRole("status").filter({ has: page.getByRole("listitem") });

/** What the page asks the gateway to read of the deliveries. */
function asked(page: Page): Record<string, unknown>[] {
  const filters: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    const body = request.url().endsWith("/messaging/read") ? (request.postDataJSON() as unknown) : undefined;
    const text = JSON.stringify(body ?? "");
    const found = /"filter":(\{[^{}]*\})/.exec(text)?.[1];
    if (found) filters.push(JSON.parse(found) as Record<string, unknown>);
  });
  return filters;
}

test("a filter is added, changed and taken away by keyboard, and the focus is where one expects it", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries");
  await expect(page.getByText(/deliveries match/)).toBeVisible();
  await add(page).focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("dialog", { name: "Filter by", exact: true });
  await expect(list.getByRole("button", { name: "Subscription" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(list.getByRole("button", { name: "Status" })).toBeFocused();
  await page.keyboard.press("Enter");
  const status = panel(page, "Status");
  await expect(status.getByRole("radio", { name: "pending" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(status.getByRole("radio", { name: "dead" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Status dead", exact: true })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: /dead deliveries match/ })).toBeVisible();
  await expect(page).toHaveURL(/\?v=1&status=dead$/);

  await page.keyboard.press("Enter");
  await expect(status.getByRole("radio", { name: "dead" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(status).toBeHidden();
  await expect(page.getByRole("button", { name: "Status dead", exact: true })).toBeFocused();

  await type(page, "Event type", "message.received");
  await expect(page.getByRole("button", { name: "Event type message.received" })).toBeFocused();
  await page.getByRole("button", { name: "Remove filter Status" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove filter Event type" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(add(page)).toBeFocused();
  await expect(chips(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/deliveries$/);
});

test("an address of nonsense says what it could not read, and asks for nothing that no chip says", async ({ home: page }) => {
  const filters = asked(page);
  const nonsense = "status=gone&subscription=x&after=tomorrow&colour=red&last=1y&type=message.received&type=other";
  await page.goto(`/c/messaging/deliveries?v=1&${nonsense}`);
  await expect(chips(page)).toHaveText([
    "Subscription “x”not applied×",
    "Status “gone”not applied×",
    "Event type message.received×",
    "Created “tomorrow”not applied×",
  ]);
  const told = notes(page);
  await expect(told).toContainText("The address asks for Status “gone”: it can be pending, delivered, failed or dead. This filter is not applied.");
  await expect(told).toContainText("“colour”, which this screen does not know");
  await expect(told).toContainText("“type” stands in the address more than once; only the first counts.");
  await expect(page.getByText(/deliver(y matches|ies match)/)).toBeVisible();
  expect(filters.length).toBeGreaterThan(0);
  for (const filter of filters) expect(filter).toEqual({ event_type: "message.received" });
  expect(page.url(), "nothing is lost").toContain(nonsense);
  // What could not be read is not taken along either.
  await expect(page.getByRole("link", { name: "Replay everything matching…" })).toHaveAttribute("href", /\/replay\?type=message\.received$/);

  await openFilter(page, "Status");
  await panel(page, "Status").getByRole("radio", { name: "dead" }).check();
  await panel(page, "Status").getByRole("button", { name: "Apply" }).click();
  await remove(page, "Created");
  await remove(page, "Subscription");
  await expect(chips(page)).toHaveText(["Status dead×", "Event type message.received×"]);
});

test("every other screen says what it could not read, too", async ({ home: page }) => {
  for (const [address, words] of [
    ["/c/billing/emails?status=x", "“Failed” is applied instead."],
    ["/c/community/endpoints?colour=red", "“colour”, which this screen does not know"],
    ["/c/community/endpoints/1?colour=red", "“colour”, which this screen does not know"],
    ["/c/messaging/subscriptions?colour=red", "“colour”, which this screen does not know"],
    ["/c/messaging/replay?status=delivered", "The address asks for Status “delivered”"],
    ["/runs?connection=UPPER", "The address asks for Connection “UPPER”"],
  ] as const) {
    await page.goto(address);
    await expect(notes(page), address).toContainText(words);
  }
});

test("an address of a later version is not read by halves, and is kept one step back", async ({ home: page }) => {
  const filters = asked(page);
  await page.goto("/c/messaging/deliveries?v=2&status=dead");
  const told = page.getByText(/This address is of version “2”, and this console reads version 1/);
  await expect(told).toBeVisible();
  await expect(chips(page)).toHaveCount(0);
  await expect(page.getByText(/^At least 100 deliveries match/)).toBeVisible();
  for (const filter of filters) expect(filter).toEqual({});
  await choose(page, "Status", "failed");
  await expect(page).toHaveURL(/\?v=1&status=failed$/);
  await page.goBack();
  await expect(told).toBeVisible();
  await page.getByRole("button", { name: "Read it as version 1" }).click();
  await expect(chips(page)).toHaveText(["Status dead×"]);
});

test("no address holds a password, a credential or a person", async ({ page }) => {
  const places: string[] = [];
  page.on("framenavigated", (frame) => places.push(frame.url()));
  page.on("request", (request) => places.push(request.url()));
  await signIn(page, "/c/billing/emails");
  const open = await openFilter(page, "Account");
  for (const [text, why] of [
    ["pia@customer.example", "An e-mail address would stay in the browser's history"],
    ["Bearer 0123456789", "This looks like a credential"],
  ] as const) {
    await open.getByRole("textbox", { name: "Account" }).fill(text);
    await open.getByRole("button", { name: "Apply" }).click();
    await expect(open.getByRole("alert")).toContainText(why);
    await expect(open.getByRole("textbox", { name: "Account" })).toHaveAttribute("aria-invalid", "true");
  }
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: /^Choose / }).nth(1).check();
  await page.getByRole("button", { name: /^Resend 1 e-mail/ }).click();
  await approve(page);
  await ended(page);
  await page.goto("/c/billing/emails?account=pia%40customer.example");
  await expect(notes(page)).toContainText("An e-mail address would stay");
  await expect(notes(page)).not.toContainText("pia");
  places.pop();
  const typed = places.filter((place) => !place.includes("account=pia"));
  expect(typed.length).toBeGreaterThan(20);
  for (const place of typed) {
    const plain = decodeURIComponent(place);
    expect(plain).not.toContain(password);
    expect(plain).not.toMatch(/@|bearer/i);
    expect(new URL(place).search).not.toContain(operator);
  }
});

test("a relative range becomes instants when it is planned, and only what lies in it is sent", async ({ home: page, sandbox }) => {
  const [subscription] = (await sandbox.subscriptions()).filter(({ status }) => status === "active");
  const id = subscription?.id ?? "";
  const birth = (ago: number, count: number) =>
    sandbox.births({
      subscription: id,
      status: "dead",
      event_type: "order.shipped",
      count,
      created_at: new Date(Date.now() - ago * 60_000).toISOString(),
    });
  await birth(70, 4);
  const inside = [...(await birth(50, 5)), ...(await birth(10, 3))];
  await page.goto(`/c/messaging/deliveries?subscription=${id}&status=dead&type=order.shipped`);
  const open = await openFilter(page, "Created");
  await open.getByRole("radio", { name: "last hour" }).check();
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/last=1h/);
  await expect(chips(page).filter({ hasText: "Created" })).toContainText(/last hour\s*since .* UTC/);
  await expect(page.getByText("8 dead deliveries match in all.")).toBeVisible();

  await page.getByRole("link", { name: "Replay everything matching…" }).click();
  const after = await page.getByLabel("Created after (UTC)").inputValue();
  const before = await page.getByLabel("Created before (UTC)").inputValue();
  expect(Date.parse(`${before}Z`) - Date.parse(`${after}Z`)).toBe(3_600_000);
  expect(page.url()).not.toContain("last=");
  // Dies after the range was frozen: it is not part of what was looked at.
  await birth(0, 2);
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByRole("dialog", { name: "Replay 8 deliveries" })).toBeVisible();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(8);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(inside.map((one) => [one, 1])));
});

test("a view is saved, renamed, deleted and brought back, and stays relative", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?status=dead&last=24h");
  const views = page.getByRole("button", { name: "Views" });
  const menu = page.getByRole("dialog", { name: "Saved views" });
  await views.click();
  await expect(menu).toContainText("No view of this screen is saved yet.");
  const exported = menu.getByRole("button", { name: "Export all" });
  await expect(exported, "there is nothing to export").toHaveCount(0);
  const foot = async () => (await menu.getByRole("status").boundingBox())?.height;
  expect(await foot(), "no empty line").toBe(0);
  await menu.getByLabel("Save what is shown as").fill("Dead since yesterday");
  await menu.getByRole("button", { name: "Save" }).click();
  await expect(menu.getByRole("status")).toContainText("“Dead since yesterday” is saved.");
  await menu.getByLabel("Save what is shown as").fill("Dead since yesterday");
  await menu.getByRole("button", { name: "Save" }).click();
  await expect(menu.getByRole("status")).toContainText("There is a view “Dead since yesterday” already.");
  await page.keyboard.press("Escape");
  await expect(views).toBeFocused();

  await page.goto("/c/messaging/deliveries");
  await views.click();
  await menu.getByRole("button", { name: "Dead since yesterday", exact: true }).click();
  await expect(page).toHaveURL(/\/deliveries\?v=1&status=dead&last=24h$/);
  await expect(chips(page)).toHaveText([/^Status dead/, /^Created last 24 hours/]);
  await expect(views).toBeFocused();

  await views.click();
  await menu.getByRole("button", { name: "Rename view Dead since yesterday" }).click();
  await menu.getByLabel("New name of Dead since yesterday").fill("Yesterday's dead");
  await page.keyboard.press("Enter");
  await expect(menu.getByRole("button", { name: "Yesterday's dead", exact: true })).toBeVisible();
  await menu.getByRole("button", { name: "Delete view Yesterday's dead" }).click();
  await expect(menu.getByRole("button", { name: "Yesterday's dead", exact: true })).toBeHidden();
  await menu.getByRole("button", { name: "Bring it back" }).click();
  await expect(menu.getByRole("button", { name: "Yesterday's dead", exact: true })).toBeVisible();
  await page.goto("/runs");
  await views.click();
  await expect(menu, "of another screen").toContainText("No view of this screen is saved yet.");
  await expect(exported, "all means of every screen").toBeVisible();
});

test("views are exported and imported, and a broken or hostile file changes nothing", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?status=dead&last=7d");
  const views = page.getByRole("button", { name: "Views" });
  const menu = page.getByRole("dialog", { name: "Saved views" });
  await views.click();
  await menu.getByLabel("Save what is shown as").fill("Week");
  await menu.getByRole("button", { name: "Save" }).click();
  const text = await downloaded(menu.getByRole("button", { name: "Export all" }));
  const file = JSON.parse(text) as { redrive_views: number; views: { name: string; query: [string, string][] }[] };
  expect(file.views).toEqual([{ name: "Week", screen: "deliveries", query: [["status", "dead"], ["last", "7d"]] }]);

  const give = async (content: string) => {
    const input = menu.locator("input[type=file]");
    await input.setInputFiles({ name: "views.json", mimeType: "application/json", buffer: Buffer.from(content) });
  };
  const said = menu.getByRole("status").filter({ hasText: /\S/ });
  await give(text);
  await expect(said).toContainText("0 views are imported. 1 was here already.");
  for (const [content, words] of [
    ["\u0000\u0001 no json", "This is no file of views: it is no JSON. Nothing was changed."],
    ["[1,2]", "This is no file of views. Nothing was changed."],
    [JSON.stringify({ ...file, redrive_views: 9 }), "This file is of a version that this console does not know."],
    [" ".repeat(1_000_001), "This is too long to be a file of views. Nothing was changed."],
  ] as const) {
    await give(content);
    await expect(said).toContainText(words);
    await expect(menu.getByRole("button", { name: "Week", exact: true })).toBeVisible();
  }
  const hostile = [
    { name: "<img src=x onerror=alert(1)>", screen: "deliveries", query: [["status", "failed"]] },
    { name: "Person", screen: "emails", query: [["account", "pia@customer.example"]] },
    { name: "Week", screen: "deliveries", query: [["status", "failed"]] },
    { name: "Elsewhere", screen: "javascript:alert(1)", query: [] },
    null,
  ];
  await give(JSON.stringify({ redrive_views: 1, views: hostile }));
  await expect(said).toContainText("2 views are imported. Renamed, because another view has the name: “Week (2)”. Left out: View 2 “Person”");
  expect(await menu.locator("img").count()).toBe(0);
  await menu.getByRole("button", { name: "Week", exact: true }).click();
  await expect(page).toHaveURL(/status=dead&last=7d$/);
});

test("what the browser keeps and cannot be read is said and put aside, not lost", async ({ home: page }) => {
  await page.evaluate(() => localStorage.setItem("redrive.views", "{ half a file"));
  await page.goto("/runs");
  await page.getByRole("button", { name: "Views" }).click();
  const menu = page.getByRole("dialog", { name: "Saved views" });
  await expect(menu.getByRole("status").filter({ hasText: /\S/ })).toContainText("could not be read");
  await menu.getByLabel("Save what is shown as").fill("All runs");
  await menu.getByRole("button", { name: "Save" }).click();
  await expect(menu.getByRole("button", { name: "All runs", exact: true })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("redrive.views.unreadable"))).toBe("{ half a file");
});

test("times are shown where the reader is when that is chosen, and both are always told", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?after=2026-10-14T09:00:00Z&before=2026-10-14T11:00:00Z");
  const created = chips(page).filter({ hasText: "Created" });
  await expect(created).toContainText("14 Oct 2026 09:00–11:00 UTC");
  const times = page.getByLabel("Times are shown in");
  await times.selectOption({ label: "Times in Rome" });
  await expect(created).toContainText("14 Oct 2026 11:00–13:00 Rome");
  await expect(created.getByRole("button").first()).toHaveAttribute("title", /09:00–11:00 UTC/);
  await page.goto("/c/community/endpoints");
  const instant = page.getByRole("main").getByRole("time").first();
  await expect(instant).toContainText(/Rome \(.* UTC\)$/);
  await page.reload();
  await expect(times).toHaveValue("mine");
  await times.selectOption({ label: "Times in UTC" });
  await expect(instant).toContainText(/UTC \(.* Rome \(UTC\+[12]\)\)$/);
});

test("a span in an hour that comes twice says which of the two each side is", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?after=2026-10-25T00:00:00Z&before=2026-10-25T01:30:00Z");
  await page.getByLabel("Times are shown in").selectOption({ label: "Times in Rome" });
  await expect(chips(page).filter({ hasText: "Created" })).toContainText("25 Oct 2026 02:00 (UTC+2)–02:30 (UTC+1) Rome");
});

test("an hour that does not exist and one that comes twice are not guessed at", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries");
  const open = await openFilter(page, "Created");
  await open.getByRole("radio", { name: "between two instants" }).check();
  await open.getByRole("radio", { name: "Rome time" }).check();
  const after = open.getByLabel("Created after (Rome)");
  const before = open.getByLabel("Created before (Rome)");
  await after.fill("2026-03-29T02:30:00");
  await expect(open.getByText("This time does not exist in Rome: clocks are put forward past it.")).toBeVisible();
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(open.getByRole("alert")).toContainText("“Created after” never comes");
  await open.getByRole("button", { name: "Use 29 Mar 2026 03:00:00 Rome" }).click();
  await expect(after).toHaveValue(/^2026-03-29T03:00/);
  await expect(open.getByText("29 Mar 2026 01:00:00 UTC.")).toBeVisible();

  await before.fill("2026-10-25T02:30:00");
  await expect(open.getByText("This time comes twice in Rome: clocks are put back. Which is meant?")).toBeVisible();
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(open.getByRole("alert")).toContainText("“Created before” comes twice: say which is meant.");
  expect(await barriers(page), "a question about a doubled hour").toEqual([]);
  await open.getByRole("radio", { name: "The second: UTC+1, 25 Oct 2026 01:30:00 UTC" }).check();
  await expect(open.getByRole("radio", { name: /^The second/ })).toBeFocused();
  // The other clock shows the same instants.
  await open.getByRole("radio", { name: "UTC", exact: true }).check();
  await expect(open.getByLabel("Created before (UTC)")).toHaveValue(/^2026-10-25T01:30/);
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/after=2026-03-29T01%3A00%3A00Z&before=2026-10-25T01%3A30%3A00Z$/);
  await clearAll(page);
  await expect(add(page)).toBeFocused();
});

for (const theme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`no barrier in chips, panels and views, ${theme}, ${width} px`, async ({ home: page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/c/messaging/deliveries?status=dead&last=24h&type=message.received&subscription=x&colour=red");
      await expect(chips(page)).toHaveCount(4);
      expect(await barriers(page), "chips").toEqual([]);
      await openFilter(page, "Status");
      expect(await barriers(page), "an editor").toEqual([]);
      await page.keyboard.press("Escape");
      const created = await openFilter(page, "Created");
      await created.getByRole("radio", { name: "between two instants" }).check();
      expect(await barriers(page), "a range").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Views" }).click();
      await page.getByLabel("Save what is shown as").fill("All of it");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("button", { name: "All of it", exact: true })).toBeVisible();
      expect(await barriers(page), "views").toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider).toBeLessThanOrEqual(0);
    });
  }
}
