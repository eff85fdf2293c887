// Ids of which nothing is known come into a plan: pasted, out of a file, or once more from a run. It
// is said; where the vendor gives rows by ids, they are looked up before anything is sent.
import { barriers } from "../support/barriers.ts";
import { approve, bringIds, ended, expect, figure, once, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Locator, Page } from "@playwright/test";

/** An id that looks real and is not. */
const made = "8ad0e1h0zz00000000000000000000001";
const dialog = (page: Page): Locator => page.getByRole("dialog");
const unchecked = (page: Page): Locator => dialog(page).getByRole("region", { name: "What was not checked" });
const warnings = (page: Page): Locator => dialog(page).getByRole("region", { name: "Look at these first" });

async function ids(sandbox: Sandbox, channel: "email" | "callout", status: string, count: number): Promise<string[]> {
  const rows = await sandbox.query(`SELECT id FROM notificationhistory${channel} WHERE status = '${status}' ORDER BY id LIMIT ${count}`);
  return rows.map(({ id }) => String(id));
}

async function plan(page: Page, pasted: string[]): Promise<void> {
  await bringIds(page, pasted);
  await page.getByRole("button", { name: /^Plan to (resend|replay)/ }).click();
  await expect(dialog(page)).toBeVisible();
}

test("pasted e-mails are looked up; what has arrived, is of another kind or does not exist is left out, and the rest is sent", async ({
  home: page,
  sandbox,
}) => {
  const failed = await ids(sandbox, "email", "Failed", 3);
  const ok = await ids(sandbox, "email", "OK", 2);
  const callouts = await ids(sandbox, "callout", "Failed", 2);
  const asked = reads(page);
  // So that the dialog stands whole: what its edge cuts would be too small a target.
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.goto("/c/billing/emails/paste");
  await plan(page, [...failed, ...ok, ...callouts, made]);
  await expect(unchecked(page)).toContainText(
    "The vendor has told nothing of these 8: they are in no list that was read. Their state, address and type are unchecked. The API will refuse what does not exist.",
  );
  await expect(warnings(page)).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);

  await unchecked(page).getByRole("button", { name: "Look them up" }).press("Enter");
  await expect(unchecked(page)).toContainText(/^8 ids were looked up at \d\d:\d\d UTC\./, { timeout: 20_000 });
  await expect(unchecked(page)).not.toContainText("The vendor has told nothing");
  const queries = asked.filter((read) => read.includes('"submit_ids"'));
  expect(queries, "one for the e-mails, and one for what is among the callouts").toHaveLength(2);
  const line = (text: string) => warnings(page).getByRole("listitem").filter({ hasText: text });
  await expect(line("was not found: the vendor was asked for it by its id and gave no row")).toContainText("1 e-mail");
  await expect(line("are ids of callouts, not of e-mails")).toContainText("2 e-mails");
  await expect(line("have status OK: a mail server took them already. Whether they reached anybody, that does not tell")).toContainText("2 e-mails");
  expect(await barriers(page)).toEqual([]);

  for (const text of ["was not found", "are ids of callouts", "have status OK"]) {
    await line(text).getByRole("button", { name: /^Leave .* out$/ }).click();
    await expect(line(text)).toHaveCount(0);
  }
  await expect(page.getByRole("dialog", { name: "Resend 3 e-mails" }), "what was found stays found").toBeVisible();
  await expect(unchecked(page)).not.toContainText("The vendor has told nothing");
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect((await sandbox.sends()).zuora).toEqual(once(failed));
});

test("ids beside those that a list has loaded are counted, and can be left out", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails");
  await expect(page.getByRole("checkbox", { name: /^Choose e-mail/ }).first()).toBeVisible({ timeout: 20_000 });
  const newest = await sandbox.query("SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC, id DESC LIMIT 2");
  const loaded = newest.map(({ id }) => String(id));
  await page.getByRole("link", { name: "Resend pasted ids…" }).click();
  await plan(page, [...loaded, made]);
  await expect(unchecked(page)).toContainText("The vendor has told nothing of 1 of these 3: it is in no list that was read.");
  await unchecked(page).getByText("Which").click();
  await expect(unchecked(page)).toContainText(made);
  await unchecked(page).getByRole("button", { name: "Leave 1 e-mail out" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 2 e-mails" })).toBeVisible();
  await expect(unchecked(page)).toHaveCount(0);
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(loaded));
});

