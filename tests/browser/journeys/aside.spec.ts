// A table that is left for a while is found where it was left, says when it was read, and is read
// anew wherever it may be another by now.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page, name = "Deliveries"): Locator => page.getByRole("grid", { name });
const left = (page: Page): Locator => page.getByText(/^As read at \d\d:\d\d UTC$/);
const link = (page: Page, name: string): Locator => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
const top = (page: Page): Promise<string> =>
  grid(page).evaluate((table) => {
    const { bottom } = table.querySelector(".grid-head")?.getBoundingClientRect() ?? table.getBoundingClientRect();
    const rows = [...table.querySelectorAll("[role=row]:not([hidden])")].filter((row) => row.getBoundingClientRect().top >= bottom - 1);
    rows.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
    return rows[0]?.querySelector("[role=rowheader]")?.textContent ?? "";
  });

async function open(page: Page, query = "") {
  await page.goto(`/c/messaging/deliveries${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

async function away(page: Page) {
  await link(page, "Runs").click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
}

test("what was loaded is found again where it was left, and what has come since is told", async ({ home: page, sandbox }) => {
  await open(page, "?status=dead");
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("200 loaded; there are more.")).toBeVisible();
  await page.getByRole("columnheader", { name: "Delivery" }).getByRole("button").click();
  await grid(page).focus();
  for (let turn = 0; turn < 4; turn += 1) await page.keyboard.press("PageDown");
  const stood = await top(page);
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  await away(page);
  await sandbox.pass(60);
  await sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "contact.created", count: 3 });
  const asked = reads(page);
  await page.goBack();
  await expect(left(page)).toBeVisible();
  await expect(page.getByText("200 loaded; there are more.")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Delivery" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => top(page)).toBe(stood);
  await expect(page.getByText(/^3 new since \d\d:\d\d UTC$/)).toBeVisible();
  expect(asked.filter((read) => read.includes('"deliveries"')), "only what has come was looked for").toHaveLength(1);
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Read anew" }).click();
  await expect(left(page)).toBeHidden();
  await expect(page.getByText("100 loaded; there are more.")).toBeVisible();
  await expect(grid(page)).toBeFocused();
});

test("whoever leaves while everything is loaded goes on from there, and every row is there once", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({});
  await open(page);
  await sandbox.hold("kirim.list_deliveries", 3);
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await sandbox.met();
  await away(page);
  await sandbox.disarm();
  await page.goBack();
  await expect(left(page)).toBeVisible();
  await page.getByRole("button", { name: "Load everything matching" }).click();
  await expect(page.getByText(`All ${rows.length.toLocaleString("en")} deliveries loaded.`)).toBeVisible({ timeout: 30_000 });
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(rows.length + 1));
});

test("another question, another table and a sign-out end what was set aside", async ({ home: page }) => {
  await open(page, "?status=dead");
  await away(page);
  await link(page, "Deliveries").click();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByText(/^At least 100 deliveries match/)).toBeVisible();
  await expect(left(page)).toBeHidden();

  await link(page, "E-mails").click();
  await expect(grid(page, "E-mails").getByRole("rowheader").first()).toBeVisible();
  await link(page, "Deliveries").click();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(left(page)).toBeHidden();

  await away(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Name").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Sign in" }).click();
  await link(page, "Deliveries").click();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(left(page)).toBeHidden();
});

test("what was sent meanwhile is read anew, and nothing that was chosen is chosen still", async ({ home: page, sandbox }) => {
  await open(page, "?status=dead");
  const box = page.getByRole("checkbox", { name: /^Choose delivery / }).first();
  const id = await grid(page).getByRole("rowheader").first().innerText();
  await box.check();
  await away(page);
  await page.goBack();
  await expect(left(page)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: `Choose delivery ${id}` })).not.toBeChecked();
  await box.check();
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).kirim).toEqual({ [id]: 1 });
  await link(page, "Deliveries").click();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(left(page)).toBeHidden();
});

test("no query is run at a vendor for rows that were left a moment ago", async ({ home: page }) => {
  await page.goto("/c/billing/emails");
  await expect(grid(page, "E-mails").getByRole("rowheader").first()).toBeVisible();
  const names = await grid(page, "E-mails").getByRole("rowheader").allInnerTexts();
  await away(page);
  await page.route("**/read", (route) => route.abort());
  await page.goBack();
  await expect(left(page)).toBeVisible();
  expect(await grid(page, "E-mails").getByRole("rowheader").allInnerTexts()).toEqual(names);
  const first = grid(page, "E-mails").getByRole("rowheader").first();
  await first.getByRole("button").click();
  await expect(page.getByRole("region", { name: names[0] ?? "" })).toContainText("Status");
});

test("events come back with every try that was loaded of them", async ({ home: page }) => {
  await page.goto("/c/community/endpoints/1");
  const events = grid(page, "Events");
  await expect(events.getByRole("rowheader").first()).toBeVisible();
  const counted = await page.getByText(/so far\./).innerText();
  await away(page);
  await page.goBack();
  await expect(left(page)).toBeVisible();
  await expect(page.getByText(/so far\./)).toHaveText(counted);
  await events.getByRole("rowheader").first().getByRole("button").click();
  await expect(page.getByRole("region", { name: /^Event \d+$/ }).getByRole("listitem").first()).toBeVisible();
});
