// Choosing rows: by a menu, everything that is loaded and the rest after it, what cannot be sent
// counted out, kept over a reload; what is chosen is what is sent.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const bar = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const grid = (page: Page, name: string): Locator => page.getByRole("grid", { name });

async function emails(page: Page, query = "") {
  await page.goto(`/c/billing/emails${query}`);
  await expect(grid(page, "E-mails").getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
}

test("the menu chooses what is loaded and nothing again, by keyboard, and says what else there is", async ({ home: page }) => {
  await emails(page, "?size=25");
  const opener = page.getByRole("button", { name: "Choose rows" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Choose rows" });
  await expect(menu.getByRole("menuitem", { name: "None" })).toBeFocused();
  await expect(opener).toHaveAttribute("aria-expanded", "true");
  expect(await barriers(page), "the menu").toEqual([]);
  await page.keyboard.press("ArrowDown");
  await expect(menu.getByRole("menuitem", { name: "All that are loaded: 25 e-mails" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(bar(page)).toContainText("25 chosen: 1 call");
  await expect(bar(page)).toContainText("All 25 e-mails that are loaded are chosen; more match.");
  expect(await barriers(page), "the bar").toEqual([]);
  await page.keyboard.press("Enter");
  await expect(menu.getByRole("menuitem", { name: "None" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(bar(page)).toBeHidden();
});

test("all that are loaded, then the rest that matches: as many as the vendor counts, in as many calls as they need", async ({ home: page, sandbox }) => {
  test.setTimeout(120_000);
  const [{ n }] = (await sandbox.query("SELECT count(*) AS n FROM notificationhistoryemail WHERE status = 'Failed'")) as [{ n: number }];
  const all = Number(n);
  expect(all).toBeGreaterThan(1000);
  await emails(page);
  await page.getByRole("checkbox", { name: "Choose every loaded row" }).check();
  await expect(bar(page)).toContainText("50 chosen: 1 call");
  await bar(page).getByRole("button", { name: "Load the rest and choose it too" }).click();
  const told = all.toLocaleString("en");
  await expect(bar(page)).toContainText(`${told} chosen: ${Math.ceil(all / 1000)} calls`, { timeout: 60_000 });
  await expect(page.getByText(`All ${told} e-mails loaded.`)).toBeVisible();
  await expect(bar(page).getByRole("button", { name: "Load the rest and choose it too" })).toBeHidden();
  await bar(page).getByRole("button", { name: "Clear" }).click();
  await expect(bar(page)).toBeHidden();
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

test("where the vendor replays by filter, everything matching is planned and not ticked", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(grid(page, "Deliveries").getByRole("rowheader").first()).toBeVisible();
  await page.getByRole("button", { name: "Choose rows" }).click();
  await page.getByRole("menuitem", { name: "Everything matching: replay by filter…" }).click();
  await expect(page).toHaveURL(/\/replay\?status=dead$/);
  await expect(page.getByText("Nothing is sent yet: the plan is shown first")).toBeVisible();
});

/** What the tab remembers of choices. */
const remembered = (page: Page) =>
  page.evaluate(() => Object.entries(sessionStorage).flatMap(([name, text]) => (name.startsWith("redrive.chosen.") ? [JSON.parse(text)] : [])));

test("a choice is kept over a reload, also of rows that are not loaded then, and is exactly what is sent", async ({ home: page, sandbox }) => {
  await emails(page, "?size=25");
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("50 loaded; there are more.")).toBeVisible({ timeout: 20_000 });
  await grid(page, "E-mails").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Space");
  await expect(bar(page)).toContainText("2 chosen: 1 call");
  // Written a moment after the last change.
  await expect.poll(async () => (await remembered(page)).map(({ count }) => count)).toEqual([2]);
  const [kept] = await remembered(page);
  expect(Object.keys(kept).sort(), "ids, and nothing else of a record").toEqual(["count", "ids", "version"]);

  await page.reload();
  await expect(grid(page, "E-mails").getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  await expect(bar(page)).toContainText("2 chosen: 1 call; 1 of them not loaded");
  await expect(page.getByRole("checkbox", { name: `Choose e-mail ${kept.ids[0]}` })).toBeChecked();
  await bar(page).getByRole("button", { name: "Resend 2 e-mails…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(2);
  expect((await sandbox.sends()).zuora).toEqual(Object.fromEntries(kept.ids.map((id: string) => [id, 1])));

  // What was sent does not wait there to be sent once more.
  await expect.poll(() => remembered(page)).toEqual([]);
  await page.goBack();
  await expect(grid(page, "E-mails").getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  await expect(bar(page)).toBeHidden();
});

test("a choice too large for the tab to remember says so, before a reload and after it", async ({ home: page, sandbox }) => {
  test.setTimeout(180_000);
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  await sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "contact.created", count: 5100 });
  await page.goto(`/c/messaging/deliveries?status=dead&subscription=${one?.id}`);
  await page.getByRole("button", { name: "Choose rows" }).click();
  await page.getByRole("menuitem", { name: "All that are loaded: 100 deliveries" }).click();
  await bar(page).getByRole("button", { name: "Load the rest and choose it too" }).click();
  await expect(bar(page)).toContainText(/^5,\d\d\d chosen: 5,\d\d\d calls/, { timeout: 90_000 });
  await expect(bar(page)).toContainText("too many for a reload of this page to keep");
  const told = await bar(page).getByRole("status").innerText();
  const count = /^[\d,]+/.exec(told)?.[0] ?? "";
  await expect.poll(async () => (await remembered(page)).map(({ count, ids }) => [count, ids])).toEqual([[Number(count.replaceAll(",", "")), null]]);
  await page.reload();
  await expect(page.getByText(`Before this page was loaded anew, ${count} deliveries were chosen`)).toBeVisible();
  await expect(bar(page)).toBeHidden();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("Before this page was loaded anew")).toBeHidden();
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

test("what cannot be sent is left out of a range and of everything, and what needs no sending is counted", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "Endpoints" }).click();
  const links = page.getByRole("link", { name: /^Events of endpoint/ });
  await expect(links.first()).toBeVisible();
  const barred = page.getByRole("checkbox", { name: /cannot be chosen: / });
  for (const link of await links.all()) {
    await link.click();
    await expect(page.getByText(/tries in all, newest first|No tries yet/).first()).toBeVisible();
    await page.getByLabel("Filter loaded rows").fill("cannot be resent");
    if ((await barred.count()) > 0) break;
    await page.goBack();
    await expect(links.first()).toBeVisible();
  }
  await expect(barred.first()).toBeDisabled();
  await page.getByLabel("Filter loaded rows").fill("");
  await grid(page, "Events").focus();
  await page.keyboard.press("Control+a");
  await expect(page.getByRole("status").filter({ hasText: /^Everything that is loaded\. Chosen: \d+ events?; \d+ cannot be sent$/ })).toBeAttached();
  await expect(bar(page)).toContainText(/\d+ delivered already/);
  const words = await bar(page).getByRole("status").innerText();
  const chosen = Number(/^(\d+) chosen/.exec(words)?.[1]);
  await bar(page).getByRole("button", { name: /^Resend/ }).click();
  await expect(page.getByRole("dialog", { name: new RegExp(`^Resend ${chosen} events?$`) })).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
});
