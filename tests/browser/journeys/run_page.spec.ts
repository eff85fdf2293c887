// The page of one run: how far it is, what it waits for, what to do next, and every id.
import { barriers, widerThanItsWindow } from "../support/barriers.ts";
import { passTime } from "../support/clock.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";
import { password } from "../support/demo.ts";
import { cut } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

/** Begins to resend e-mails, and leads to the page of the run. */
async function begin(page: Page, ids: string[]) {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
}

/** Opens the plan to resend the newest events of the first endpoint. */
async function planEvents(page: Page, count: number) {
  await page.goto("/c/community/endpoints");
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  const boxes = page.getByRole("checkbox", { name: /^Choose event \d+$/ });
  for (let place = 0; place < count; place += 1) await boxes.nth(place).check();
  await page.getByRole("button", { name: new RegExp(`^Resend ${count} events?…$`) }).click();
}

const phase = (page: Page): Locator => page.getByRole("list", { name: "Phases of the run" }).locator("[aria-current=step]");

test("a run is paused before its next call, slowed down, and let go on", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(1003);
  await sandbox.hold("zuora.resend_emails");
  await begin(page, ids);
  await expect(page.getByText("Sending, call 1 of 2.")).toBeVisible();
  await expect(phase(page)).toHaveText("Sending");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Pausing after this call…" })).toBeDisabled();
  await sandbox.disarm();
  const waits = page.getByRole("region", { name: "You paused it." });
  await expect(waits).toBeVisible();
  await expect(phase(page)).toHaveText("Sending, paused");
  const progress = page.getByRole("progressbar", { name: "Sent so far" });
  await expect(progress).toHaveAttribute("aria-valuenow", "1000");
  await expect(progress).toHaveAttribute("aria-valuetext", "1,000 of 1,003 e-mails sent, 1 of 2 calls made");

  await page.getByRole("button", { name: "Slower…" }).click();
  const speed = page.getByRole("dialog", { name: "How fast may it go?" });
  await speed.getByLabel("Calls a minute at most").fill("0");
  await speed.getByRole("button", { name: "Set the speed" }).click();
  await expect(speed.getByText("Type a whole number from 1 to 10,000.")).toBeVisible();
  await speed.getByLabel("Calls a minute at most").fill("40");
  await speed.getByRole("button", { name: "Set the speed" }).click();
  await expect(page.getByText("at most 40 calls a minute")).toBeVisible();
  expect(Object.keys((await sandbox.sends()).zuora)).toHaveLength(1000);

  await waits.getByRole("button", { name: "Go on" }).click();
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("a storm of 429 is waited out with a countdown that says why", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(3);
  await sandbox.fault({ kind: "429", operation: "zuora.resend_emails", count: 3, retry_after_seconds: 2 });
  await begin(page, ids);
  await expect(page.getByText(/next call in \d s: the vendor asked us to slow down \(429\)/)).toBeVisible();
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("what a stop left unsent is planned anew, and an id leads to every run that touched it", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(1002);
  await sandbox.hold("zuora.resend_emails");
  await begin(page, ids);
  await page.getByRole("button", { name: "Stop…" }).click();
  await page.getByRole("button", { name: "Stop: 1 call will not be made" }).click();
  await expect(page.getByRole("button", { name: "Stopping after this call…" })).toBeDisabled();
  await sandbox.disarm();
  await ended(page);

  await page.getByRole("link", { name: "not attempted" }).click();
  await expect(page.getByText("2 of 1,002 ids")).toBeVisible();
  expect(await cut(page.getByRole("gridcell", { name: "not attempted" }).first().locator(".pill > bdi"))).toBe(0);
  const left = await page.getByRole("rowheader").allInnerTexts();
  await page.getByRole("button", { name: "Plan 2 that were not sent…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 2 e-mails" })).toBeVisible();
  const first = page.url().split("?")[0] ?? "";
  await approve(page, "the rest");
  await expect(page).not.toHaveURL(new RegExp(first));
  await ended(page);
  expect(await figure(page, "accepted")).toBe(2);
  await expect(page.getByRole("rowheader")).toHaveText(left);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));

  await page.getByRole("button", { name: `Runs that touched ${left[0]}` }).click();
  const runs = page.getByRole("dialog", { name: "Runs that touched this id" });
  await expect(runs).toContainText("2 runs of this browser");
  await expect(runs).toContainText("(this run)");
  await runs.getByRole("link", { name: "Resend 1,002 e-mails" }).click();
  await expect(page).toHaveURL(new RegExp(`${first}\\?id=`));
  await expect(page.getByText("1 of 1,002 ids")).toBeVisible();
});