test("looking up can be left and gone on with, and the vendor runs no second query for the same", async ({ home: page, sandbox }) => {
  const failed = await ids(sandbox, "email", "Failed", 2);
  const asked = reads(page);
  await sandbox.dialect({ zuora: { query_stage_ms: 3_600_000 } });
  await page.goto("/c/billing/emails/paste");
  await plan(page, failed);
  // It is left before the vendor has named its job.
  await sandbox.fault({ kind: "delay", operation: "zuora.submit_query", delay_ms: 1500 });
  const button = unchecked(page).getByRole("button");
  await button.press("Enter");
  await expect(unchecked(page).getByRole("status")).toHaveText("Looked up 0 of 2.");
  await expect(button).toHaveText("Cancel looking them up");
  await button.press("Enter");
  await expect(button).toHaveText("Look them up");
  await expect(button, "whoever pressed it stays on it").toBeFocused();
  await button.press("Enter");
  await expect(unchecked(page).getByRole("status")).toHaveText("Looked up 0 of 2.");
  await sandbox.dialect({ zuora: { query_stage_ms: 0 } });
  await expect(unchecked(page)).toContainText("2 ids were looked up", { timeout: 20_000 });
  expect(asked.filter((read) => read.includes('"submit_ids"'))).toHaveLength(1);
  await expect(warnings(page)).toHaveCount(0);
});

test("what the vendor refuses while it is looked up is told, and nothing is taken for known", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails/paste");
  await plan(page, [made]);
  // Not before: what the overview still counts would meet it.
  await sandbox.fault({ kind: "403", operation: "zuora.submit_query" });
  await unchecked(page).getByRole("button", { name: "Look them up" }).click();
  await expect(unchecked(page).getByRole("alert")).toContainText("The vendor does not allow this");
  await expect(unchecked(page)).toContainText("The vendor has told nothing of this one: it is in no list that was read.");
  await unchecked(page).getByRole("button", { name: "Look up the rest" }).click();
  await expect(warnings(page)).toContainText("1 e-mail was not found", { timeout: 20_000 });
});

test("what was looked for in vain before the vendor failed is looked for in the other channel all the same", async ({ home: page, sandbox }) => {
  const [callout] = await ids(sandbox, "callout", "Failed", 1);
  const many = Array.from({ length: 1000 }, (_, place) => `8ad0e1h0zz${String(place).padStart(23, "0")}`);
  await page.goto("/c/billing/emails/paste");
  await plan(page, [String(callout), ...many]);
  // Two queries for the e-mails, of which the second fails.
  await sandbox.fault({ kind: "delay", operation: "zuora.submit_query", count: 1 });
  await sandbox.fault({ kind: "403", operation: "zuora.submit_query" });
  await unchecked(page).getByRole("button", { name: "Look them up" }).click();
  await expect(unchecked(page).getByRole("alert")).toContainText("The vendor does not allow this", { timeout: 20_000 });
  await expect(unchecked(page)).toContainText("The vendor has told nothing of 1 of these 1,001:");
  // The one left is asked for; the first for what is among the callouts fails.
  await sandbox.fault({ kind: "delay", operation: "zuora.submit_query", count: 1 });
  await sandbox.fault({ kind: "403", operation: "zuora.submit_query" });
  await unchecked(page).getByRole("button", { name: "Look up the rest" }).click();
  await expect(unchecked(page)).not.toContainText("The vendor has told nothing", { timeout: 20_000 });
  await expect(unchecked(page).getByRole("alert")).toContainText("The vendor does not allow this", { timeout: 20_000 });
  await expect(warnings(page)).toContainText("1,001 e-mails were not found");
  await unchecked(page).getByRole("button", { name: "Look up the rest" }).click();
  await expect(unchecked(page)).toContainText("1,001 ids were looked up", { timeout: 20_000 });
  await expect(unchecked(page).getByRole("alert")).toHaveCount(0);
  await expect(warnings(page)).toContainText("1,000 e-mails were not found");
  await expect(warnings(page).getByRole("listitem").filter({ hasText: "is the id of a callout, not of an e-mail" })).toContainText("1 e-mail");
});

