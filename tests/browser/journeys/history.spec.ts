// The runs of a browser: found by connection, planned again as new plans, forgotten when asked to.
import { approve, ended, expect, test } from "../support/journey.ts";
import { openFilter } from "../support/filters.ts";
import type { Page } from "@playwright/test";

/** Resends one failed e-mail. */
async function resendMail(page: Page, id: string): Promise<void> {
  await page.goto("/c/billing/emails/paste");
  await page.getByLabel("Ids").fill(id);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
}

/** Resends the first event of the first endpoint. */
async function resendEvent(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Endpoints" }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  await page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first().check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await approve(page);
  await ended(page);
}

test("runs are listed by connection, with what became of them and why", async ({ home: page, sandbox }) => {
  const [id = ""] = await sandbox.failedMails(1);
  await resendMail(page, id);
  await resendEvent(page);
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  const lines = page.getByRole("list", { name: "Runs" }).getByRole("listitem");
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText("Resend 1 event");
  await expect(lines.first()).toContainText("INC-4821");
  await expect(lines.nth(1)).toContainText("1 accepted");

  const open = await openFilter(page, "Connection");
  await open.getByRole("checkbox", { name: "Billing" }).check();
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(lines).toHaveCount(1);
  await expect(page).toHaveURL(/\/runs\?v=1&connection=billing$/);
  await page.reload();
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText("Resend 1 e-mail");
});

test("a run that ended badly says so, is found by it, and a filter that takes none says that", async ({ home: page, sandbox }) => {
  const [id = ""] = await sandbox.failedMails(1);
  await resendMail(page, id);
  await resendMail(page, "0123456789abcdef0123456789abcdef");
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  const lines = page.getByRole("list", { name: "Runs" }).getByRole("listitem");
  await expect(lines.first()).toContainText("Settled, 1 rejected", { timeout: 30_000 });

  let open = await openFilter(page, "State");
  await open.getByRole("radio", { name: "has problems" }).check();
  await open.getByRole("button", { name: "Apply" }).click();
  await expect(lines).toHaveCount(1);
  await expect(page).toHaveURL(/\/runs\?v=1&state=problems$/);
  await page.reload();
  await expect(lines).toHaveCount(1);

  await page.goto("/runs?v=1&state=needs-somebody");
  await expect(page.getByText("No run matches")).toBeVisible();
  await expect(page.getByText("Nothing was sent from this browser yet")).toHaveCount(0);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(lines).toHaveCount(2);
  await expect(page).toHaveURL(/\/runs$/);
});

test("planning again makes a new plan and says what was sent already", async ({ home: page, sandbox }) => {
  const [id = ""] = await sandbox.failedMails(1);
  await resendMail(page, id);
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("button", { name: "Plan again: Resend 1 e-mail" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("The vendor took 1 of them in that run. New keys send them a second time.");
  await question.getByRole("button", { name: "Plan again…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 1 e-mail" })).toBeVisible();
  expect((await sandbox.sends()).zuora).toEqual({ [id]: 1 });
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual({ [id]: 2 });
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(page.getByRole("list", { name: "Runs" }).getByRole("listitem")).toHaveCount(2);
});

test("a removed run is gone after a question, and its plan cannot be found any more", async ({ home: page, sandbox }) => {
  const [id = ""] = await sandbox.failedMails(1);
  await resendMail(page, id);
  const address = page.url();
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  const remove = page.getByRole("button", { name: "Remove: Resend 1 e-mail" });
  await remove.click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await expect(remove).toBeFocused();
  await remove.click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove for good" }).click();
  await expect(page.getByText("Nothing was sent from this browser yet.")).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("This browser knows no such run.")).toBeVisible();
});
