// A browser that cannot write a run's journal: what the page says then is what the journal tells, and
// nothing is sent that was not written down before, nor sent twice after.
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";
import { password } from "../support/demo.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Locator, Page } from "@playwright/test";

/** From now on no entry of this kind can be written. */
const full = (page: Page, kind: string) =>
  page.evaluate((kind) => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (value, key) {
      if (this.name === "journal" && String(value).includes(`"event":{"${kind}"`)) {
        throw new DOMException("The disk is full.", "QuotaExceededError");
      }
      return add.call(this, value, key);
    };
    Object.assign(globalThis, { roomAgain: () => (IDBObjectStore.prototype.add = add) });
  }, kind);
const roomAgain = (page: Page) => page.evaluate(() => (globalThis as unknown as { roomAgain: () => void }).roomAgain());

/** Begins a run of two calls in a browser that cannot write this kind of entry. */
async function begin(page: Page, sandbox: Sandbox, kind: string): Promise<string[]> {
  const ids = await sandbox.failedMails(1003);
  await signIn(page, "/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await full(page, kind);
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
  return ids;
}

/** There is room again: the run is confirmed once more, and ends with all of its items taken. */
async function goesOn(page: Page, waits: Locator): Promise<void> {
  await roomAgain(page);
  await waits.getByLabel("Your password").fill(password);
  await waits.getByRole("button", { name: "Confirm and go on" }).click();
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1003);
}

test("a call whose leaving cannot be written down does not leave, and the page says so", async ({ page, sandbox }) => {
  const ids = await begin(page, sandbox, "intent");
  const waits = page.getByRole("region", { name: "The journal could not be written, so call 1 was not sent." });
  await expect(waits).toContainText("The disk is full.");
  await expect(page.getByText("Nothing further is sent. Sent 0, in flight 0, not sent 1,003.")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("closed or reloaded");
  expect(await figure(page, "not attempted")).toBe(1003);
  expect((await sandbox.sends()).zuora).toEqual({});

  await goesOn(page, waits);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("a call whose end cannot be written down is told as sent, and the same key tells what became of it", async ({ page, sandbox }) => {
  const ids = await begin(page, sandbox, "ended");
  const waits = page.getByRole("region", { name: "Call 1 was sent, and how it ended could not be written to the journal." });
  await expect(waits).toContainText("it first learns what became of that call, and sends nothing twice");
  await expect(page.getByText("Nothing further is sent. Sent 0, in flight 1,000, not sent 3.")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("closed or reloaded");
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 1000)));

  await goesOn(page, waits);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});