test("what only an earlier run tells of is unchecked, and can be looked up", async ({ home: page, sandbox }) => {
  const [newest] = await sandbox.query("SELECT id, toemail FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC, id DESC LIMIT 1");
  const id = String(newest?.["id"]);
  await sandbox.receiver("zuora", String(newest?.["toemail"]).split("@").at(-1) ?? "", "refusing");
  await page.goto("/c/billing/emails");
  await page.getByRole("checkbox", { name: `Choose e-mail ${id}` }).check();
  await page.getByRole("button", { name: "Resend 1 e-mail…" }).click();
  await expect(unchecked(page), "a list tells of it").toHaveCount(0);
  await approve(page);
  await ended(page);
  const again = page.getByRole("button", { name: "Plan 1 that failed again…" });
  await expect(again).toBeVisible({ timeout: 60_000 });
  // What the list told ends with the page.
  await page.reload();
  await again.click();
  await expect(unchecked(page)).toContainText(
    "The state of this one is unchecked: only an earlier run tells what it is. It may have been sent since, and may have arrived.",
  );
  await unchecked(page).getByRole("button", { name: "Look them up" }).click();
  await expect(unchecked(page)).toContainText("1 id was looked up", { timeout: 20_000 });
  await expect(unchecked(page)).not.toContainText("is unchecked");
  expect((await sandbox.sends()).zuora).toEqual(once([id]));
});

test("a run that is planned again is warned of by what a list of this visit tells", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails?status=ok");
  await page.getByRole("checkbox", { name: /^Choose e-mail/ }).first().check();
  await page.getByRole("button", { name: "Resend 1 e-mail…" }).click();
  const told = "has status OK: a mail server took it already.";
  await expect(warnings(page)).toContainText(told);
  await approve(page);
  await ended(page);
  await page.getByRole("link", { name: /^Runs/ }).first().click();
  await page.getByRole("button", { name: "Plan again: Resend 1 e-mail" }).click();
  await dialog(page).getByRole("button", { name: "Plan again…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 1 e-mail" })).toBeVisible();
  await expect(warnings(page)).toContainText(told);
  await expect(unchecked(page)).toHaveCount(0);
  const sent = (await sandbox.sends()).zuora;
  expect(sent).toEqual(once(Object.keys(sent)));
});

test("whoever plans a callout that failed lately is told that the vendor may still try it by itself", async ({ home: page, sandbox }) => {
  const [callout] = await sandbox.query("SELECT id FROM notificationhistorycallout WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 1");
  await page.goto("/c/billing/callouts/paste");
  await plan(page, [String(callout?.["id"])]);
  await unchecked(page).getByRole("button", { name: "Look them up" }).click();
  await expect(warnings(page)).toContainText("may still be tried by the vendor itself: then it may arrive twice.", { timeout: 20_000 });
  expect((await sandbox.sends()).zuora).toEqual({});
});

const silent: [where: string, ids: string[], told: string, noWay: string][] = [
  [
    "/c/messaging/deliveries/paste",
    ["wbd_01K00000000000000000000ZZ1", "wbd_01K00000000000000000000ZZ2"],
    "The API will refuse what does not exist.",
    "Kirim documents no way to ask for deliveries by their ids. The details of a delivery ask for that one all the same, over a route that is only inferred; no plan relies on it.",
  ],
  [
    "/c/community/endpoints/1/paste",
    ["999999998", "999999999"],
    "The API may take what does not exist without a word.",
    "SelfCommunity documents no way to ask for events by their ids. What their list has loaded is checked",
  ],
];
for (const [where, pasted, told, noWay] of silent) {
  test(`where the API gives no rows by ids, it is said: ${where}`, async ({ home: page }) => {
    await page.goto(where);
    await plan(page, pasted);
    await expect(unchecked(page)).toContainText(`The vendor has told nothing of these 2: they are in no list that was read. Their state, address and type are unchecked. ${told}`);
    await expect(unchecked(page)).toContainText(noWay);
    await expect(unchecked(page).getByRole("button")).toHaveCount(0);
  });
}

test("a plan out of a file is as unknown as what it names, unless a list has it", async ({ home: page, sandbox }) => {
  const failed = await ids(sandbox, "email", "Failed", 2);
  await page.goto("/c/billing/emails/paste");
  await plan(page, failed);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save as a file" }).click()]);
  const file = await download.path();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: /^Runs/ }).first().click();
  await page.getByLabel("Open a plan file…").setInputFiles(file);
  await expect(unchecked(page)).toContainText("The vendor has told nothing of these 2:");
  await unchecked(page).getByRole("button", { name: "Look them up" }).click();
  await expect(unchecked(page)).toContainText("2 ids were looked up", { timeout: 20_000 });
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(failed));
});
