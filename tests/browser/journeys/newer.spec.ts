// New rows are looked for once a minute, counted, and shown when asked for: nothing moves by itself.
import { barriers } from "../support/barriers.ts";
import { passTime } from "../support/clock.ts";
import { approve, ended, expect, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Locator, Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox.ts";

const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const bar = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const first = (page: Page): Locator => grid(page).locator("[aria-rowindex='2']").getByRole("rowheader");

async function open(page: Page, query = ""): Promise<void> {
  await passTime(page);
  await signIn(page, `/c/messaging/deliveries${query}`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
}

async function born(sandbox: Sandbox, count: number): Promise<string[]> {
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  await sandbox.pass(60);
  return sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "contact.created", count });
}

test("what is new is counted after a minute and put on top when asked for; the choice stays", async ({ page, sandbox }) => {
  await open(page, "?status=dead");
  const before = await first(page).innerText();
  await page.getByRole("checkbox", { name: `Choose delivery ${before}` }).click();
  const ids = await born(sandbox, 12);
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/^12 new since \d\d:\d\d UTC$/)).toBeVisible();
  await expect(first(page), "nothing moved").toHaveText(before);
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText(/new since/)).toBeHidden();
  const shown = await Promise.all(ids.map((_, place) => grid(page).locator(`[aria-rowindex='${place + 2}']`).getByRole("rowheader").innerText()));
  expect(shown.sort()).toEqual([...ids].sort());
  await expect(grid(page).locator(`[aria-rowindex='${ids.length + 2}']`).getByRole("rowheader")).toHaveText(before);
  await expect(grid(page)).toBeFocused();
  await expect(bar(page)).toContainText("1 chosen");
  await expect(page.getByRole("checkbox", { name: `Choose delivery ${before}` })).toBeChecked();

  // The same rows are not new a second time: beside one that is, nothing is counted.
  await born(sandbox, 1);
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/new since/)).toHaveText(/^1 new since \d\d:\d\d UTC$/);
  await bar(page).getByRole("button", { name: "Clear" }).click();
  await page.getByRole("checkbox", { name: `Choose delivery ${shown[0]}` }).click();
  await bar(page).getByRole("button", { name: "Replay 1 delivery…" }).click();
  await page.clock.resume();
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).kirim).toEqual({ [shown[0] ?? ""]: 1 });
});

test("more than a page of new rows is said as at least so many, and the list is read anew", async ({ page, sandbox }) => {
  await open(page, "?status=dead");
  const ids = await born(sandbox, 240);
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/^At least \d+ new since/)).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect.poll(async () => ids.includes(await first(page).innerText())).toBe(true);
  await expect(page.getByText(/new since/)).toBeHidden();
});

test("a look that fails is the last one, until it is asked for again", async ({ page, sandbox }) => {
  await open(page, "?status=dead");
  await sandbox.fault({ kind: "500", operation: "kirim.list_deliveries", count: 1 });
  await page.clock.fastForward(61_000);
  await expect(page.getByText("New rows could not be looked for, and are not looked for any more.")).toBeVisible();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await born(sandbox, 3);
  const asked = reads(page);
  await page.clock.fastForward(61_000);
  await page.getByRole("button", { name: "Look again" }).click();
  await page.clock.fastForward(61_000);
  await expect(page.getByText(/^3 new since/)).toBeVisible();
  expect(asked, "only what was asked for").toHaveLength(1);
});