test("a batch that is refused as a whole is taken apart, and each event goes once", async ({ home: page, sandbox }) => {
  await planEvents(page, 4);
  await sandbox.fault({ kind: "422", operation: "selfcommunity.bulk_resend", count: 1 });
  await approve(page);
  await ended(page);
  expect(await figure(page, "rejected")).toBe(4);
  await expect(page.getByRole("region", { name: "What needs you" })).toContainText("invalid");
  const first = page.url();
  await page.getByRole("button", { name: "Find the ids it refuses…" }).click();
  // The batch again, one half of it again, and everything else goes through.
  await sandbox.fault({ kind: "422", operation: "selfcommunity.bulk_resend", count: 2 });
  await approve(page);
  await expect(page).not.toHaveURL(first);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(4);
  expect(Object.values((await sandbox.sends()).selfcommunity)).toEqual([1, 1, 1, 1]);
});

test("reading back tells delivered from failed again, and the table shows either", async ({ home: page }) => {
  await planEvents(page, 3);
  await approve(page);
  await ended(page);
  await expect(phase(page)).toHaveText("Reading back");
  await expect(page.getByRole("term").filter({ hasText: /^(delivered|failed again)$/ }).first()).toBeVisible({ timeout: 30_000 });
  const of = async (fate: string) => {
    const term = page.getByRole("term").filter({ hasText: new RegExp(`^${fate}$`) });
    return (await term.count()) === 0 ? 0 : figure(page, fate);
  };
  for (const fate of ["delivered", "failed again"]) {
    await page.getByLabel("Delivered?").selectOption(fate);
    await expect(page).toHaveURL(/delivered=/);
    await expect(async () => {
      expect(await page.getByRole("rowheader").count()).toBe(await of(fate));
    }).toPass();
  }
});

