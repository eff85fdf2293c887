// Whatever goes wrong between us and a vendor has its own words, and the ledger stays true.
import { downloaded } from "../support/download.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";
import { barriers } from "../support/barriers.ts";
import { password } from "../support/demo.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Page } from "@playwright/test";

async function resend(page: Page, ids: string[]) {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
}

for (const { kind, says } of [
  { kind: "401", says: "The vendor refused Redrive's credentials." },
  { kind: "403", says: "The vendor does not allow this to our credentials (403)." },
]) {
  test(`a ${kind} is waited out: the same call is made again when the operator says so`, async ({ home: page, sandbox }) => {
    const ids = await sandbox.failedMails(1001);
    await sandbox.fault({ kind, operation: "zuora.resend_emails", count: 1 });
    await resend(page, ids);
    await expect(page.getByRole("heading", { name: says })).toBeVisible();
    expect(await figure(page, "rejected")).toBe(1000);
    expect(await figure(page, "not attempted")).toBe(1);
    await expect(page.getByRole("region", { name: "What needs you" })).toContainText("1,000");
    expect((await sandbox.sends()).zuora).toEqual({});
    await page.getByRole("button", { name: "Stop here…" }).click();
    const question = page.getByRole("dialog", { name: "Stop this run?" });
    await expect(question).toContainText("1,001 e-mails will not be sent.");
    await question.getByRole("button", { name: "Do not stop" }).click();

    await page.getByRole("button", { name: "Make the same call again" }).click();
    await ended(page);
    expect(await figure(page, "accepted")).toBe(1001);
    expect((await sandbox.sends()).zuora).toEqual(once(ids));
  });
}

