// A vendor tries for hours what its receiver does not take. Its rows are looked at for as long, and
// rarely; nothing is sent again, and nobody has to keep the run's page open.
import { passTime } from "../support/clock.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Locator, Page } from "@playwright/test";

const words = "Waiting for the vendor's word";
const phase = (page: Page): Locator => page.getByRole("list", { name: "Phases of the run" }).locator("[aria-current=step]");
const still = (page: Page): Locator => page.getByText(/^Still waiting for the vendor's word, next look at \d\d:\d\d UTC\.$/);

/** Passes the time of the first looks of a run that was just approved. */
async function firstLooks(page: Page): Promise<void> {
  // Before, the time that passes would be that in which a run waits for its lock.
  await expect(page).toHaveURL(/\/runs\//);
  await ended(page);
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(still(page)).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 60_000 });
}

/** Resends two events whose endpoint is down, and passes the time of the first looks. */
async function begin(page: Page): Promise<void> {
  await passTime(page);
  await signIn(page, "/c/community/endpoints/1");
  const boxes = page.getByRole("checkbox", { name: /^Choose event \d+$/ });
  for (const place of [0, 1]) await boxes.nth(place).check();
  await page.getByRole("button", { name: "Resend 2 events…" }).click();
  await approve(page);
  await firstLooks(page);
}

test("what the vendor still tries is looked at for as long, over a reload too, and nothing is sent again", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  await sandbox.receiver("selfcommunity", "1", "down");
  await begin(page);
  await expect(phase(page)).toHaveText(words);
  const next = page.getByRole("region", { name: words });
  await expect(next).toContainText("The vendor may still try to deliver some");
  await expect(next.getByRole("button", { name: "Read back again" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Under way" }), "nothing is under way").toHaveCount(0);
  expect(await figure(page, "pending")).toBe(2);
  const sent = (await sandbox.sends()).selfcommunity;
  expect(sent).toEqual(once(Object.keys(sent)));

  const asked = reads(page);
  const told = await still(page).innerText();
  await page.reload();
  await expect(still(page), "no look is due").toHaveText(told);
  expect(asked.filter((read) => read.includes("attempts"))).toEqual([]);

  await sandbox.receiver("selfcommunity", "1", "up");
  await sandbox.pass(3600);
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(phase(page)).toHaveCount(0, { timeout: 300 });
  }).toPass({ timeout: 60_000 });
  expect(await figure(page, "delivered")).toBe(2);
  await expect(still(page)).toHaveCount(0);
  expect(asked.filter((read) => read.includes("attempts")).length).toBeGreaterThan(0);
  expect((await sandbox.sends()).selfcommunity).toEqual(sent);
});

test("a run that only waits for the vendor is over in the list, and can be read back at once or removed", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  await sandbox.receiver("selfcommunity", "1", "down");
  await begin(page);
  const asked = reads(page);
  const unasked: boolean[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/read")) unasked.push(request.headers()["redrive-asked"] === "nobody");
  });
  await page.getByRole("button", { name: "Read back again" }).click();
  await expect(phase(page)).toHaveText("Reading back");
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(still(page)).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 60_000 });
  expect(unasked[0], "what somebody presses keeps the session open").toBe(false);
  expect(unasked.at(-1), "what is read by itself does not").toBe(true);
  await page.goto("/runs");
  await expect(page.getByRole("main")).toContainText(words);
  await page.getByRole("button", { name: "Remove: Resend 2 events" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByRole("main")).not.toContainText("Resend 2 events");
});

/** Resends two callouts while nobody takes them, and passes the time of the first looks. */
async function callouts(page: Page, sandbox: Sandbox): Promise<string[]> {
  for (const host of hosts) await sandbox.receiver("zuora", host, "down");
  const rows = await sandbox.query("SELECT id FROM notificationhistorycallout WHERE status = 'Failed' ORDER BY id LIMIT 2");
  const ids = rows.map(({ id }) => String(id));
  await passTime(page);
  await signIn(page, "/c/billing/callouts/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: "Plan to resend 2 callouts…" }).click();
  await approve(page);
  await firstLooks(page);
  return ids;
}

const hosts = ["erp", "tax", "ledger"].map((host) => `${host}.harbour.example`);
const again = (page: Page): Locator => page.getByRole("button", { name: /that failed again…$/ });

test("a callout whose first try failed is still tried by the vendor: what comes of that is told, and nobody is led to send it again", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const ids = await callouts(page, sandbox);
  const tries = "SELECT attemptednum, status FROM notificationhistorycallout WHERE attemptednum > 0 ORDER BY createdon DESC LIMIT 2";
  expect((await sandbox.query(tries)).map(({ status }) => status), "they did fail").toEqual(["Failed", "Failed"]);
  expect(await figure(page, "pending")).toBe(2);
  await expect(again(page)).toHaveCount(0);
  for (const host of hosts) await sandbox.receiver("zuora", host, "up");
  await sandbox.pass(3600);
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(phase(page)).toHaveCount(0, { timeout: 300 });
  }).toPass({ timeout: 60_000 });
  expect(await figure(page, "delivered")).toBe(2);
  expect((await sandbox.sends()).zuora, "the vendor's own tries are no sends of ours").toEqual(once(ids));
});

test("a callout that the vendor does not try again has failed again once no try can come", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  await sandbox.dialect({ zuora: { callout_tries: 1 } });
  const ids = await callouts(page, sandbox);
  await expect(again(page)).toHaveCount(0);
  await page.clock.fastForward(24 * 3_600_000);
  await expect(async () => {
    await page.clock.fastForward(30 * 60_000);
    await expect(page.getByRole("button", { name: "Plan 2 that failed again…" })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  expect(await figure(page, "failed again")).toBe(2);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});