test("a call whose fate cannot be told asks, may be read about once more, and is not called sent", async ({ page, sandbox }) => {
  await passTime(page);
  await signIn(page, "/");
  await planEvents(page, 1);
  await sandbox.fault({ kind: "reset_before", operation: "selfcommunity.bulk_resend", count: 1 });
  await approve(page);
  // Before, the time that passes would be that in which a run waits for its lock.
  await expect(page).toHaveURL(/\/runs\//);
  const waits = page.getByRole("region", { name: /^What became of call 1 cannot be told/ });
  await expect(async () => {
    await page.clock.fastForward(5_000);
    await expect(waits).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await figure(page, "unknown")).toBe(1);
  await expect(waits.getByRole("button", { name: "Read once more" })).toBeVisible();
  await expect(waits).toContainText("Read once more, which sends nothing.");
  await expect(waits).not.toContainText(/\btry\b/i);
  await expect(page.getByText("Waiting for you. Sent 0, in flight 0, unknown 1, not sent 0.")).toBeVisible();
  await waits.getByRole("button", { name: "Finish: nothing is left to send" }).click();
  await ended(page);
  await expect(page.getByRole("button", { name: "Check 1 unknown" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Next: learn what became of the unknown ones" })).toContainText("which sends nothing");
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
});

test("where what is there cannot be read, nothing is sent before somebody said so, and nobody is asked twice", async ({ home: page, sandbox }) => {
  await planEvents(page, 2);
  await sandbox.fault({ kind: "403", operation: "selfcommunity.list_attempts", count: 2 });
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
  const waits = page.getByRole("region", { name: /^What is there now could not be read, so a lost answer could not be told afterwards/ });
  await expect(waits).toMatchAriaSnapshot(`
    - heading "What is there now could not be read, so a lost answer could not be told afterwards." [level=2]
    - paragraph: /Read once more .* Or stop here, or go on without/
    - button "Read once more, then go on"
    - button "Go on without"
    - button "Stop here…"
  `);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  await waits.getByRole("button", { name: "Read once more, then go on" }).click();
  await sandbox.met();
  await expect(waits).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  // It is read once more before the call leaves, and can be by now.
  await waits.getByRole("button", { name: "Go on without" }).click();
  await ended(page);
  await expect(waits).toBeHidden();
  expect(await figure(page, "accepted")).toBe(2);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 2 });
});

test("the windows of a replay stand on a line of time, and in a table", async ({ home: page, sandbox }) => {
  const dead = await sandbox.deliveries({ status: "dead" });
  const ids = dead.map((row) => String(row["subscription_id"]));
  const id = ids.sort((a, b) => ids.filter((one) => one === b).length - ids.filter((one) => one === a).length)[0];
  await page.goto(`/c/messaging/replay?subscription=${id}&status=dead`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible({ timeout: 30_000 });
  await page.getByLabel("Send some ahead (optional)").fill("5");
  await page.getByLabel("Send some ahead (optional)").press("Tab");
  await approve(page);
  const waits = page.getByRole("region", { name: "The first items were sent and read back." });
  await expect(waits).toContainText("The first 5", { timeout: 30_000 });
  const line = page.getByRole("figure", { name: /calls over time, from / });
  await expect(line).toContainText("Calls by when their deliveries were created");
  await expect(line).toContainText("not sent");
  await waits.getByRole("button", { name: "Go on with the rest" }).click();
  await ended(page);
  await line.getByText("Windows as a table").click();
  const rows = line.getByRole("row").filter({ has: page.getByRole("cell", { name: "accepted" }) });
  await expect(rows.first()).toBeVisible();
  const told = await rows.evaluateAll((rows) => rows.map((row) => Number(row.children[3]?.textContent?.replaceAll(",", ""))));
  expect(told.reduce((all, one) => all + one, 0)).toBe(await figure(page, "accepted"));
});

for (const theme of ["light", "dark"] as const) {
  test(`no barrier, and nothing wider than its window, whatever a run waits for, ${theme}`, async ({ home: page, sandbox }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme });
    const narrow = async (name: string) => {
      expect(await barriers(page), name).toEqual([]);
      for (const width of [390, 640]) {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => widerThanItsWindow(page), `${name} at ${width}`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width: 1280, height: 720 });
    };
    const ids = [...(await sandbox.failedMails(30)), "8ad0e1h0zz00000000000000000000001"];
    await sandbox.fault({ kind: "401", operation: "zuora.resend_emails", count: 1 });
    await begin(page, ids);
    await expect(page.getByRole("button", { name: "Make the same call again" })).toBeVisible();
    await page.locator("summary").filter({ hasText: "31 ids" }).click();
    await narrow("a 401");
    await page.getByRole("button", { name: "Slower…" }).click();
    await narrow("the speed");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Stop here…" }).click();
    await narrow("the stop");
    await page.getByRole("button", { name: "Do not stop" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Make the same call again" }).click();
    const field = page.getByLabel("Your password");
    await expect(field).toBeVisible();
    await narrow("the password");
    await field.fill(password);
    await page.getByRole("button", { name: "Confirm and go on" }).click();
    await ended(page);
    await expect(page.getByText("ObjectNotFound").first()).toBeVisible();
    await narrow("a report");
    await page.getByRole("button", { name: /^Runs that touched/ }).first().click();
    await expect(page.getByText("1 run of this browser")).toBeVisible();
    await narrow("the runs of an id");
  });
}
