// What nothing keeps is asked about, or said, before it goes: what was typed into a plan, and what was
// listed for a replay.
import { bringIds, expect, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

/** Reloads, declines what the browser asks, and gives the kind of question. */
async function declined(page: Page): Promise<string> {
  const asked = page.waitForEvent("dialog");
  // Who reloads by the test's own means waits for a page that never comes.
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const question = await asked;
  await question.dismiss();
  return question.type();
}

test("a reload asks before it takes what was typed into a plan, and takes nothing when it is declined", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ["8ad0e1h0zz00000000000000000000001"]);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  const why = page.getByRole("dialog").getByLabel("Why");
  await why.fill("INC-4821");
  expect(await declined(page)).toBe("beforeunload");
  await expect(why).toHaveValue("INC-4821");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  const asks: string[] = [];
  page.on("dialog", (question) => asks.push(question.type()));
  await page.reload();
  await expect(page.getByRole("button", { name: /^Plan to resend/ })).toBeVisible();
  expect(asks, "nothing is at stake any more").toEqual([]);
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

test("a listing says that it ends with its page, and a reload asks before it takes one", async ({ home: page, sandbox }) => {
  const of = (await sandbox.subscriptions()).find(({ description }) => description === "Orders-prod");
  await page.goto(`/c/messaging/replay?subscription=${of?.id}&status=dead`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await sandbox.hold("kirim.list_deliveries", 3);
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByText("Whoever leaves this page, or changes what is asked for, ends it: what was listed is not kept.")).toBeVisible();
  await sandbox.met();
  expect(await declined(page)).toBe("beforeunload");
  await sandbox.disarm();
  const plan = page.getByRole("dialog");
  await expect(plan).toContainText("What was listed is kept in this plan alone: whoever closes it lists anew, unless it is saved as a file.", { timeout: 60_000 });
  expect(await declined(page), "nor is it lost with the plan").toBe("beforeunload");
  await expect(plan.getByRole("button", { name: "Save as a file" })).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});