test("credentials that get no token are asked about at once, and nothing leaves until they do", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(2);
  let calls = 0;
  // The gateway keeps its token for an hour, so its refusal is told in its place.
  const error = { kind: "no_token", message: "The vendor's token route refused Redrive's credentials, so nothing was sent: it answered 401." };
  await page.route("**/api/confirmations/*/calls/*", async (route) => {
    calls += 1;
    await (calls === 1 ? route.fulfill({ status: 502, json: { error } }) : route.continue());
  });
  await resend(page, ids);
  const waits = page.getByRole("region", { name: "The vendor refused Redrive's credentials." });
  await expect(waits).toContainText("must renew the connection's credentials");
  expect(await figure(page, "not attempted")).toBe(2);
  expect(calls).toBe(1);
  const progress = page.getByRole("progressbar", { name: "Sent so far" });
  await expect(progress, "what never left was no call").toHaveAttribute("aria-valuetext", "0 of 2 e-mails sent, 0 of 1 call made");
  await waits.getByRole("button", { name: "Make the call" }).click();
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

// Of these nobody has to know: the vendor's promise, or its silence, allows the same call again.
for (const kind of ["409", "429", "429_without_retry_after", "502", "502_after", "reset_after", "reset_before", "truncated_json"]) {
  test(`a ${kind} is overcome by the same call with the same key, and each is sent once`, async ({ home: page, sandbox }) => {
    const ids = await sandbox.failedMails(1001);
    await sandbox.fault({ kind, operation: "zuora.resend_emails", count: 1 });
    await resend(page, ids);
    await ended(page);
    expect(await figure(page, "accepted")).toBe(1001);
    expect((await sandbox.sends()).zuora).toEqual(once(ids));
  });
}

test("a lost answer of a SelfCommunity resend is found by reading, and is not sent again", async ({ home: page, sandbox }) => {
  await sandbox.fault({ kind: "reset_after", operation: "selfcommunity.bulk_resend", count: 1 });
  await page.getByRole("link", { name: "Endpoints" }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  const box = page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first();
  const id = /\d+/.exec((await box.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await box.check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await approve(page);
  await expect(page.getByText("Reading the vendor's rows: was call 1 applied?")).toBeVisible();
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1);
  await expect(page.getByRole("gridcell", { name: /the vendor's rows show that it was applied/ })).toBeVisible();
  expect((await sandbox.sends()).selfcommunity).toEqual({ [id]: 1 });
});

test("a list that cannot be read says whose words these are, and is read again on demand", async ({ page, sandbox }) => {
  // Not by the overview: what it counts would meet the fault.
  await signIn(page, "/runs");
  await sandbox.fault({ kind: "403", operation: "kirim.list_deliveries", count: 1 });
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The vendor does not allow this");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("checkbox", { name: /^Choose delivery / }).first()).toBeVisible();
});

test.describe("while a call is under way", () => {
  /** Begins a run of two calls whose first one is held. */
  async function begin(page: Page, sandbox: Sandbox, ids: string[]) {
    await sandbox.hold("zuora.resend_emails");
    await page.goto("/c/billing/emails/paste");
    await bringIds(page, ids);
    await page.getByRole("button", { name: /^Plan to resend/ }).click();
    await approve(page);
    await expect(page.getByText("Sending, call 1 of 2.")).toBeVisible();
    await sandbox.met();
  }

  test("a stop lets that call end and sends no further one", async ({ home: page, sandbox }) => {
    const ids = await sandbox.failedMails(1003);
    await begin(page, sandbox, ids);
    await page.getByRole("button", { name: "Stop…" }).click();
    const question = page.getByRole("dialog", { name: "Stop this run?" });
    await expect(question).toContainText("0 of 2 calls were made so far. 3 e-mails will not be sent. The call under way ends first.");
    await question.getByRole("button", { name: "Stop: 1 call will not be made" }).click();
    await expect(page.getByRole("button", { name: "Stopping after this call…" })).toBeDisabled();
    await sandbox.disarm();
    await ended(page);
    await expect(page.getByText("Stopped. You stopped it. Sent 1,000, in flight 0, not sent 3.")).toBeVisible();
    expect(await figure(page, "accepted")).toBe(1000);
    expect(await figure(page, "not attempted")).toBe(3);
    expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1000)));
  });

  test("a fault that ends the console is told, and nothing is sent after it", async ({ home: page, sandbox, reports }) => {
    const ids = await sandbox.failedMails(1003);
    await begin(page, sandbox, ids);
    const run = page.url();
    // No browser refuses this, so the console is not made for it.
    await page.evaluate(() => {
      Node.prototype.cloneNode = () => {
        throw new Error("no copies today");
      };
    });
    await page.getByRole("link", { name: "Runs", exact: true }).click();
    const told = page.getByRole("dialog", { name: "Redrive has stopped in this tab" });
    await expect(told).toContainText("This tab sends nothing more; a call that is on its way may still arrive.");
    expect(reports.splice(0)).toContainEqual(expect.stringContaining("unreachable"));
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(told).toBeHidden();
    await page.evaluate(() => void dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("the next one") })));
    await expect(told).toBeVisible();

    const answered = page.waitForResponse("**/api/confirmations/*/calls/*");
    await sandbox.disarm();
    await (await answered).finished();
    await told.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
    await page.goto(run);
    const waits = page.getByRole("region", { name: "No tab carries this run out." });
    await expect(page.getByText(/Sent (0, in flight 1,000|1,000, in flight 0), not sent 3\./)).toBeVisible();
    expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1000)));
    await waits.getByLabel("Your password").fill(password);
    await waits.getByRole("button", { name: "Confirm and go on" }).click();
    await ended(page);
    expect(await figure(page, "accepted")).toBe(1003);
    expect((await sandbox.sends()).zuora).toEqual(once(ids));
  });

  test("a reload leaves that call in flight; confirmed again, the same key tells what became of it", async ({ home: page, sandbox }) => {
    const ids = await sandbox.failedMails(1003);
    await begin(page, sandbox, ids);
    await page.reload();
    const waits = page.getByRole("region", { name: "No tab carries this run out." });
    await expect(waits).toContainText("A call was under way");
    await expect(page.getByText("Sent 0, in flight 1,000, not sent 3.")).toBeVisible();
    await sandbox.disarm();

    const field = waits.getByLabel("Your password");
    const on = waits.getByRole("button", { name: "Confirm and go on" });
    await field.fill("not the password");
    await on.click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue("");
    await expect(field).toBeFocused();
    await field.fill(password);
    await on.click();
    await expect(waits).toBeHidden();
    await ended(page);
    expect(await figure(page, "accepted")).toBe(1003);
    expect((await sandbox.sends()).zuora).toEqual(once(ids));

    // Both tries of that call stand in the evidence: the one that nobody waited for, and the other.
    const lines = (await downloaded(page.getByRole("button", { name: "Download evidence" }))).trim().split("\n");
    const tries = (JSON.parse(lines[1] ?? "") as { tries: { end: string; status: number | null; left_at: string }[] }).tries;
    expect(tries.map(({ end, status }) => [end, status])).toEqual([["interrupted", null], ["ended", 202]]);
    expect(tries[0]?.left_at).toMatch(/Z$/);
  });
});
