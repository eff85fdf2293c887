// The vendor counts what everybody reads who uses the account, its own bot among them: who loads a
// long list leaves them a share, waits where the vendor says so, and comes to its end.
import { passTime } from "../support/clock.ts";
import { expect, signIn, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Locator, Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox.ts";

const list = "kirim.list_deliveries";
const bar = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const grouped = (count: number) => count.toLocaleString("en");
const refused = /The vendor allows no more reads for now \(429\)\. It is asked again by itself\./;

/** Opens a list of so many deliveries that died at once, with nothing but its first part read. */
async function open(page: Page, sandbox: Sandbox, count: number): Promise<void> {
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  await sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "order.shipped", count });
  await passTime(page);
  await signIn(page, `/c/messaging/deliveries?type=order.shipped`);
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByText("100 loaded; there are more.")).toBeVisible();
}

/** Lets time pass for both sides, seconds at a time, until it is seen. */
async function passUntil(page: Page, sandbox: Sandbox, seconds: number, seen: Locator): Promise<void> {
  const passed = async () => {
    await sandbox.pass(seconds);
    await page.clock.runFor(seconds * 1000);
    return seen.isVisible();
  };
  await expect.poll(passed, { timeout: 90_000, intervals: [100] }).toBe(true);
}

/** How the vendor answered what the console read from here on. */
function answers(page: Page): string[] {
  const statuses: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/read")) statuses.push(response.headers()["vendor-status"] ?? "none");
  });
  return statuses;
}

for (const [plan, count, kept] of [["tiny", 7_000, 11], ["default", 12_000, 100]] as const) {
  test(`all that matches is loaded to its end under the ${plan} limit of reads, and others keep a share`, async ({ page, sandbox }) => {
    test.setTimeout(120_000);
    await open(page, sandbox, count);
    // The smallest is used up by the list itself, the other one by those who share the account.
    await sandbox.dialect({ kirim: { plan } });
    if (plan === "default") await sandbox.crowdReads(90);
    const [asked, answered] = [reads(page), answers(page)];
    await page.getByRole("button", { name: "Load everything matching" }).click();
    await expect(page.getByText(/so far; slowed, so that a fifth of what the vendor allows is left to others/)).toBeVisible({ timeout: 30_000 });
    expect(await sandbox.readsLeft(), "others can read").toBeGreaterThanOrEqual(plan === "default" ? 80 : kept);
    await passUntil(page, sandbox, 3, page.getByText(`All ${grouped(count)} deliveries loaded.`));
    expect(await sandbox.readsLeft(), "and still can").toBeGreaterThanOrEqual(kept);
    expect(new Set(answered), "nothing was refused").toEqual(new Set(["200"]));
    const parts = asked.filter((body) => body.includes("order.shipped") && body.includes('"cursor":"'));
    expect([parts.length, new Set(parts).size], "each part once").toEqual([count / 100 - 1, count / 100 - 1]);
  });
}

test("a part that is refused is waited for as long as the vendor says, and what was wanted is chosen at the end", async ({ page, sandbox }) => {
  await open(page, sandbox, 2_000);
  const rest = bar(page).getByRole("button", { name: "Load the rest and choose it too" });
  await page.getByRole("checkbox", { name: "Choose every loaded row" }).check();
  await sandbox.fault({ kind: "429", operation: list, count: 2, retry_after_seconds: 600 });
  await rest.click();
  await expect(page.getByRole("status").filter({ hasText: refused })).toBeVisible();
  await expect(page.getByText(/so far; asked again in (10 min 0 s|9 min \d+ s)/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const asked = reads(page);
  await page.clock.runFor(300_000);
  await expect(page.getByText(/so far; asked again in (5 min 0 s|4 min \d+ s)/)).toBeVisible();
  expect(asked.filter((body) => body.includes("order.shipped") && body.includes('"cursor":"')), "nothing is asked before").toEqual([]);

  // Left, it is as if the part had not been asked for.
  await page.getByRole("button", { name: "Stop loading" }).click();
  await page.clock.runFor(2_000);
  await expect(page.getByText(/^\d[\d,]* loaded; there are more\.$/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);

  await rest.click();
  await passUntil(page, sandbox, 200, page.getByText("All 2,000 deliveries loaded."));
  await expect(bar(page)).toContainText("2,000 chosen: 2,000 calls");
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

test("a listing before a replay waits as often as the vendor says, and can be left meanwhile", async ({ page, sandbox }) => {
  const one = (await sandbox.subscriptions()).find(({ status }) => status === "active");
  const ids = await sandbox.births({ subscription: one?.id ?? "", status: "dead", event_type: "order.shipped", count: 300 });
  await passTime(page);
  await signIn(page, `/c/messaging/replay?subscription=${one?.id}&status=dead&type=order.shipped`);
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  await sandbox.fault({ kind: "429", operation: list, count: 8, retry_after_seconds: 120 });
  await plan.click();
  await expect(page.getByRole("status").filter({ hasText: refused })).toBeVisible();
  await expect(page.getByText(/Listing: asked again in (2 min 0 s|1 min \d+ s)\./)).toBeVisible();
  await page.getByRole("button", { name: "Cancel the listing" }).click();
  await expect(page.getByText(/^Listing: /)).toHaveCount(0);
  await page.clock.runFor(3_000);
  await expect(page.getByText(/^Listing: /), "and it stays left").toHaveCount(0);

  await plan.click();
  const dialog = page.getByRole("dialog", { name: `Replay ${ids.length} deliveries` });
  await passUntil(page, sandbox, 60, dialog);
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});
