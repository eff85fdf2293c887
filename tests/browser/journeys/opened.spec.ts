// The row whose details are open stands in the address, whatever is listed: it outlives a reload,
// opens in another tab, and is found where the list does not hold it.
import { approve, ended, expect, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid");
const pane = (page: Page, name: string | RegExp): Locator => page.getByRole("region", { name });
const menu = (page: Page): Locator => page.getByRole("menu", { name: /^Actions for / });
const events = "/c/community/endpoints/1";

async function open(page: Page, where: string) {
  await page.goto(where);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
}

/** The id of a row that can be sent, by its place. */
async function idAt(page: Page, place: number): Promise<string> {
  const box = grid(page).getByRole("checkbox", { name: /^Choose (event|e-mail|callout) / }).nth(place);
  return ((await box.getAttribute("aria-label")) ?? "").replace(/^Choose (event|e-mail|callout) /, "");
}

/** A failed e-mail by the place of its row among all. */
async function mail(sandbox: { query: (sql: string) => Promise<Record<string, unknown>[]> }, status: string) {
  const [row] = await sandbox.query(`SELECT id, subject FROM notificationhistoryemail WHERE status = '${status}' ORDER BY createdon, id LIMIT 1`);
  return { id: String(row?.["id"]), subject: String(row?.["subject"]) };
}

for (const [what, where, name] of [
  ["event", events, "event"],
  ["e-mail", "/c/billing/emails", "notification"],
  ["callout", "/c/billing/callouts", "notification"],
] as const) {
  test(`the address says which ${what} is open, in this tab and in another`, async ({ home: page, context }) => {
    await open(page, where);
    const id = await idAt(page, 1);
    const row = grid(page).getByRole("row").filter({ has: page.getByRole("checkbox", { name: `Choose ${what} ${id}`, exact: true }) });
    await row.getByRole("rowheader").getByRole("button").click();
    await expect(page.locator(".pane")).toBeFocused();
    await expect(page).toHaveURL(new RegExp(`[?&]${name}=${id}(&|$)`));
    await expect(page.getByRole("button", { name: `Reveal what is personal in ${what} ${id}`, exact: true })).toHaveText("Reveal");
    await page.reload();
    await expect(page.locator(".pane")).toContainText(what === "event" ? `Event ${id}` : id, { timeout: 20_000 });
    await expect(page.getByText("Row as the vendor sent it").first(), "it is here whole").toBeVisible({ timeout: 20_000 });
    await page.keyboard.press("Escape");
    await expect(page.locator(".pane")).toHaveCount(0);
    await expect(page).not.toHaveURL(new RegExp(`${name}=`));

    const before = page.url();
    await expect(row).toBeVisible({ timeout: 20_000 });
    await row.getByRole("button", { name: `Actions for ${id}` }).click();
    const tab = context.waitForEvent("page");
    await menu(page).getByRole("menuitem", { name: "Open in a new tab" }).press("Enter");
    await expect((await tab).getByText("Row as the vendor sent it").first()).toBeVisible({ timeout: 30_000 });
    await expect((await tab).locator(".pane")).toContainText(id);
    expect(page.url()).toBe(before);
  });
}

test("an event that is not loaded yet says so, and its tries appear once they are", async ({ home: page, sandbox }) => {
  const all = await sandbox.events(1);
  const last = all.at(-1);
  await open(page, `${events}?event=${last}`);
  await expect(pane(page, `Event ${last}`)).toContainText("No loaded try is of this event.");
  await page.getByRole("button", { name: "Load everything" }).click();
  await expect(pane(page, `Event ${last}`).getByRole("listitem").first()).toBeVisible({ timeout: 30_000 });
  await page.goto(`${events}?event=999999999`);
  await expect(pane(page, "Event 999999999")).toContainText("No loaded try is of this event.");
  await page.getByRole("button", { name: "Load everything" }).click();
  await expect(pane(page, "Event 999999999")).toContainText("No try of this endpoint is of this event.", { timeout: 30_000 });
  await page.goto(`${events}?event=zero`);
  await expect(pane(page, "zero")).toContainText("This is no id of the vendor's");
});

test("an e-mail opens by its id wherever it stands, and one that there is not is not made up", async ({ home: page, sandbox }) => {
  // The list shows the newest that failed.
  const { id, subject } = await mail(sandbox, "OK");
  await open(page, `/c/billing/emails?notification=${id}`);
  await expect(pane(page, `E-mail ${id}`)).toContainText(subject, { timeout: 20_000 });
  await expect(pane(page, `E-mail ${id}`)).toContainText("•••@");
  await open(page, "/c/billing/emails?notification=8ad0e1h0zz0000");
  await expect(pane(page, "E-mail 8ad0e1h0zz0000")).toContainText("The vendor has no e-mail 8ad0e1h0zz0000.", { timeout: 20_000 });
});

test("the open row is in no saved view", async ({ home: page }) => {
  await open(page, `${events}?event=1`);
  await page.getByRole("button", { name: "Views" }).click();
  const views = page.getByRole("dialog", { name: "Saved views" });
  await views.getByLabel("Save what is shown as").fill("All");
  await views.getByRole("button", { name: "Save" }).click();
  await expect(views.getByRole("status")).toContainText("“All” is saved.");
  await views.getByRole("button", { name: "All", exact: true }).click();
  await expect(page).not.toHaveURL(/event=/);
  await expect(page.locator(".pane")).toHaveCount(0);
});

test("ids of a run lead to their rows, and back to the run", async ({ home: page, sandbox }) => {
  const { id } = await mail(sandbox, "Failed");
  await page.goto("/c/billing/emails/paste");
  await page.getByRole("textbox", { name: "Ids" }).fill(id);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
  const run = page.url();
  const link = page.getByRole("grid", { name: "Every id" }).getByRole("link", { name: `${id}, open its details` });
  await expect(link).toHaveText(id);
  await link.click();
  await expect(page).toHaveURL(new RegExp(`/c/billing/emails\\?notification=${id}$`));
  await expect(pane(page, `E-mail ${id}`)).toContainText("Row as the vendor sent it", { timeout: 20_000 });
  await page.goBack();
  await expect(page).toHaveURL(run);
  await ended(page);

  // By keyboard, and of the other two vendors.
  await grid(page).focus();
  await page.keyboard.press("Enter");
  await expect(pane(page, `E-mail ${id}`)).toBeVisible();
  await open(page, events);
  const event = await idAt(page, 0);
  await grid(page).getByRole("checkbox", { name: `Choose event ${event}`, exact: true }).check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await approve(page);
  await ended(page);
  await page.getByRole("link", { name: `${event}, open its details` }).click();
  await expect(page).toHaveURL(new RegExp(`${events}\\?event=${event}$`));
  const [delivery] = await sandbox.deliveries({ status: "dead" });
  const dead = String(delivery?.["id"]);
  await page.goto("/c/messaging/deliveries/paste");
  await page.getByRole("textbox", { name: "Ids" }).fill(dead);
  await page.getByRole("button", { name: /^Plan to replay/ }).click();
  await approve(page);
  await ended(page);
  await page.getByRole("link", { name: `${dead}, open its details` }).click();
  await expect(pane(page, `Delivery ${dead}`)).toBeVisible();
});
