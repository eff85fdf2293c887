// Where deliveries go: the list says it by the name that the vendor has for the subscription, and can
// be narrowed, searched and sorted by it.
import { expect, test } from "../support/journey.ts";
import { shown } from "../support/table.ts";
import type { Page } from "@playwright/test";

const grid = (page: Page) => page.getByRole("grid", { name: "Deliveries" });

test("every delivery says its subscription, which narrows the list and is found by its name", async ({ home: page, sandbox }) => {
  const named = new Map((await sandbox.subscriptions()).map(({ id, description }) => [id, description]));
  const rows = (await sandbox.deliveries({})).slice(0, 100);
  const id = String(rows[0]?.["subscription_id"]);
  const name = named.get(id) ?? id;
  const mine = rows.filter((row) => row["subscription_id"] === id).length;
  expect(mine).toBeLessThan(100);

  await page.goto("/c/messaging/deliveries");
  await expect(page.getByRole("columnheader", { name: "Subscription" })).toBeVisible();
  const first = grid(page).getByRole("row").nth(1);
  await expect(first.getByRole("gridcell", { name, exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^Narrow/ }).click();
  const tick = page.getByRole("group", { name: "Subscription" }).getByRole("checkbox", { name: `${name} ${mine}`, exact: true });
  await tick.check();
  await expect(shown(page)).toHaveText(`${mine} of 100 loaded`);
  // By its id, which stays what it is when somebody changes the name.
  await expect(page).toHaveURL(new RegExp(`[?&]loaded\\.subscription=${id}(&|$)`));
  await page.reload();
  await expect(shown(page)).toHaveText(`${mine} of 100 loaded`);
  await page.getByRole("button", { name: "Show all loaded" }).click();

  for (const typed of [name, id]) {
    await page.getByLabel("Filter loaded rows").fill(typed);
    await expect(shown(page)).toHaveText(`${mine} of 100 loaded`);
  }
});

test("names are read page by page, and what is not known is not denied", async ({ home: page, sandbox }) => {
  const all = await sandbox.subscriptions();
  const last = all.at(-1);
  expect(all.length).toBeGreaterThan(2);
  let broken = false;
  // A vendor that gives one at a time.
  await page.route("**/api/connections/messaging/read", async (route) => {
    const asked = route.request().postData() ?? "";
    if (!asked.includes('"subscriptions"')) return route.continue();
    const from = Number(/"cursor":"(\d+)"/.exec(asked)?.[1] ?? 0);
    if (broken && from > 0) return route.abort();
    const response = await route.fetch({ postData: asked.replace(/"cursor":"\d+"/, '"cursor":null') });
    const page = (await response.json()) as { data: unknown[] };
    const more = from + 1 < page.data.length;
    const json = { ...page, data: page.data.slice(from, from + 1), has_more: more, next_cursor: more ? String(from + 1) : null };
    await route.fulfill({ response, json });
  });
  await page.goto("/c/messaging/replay");
  const field = page.getByLabel("Subscription");
  await field.fill(last?.description.slice(0, 12) ?? "");
  await expect(page.getByText(/^1 subscription of this name: choose from the list\.$/)).toBeVisible();
  await field.fill("nobody's name");
  await expect(page.getByText(/^No subscription of this name is known\./)).toBeVisible();

  broken = true;
  await page.reload();
  await field.fill("nobody's name");
  await expect(page.getByText(/^None of the 1 subscription that were read has this name/)).toBeVisible();
});

test("names that come later than the rows move none of them", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({})).slice(0, 100);
  const id = String(rows[0]?.["subscription_id"]);
  const name = (await sandbox.subscriptions()).find((one) => one.id === id)?.description ?? "";
  await sandbox.hold("kirim.list_subscriptions");
  await page.goto("/c/messaging/deliveries");
  const first = grid(page).getByRole("row").nth(1);
  await expect(first.getByRole("gridcell", { name: id, exact: true })).toBeVisible();
  const before = await grid(page).getByRole("rowheader").allInnerTexts();
  await sandbox.disarm();
  await expect(first.getByRole("gridcell", { name, exact: true })).toBeVisible();
  expect(await grid(page).getByRole("rowheader").allInnerTexts()).toEqual(before);
});
