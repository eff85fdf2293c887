// How a table looks is the reader's: which columns, how wide, how close. It stands in the address,
// and is there again at the next visit.
import { barriers } from "../support/barriers.ts";
import { approve, bringIds, ended, expect, test } from "../support/journey.ts";
import { cut } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const heading = (page: Page, name: string): Locator => grid(page).getByRole("columnheader", { name });
const width = async (page: Page, name: string) => Math.round((await heading(page, name).boundingBox())?.width ?? 0);

async function open(page: Page, query = "") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

test("columns, widths and density are set by keyboard, stand in the address and are there at the next visit", async ({ home: page }) => {
  await open(page);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "8");
  const row = async () => (await grid(page).getByRole("row").nth(2).boundingBox())?.height ?? 0;
  const before = await row();
  const opener = page.getByRole("button", { name: "Columns and density" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await expect(panel.getByRole("checkbox", { name: "Compact rows" })).toBeFocused();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Space");
  await expect.poll(row).toBeLessThan(before);
  await panel.getByRole("checkbox", { name: "Tries" }).focus();
  await page.keyboard.press("Space");
  await expect(heading(page, "Tries")).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "7");
  const type = await width(page, "Event type");
  await panel.getByRole("button", { name: "Event type: wider" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => width(page, "Event type")).toBe(type + 16);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  const look = new RegExp(`look=1\\.compact\\.-tries\\.type-${type + 16}`);
  await expect(page).toHaveURL(look);

  // A link shows what its sender saw, and clearing the filters does not take the preference away.
  const address = page.url();
  await page.evaluate(() => localStorage.clear());
  await page.goto("/");
  await page.goto(address);
  await expect(heading(page, "Status")).toBeVisible();
  await expect(heading(page, "Tries")).toHaveCount(0);
  await expect.poll(() => width(page, "Event type")).toBe(type + 16);
  await opener.click();
  await panel.getByRole("checkbox", { name: "Tries" }).check();
  await page.keyboard.press("Escape");
  await open(page);
  await expect(page).toHaveURL(/look=1\.compact\.type-/);
  await opener.click();
  await panel.getByRole("button", { name: "As they came" }).click();
  await expect(page).not.toHaveURL(/look=/);
  await open(page);
  await expect(page).not.toHaveURL(/look=/);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "8");
});

test("the edge of a heading is dragged, and pressed twice gives its width back", async ({ home: page }) => {
  await open(page);
  const type = await width(page, "Event type");
  const edge = heading(page, "Event type").locator(".grid-edge");
  // It stands still under the pointer before it is pressed.
  await edge.hover({ position: { x: 4, y: 10 } });
  const box = await edge.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 10];
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => width(page, "Event type")).toBe(type + 60);
  await expect(page).toHaveURL(new RegExp(`look=1\\.type-${type + 60}`));
  await edge.dblclick();
  await expect.poll(() => width(page, "Event type")).toBe(type);
  await expect(page).not.toHaveURL(/look=/);
});

test("a look that means nothing changes nothing", async ({ home: page }) => {
  await open(page, "?look=9.compact.-status&status=dead");
  await expect(grid(page)).toHaveAttribute("aria-colcount", "8");
  await expect(page).toHaveURL(/\?v=1&status=dead$/);
});

test("a run's ledger has a look of its own, which its filters leave as it is", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(200);
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
  const ledger = page.getByRole("grid", { name: "Every id" });
  await expect(ledger).toHaveAttribute("aria-rowcount", "201");
  expect(await ledger.getByRole("row").count(), "only what is seen is drawn").toBeLessThan(80);
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("checkbox", { name: "Call", exact: true }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/look=1\.-call/);
  await page.evaluate(() => localStorage.removeItem("redrive.look.ledger-ids"));
  await page.getByRole("link", { name: "accepted" }).click();
  await expect(page).toHaveURL(/outcome=accepted/);
  await expect(page).toHaveURL(/look=1\.-call/);
  await expect(ledger).toHaveAttribute("aria-colcount", "6");
  expect(await sandbox.sent()).toMatchObject({ zuora: 200 });
});

test("the word for a state is never cut", async ({ home: page }) => {
  const lists = ["deliveries?status=pending", "deliveries?status=delivered", "deliveries?status=failed", "deliveries?status=dead"];
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const list of lists) {
      await page.goto(`/c/messaging/${list}`);
      const word = grid(page).getByRole("row").nth(1).locator(".pill > bdi");
      await expect(word).toBeVisible();
      await expect.poll(() => cut(word), `${list} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test("no list scrolls sideways on a desk: what has no room gives way, says so, and comes back to whoever wants it", async ({ home: page }) => {
  const beyond = () => grid(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  const headings = () => grid(page).getByRole("columnheader").allInnerTexts();
  await open(page);
  const all = await headings();
  for (const width of [1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(beyond).toBe(0);
    expect(await headings()).toEqual(all);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("rowheader").first().getByRole("button").click();
  await expect(page.getByRole("region", { name: /^Delivery wbd_/ })).toBeVisible();
  await expect(heading(page, "Subscription")).toHaveCount(0);
  await expect.poll(beyond).toBe(0);
  await expect(heading(page, "Tries")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(heading(page, "Subscription")).toBeVisible();

  await page.setViewportSize({ width: 1024, height: 900 });
  await expect(heading(page, "Tries")).toHaveCount(0);
  await expect.poll(beyond).toBe(0);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "6");
  await page.getByRole("button", { name: "Columns and density" }).click();
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await expect(panel.getByRole("checkbox", { name: "Subscription (no room)" })).toBeChecked();
  await panel.getByRole("button", { name: "Subscription: wider" }).click();
  await expect(heading(page, "Subscription")).toBeVisible();
  await expect(panel.getByRole("checkbox", { name: "Subscription", exact: true })).toBeChecked();
});

for (const [what, where] of [["events", "/c/community/endpoints/1"], ["e-mails", "/c/billing/emails"], ["callouts", "/c/billing/callouts"]] as const) {
  test(`the list of ${what} does not scroll sideways on a desk`, async ({ home: page }) => {
    await page.setViewportSize({ width: 1024, height: 900 });
    await page.goto(where);
    const list = page.getByRole("grid");
    await expect(list.getByRole("rowheader").first()).toBeVisible();
    await expect.poll(() => list.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
}
