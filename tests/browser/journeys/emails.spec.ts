// E-mails over time, grouped by their cause, narrowed by their words, and those that come while they
// are looked at.
import { passTime } from "../support/clock.ts";
import { expect, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid", { name: "E-mails" });
const over = (page: Page): Locator => page.getByRole("region", { name: "Over time" });
const groups = (page: Page): Locator => page.getByRole("group", { name: /^Failures by cause/ });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const number = (text: string) => Number(/[\d,]+(?=\D*$)/.exec(text)?.[0].replaceAll(",", ""));

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`/c/billing/emails${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
}

test("a time that is chosen on the bars is what the vendor is asked for", async ({ home: page, sandbox }) => {
  await open(page);
  await over(page).getByRole("slider", { name: "From" }).press("End");
  await over(page).getByRole("button", { name: "Show only this time" }).press("Enter");
  await expect(page).toHaveURL(/after=.*before=/);
  const query = new URL(page.url()).searchParams;
  const [after, before] = ["after", "before"].map((name) => new Date(query.get(name) ?? "").toISOString().replace("T", " ").replace("Z", " UTC"));
  const [{ n }] = (await sandbox.query(
    `SELECT count(*) AS n FROM notificationhistoryemail WHERE status = 'Failed' AND createdon >= TIMESTAMP '${after}' AND createdon < TIMESTAMP '${before}'`,
  )) as [{ n: number }];
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: /failed e-mails?/ })).toContainText(new RegExp(`^${n} failed e-mails?`));
  await over(page).getByRole("button", { name: "Show all times" }).press("Enter");
  await expect(page).not.toHaveURL(/after=/);
});

test("a group shows its rows and no others; chosen, it is they and nothing that is loaded later", async ({ home: page, sandbox }) => {
  await open(page);
  const group = groups(page).getByRole("button", { pressed: false }).last();
  const [words, count] = [await group.innerText(), number(await group.innerText())];
  await group.press("Enter");
  await expect(shown(page)).toHaveText(`${count} of 50 loaded`);
  await expect(grid(page).getByRole("rowheader")).toHaveCount(count);
  await groups(page).getByRole("button", { name: /^Choose this group: / }).press("Enter");
  await expect(chosen(page)).toContainText(`${count} chosen: 1 call`);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("100 loaded; there are more.")).toBeVisible({ timeout: 20_000 });
  await expect(chosen(page), words).toContainText(`${count} chosen: 1 call`);
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

test("statuses and accounts are ticked together, and counted of what is loaded", async ({ home: page }) => {
  await open(page, "?status=any");
  await page.getByRole("button", { name: "Narrow" }).press("Enter");
  await expect(page.getByText("Counts are of the loaded rows. More match that are not loaded.")).toBeVisible();
  const failed = page.getByRole("group", { name: "Status" }).getByRole("checkbox", { name: /^Failed / });
  const account = page.getByRole("group", { name: "Account" }).getByRole("checkbox").first();
  const count = async (box: Locator) => number(await box.locator("xpath=..").innerText());
  await failed.press("Space");
  await expect(shown(page)).toHaveText(`${await count(failed)} of 50 loaded`);
  await account.press("Space");
  await expect(shown(page)).toHaveText(`${await count(account)} of 50 loaded`);
  await page.getByRole("button", { name: "Show all loaded" }).press("Enter");
  await expect(failed).not.toBeChecked();
  await expect(shown(page)).toHaveCount(0);
});

test("e-mails that are sent meanwhile are counted after five minutes, and put on top when asked for", async ({ page, sandbox }) => {
  await passTime(page);
  await signIn(page, "/c/billing/emails?status=any");
  const first = grid(page).locator("[aria-rowindex='2']").getByRole("rowheader");
  await expect(first).toBeVisible({ timeout: 20_000 });
  const before = await page.getByRole("checkbox", { name: /^Choose e-mail/ }).first().getAttribute("aria-label");
  const old = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'OK' ORDER BY id LIMIT 4");
  await sandbox.colleagueResendsEmails(old.map(({ id }) => String(id)));
  await sandbox.pass(60);
  const asked = reads(page);
  await page.clock.fastForward(61_000);
  await page.clock.fastForward(241_000);
  await expect(page.getByText(/^4 new since \d\d:\d\d UTC$/)).toBeVisible({ timeout: 20_000 });
  const queries = asked.filter((read) => read.includes('"submit_page"'));
  expect(queries, "a query costs the vendor more than a page").toHaveLength(1);
  const top = page.getByRole("checkbox", { name: /^Choose e-mail/ });
  expect(await top.first().getAttribute("aria-label"), "nothing moved").toBe(before);
  await page.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await expect(grid(page).locator("[aria-rowindex='6']").getByRole("checkbox"), "the first one of before").toHaveAttribute("aria-label", before ?? "");
  await expect(grid(page)).toBeFocused();
});
