// Who resent an id: asked from the menu of its row and from its details, in every table.
import { barriers } from "../support/barriers.ts";
import { approve, ended, expect, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const runs = (page: Page): Locator => page.getByRole("dialog", { name: "Runs that touched this id" });

async function fromMenu(page: Page, id: string) {
  await page.getByRole("button", { name: `Actions for ${id}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Runs that touched this id…" }).click();
}

test("a delivery tells which runs sent it, from its row and from its details", async ({ home: page, sandbox }) => {
  const ids = (await sandbox.deliveries({ status: "dead" })).map((row) => String(row["id"]));
  const id = ids[0] ?? "";
  await page.goto("/c/messaging/deliveries?status=dead");
  await fromMenu(page, id);
  await expect(runs(page).getByRole("status")).toHaveText(/^No run of this browser sent it\./);
  await page.keyboard.press("Escape");
  await expect(runs(page)).toHaveCount(0);
  await expect(page.getByRole("grid")).toBeFocused();

  await page.getByRole("checkbox", { name: `Choose delivery ${id}` }).click();
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await approve(page);
  await ended(page);
  const run = page.url();

  await page.goto("/c/messaging/deliveries");
  await page.goto(`/c/messaging/deliveries?delivery=${id}`);
  await page.getByRole("region", { name: `Delivery ${id}` }).getByRole("button", { name: "Runs that touched this id…" }).click();
  await expect(runs(page)).toContainText("1 run of this browser");
  await expect(runs(page)).toContainText("1 accepted");
  expect(await barriers(page)).toEqual([]);
  await runs(page).getByRole("link", { name: "Replay 1 delivery" }).click();
  await expect(runs(page)).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`^${run.split("?")[0]}\\?id=${id}`));
  await expect(page.getByRole("rowheader")).toHaveText([id]);
});

test("an event and an e-mail tell it as well", async ({ home: page }) => {
  for (const address of ["/c/community/endpoints/1", "/c/billing/emails"]) {
    await page.goto(address);
    const more = page.getByRole("button", { name: /^Actions for / }).first();
    const id = ((await more.getAttribute("aria-label")) ?? "").replace("Actions for ", "");
    await fromMenu(page, id);
    await expect(runs(page)).toContainText(id);
    await page.keyboard.press("Escape");
  }
});

test("a pasted id leads to the record of each kind that it may be", async ({ home: page, sandbox }) => {
  const palette = page.getByRole("dialog", { name: "Go anywhere" });
  const paste = async (id: string) => {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(id);
  };
  const [email] = await sandbox.query("SELECT id FROM notificationhistoryemail LIMIT 1");
  const id = String(email?.["id"]);
  await paste(id);
  await expect(palette.getByRole("option", { name: `E-mails of account ${id}` })).toBeVisible();
  await palette.getByRole("option", { name: new RegExp(`^E-mail ${id}`) }).click();
  await expect(page).toHaveURL(new RegExp(`/emails\\?.*notification=${id}`));
  await expect(page.getByRole("definition").filter({ hasText: id })).toBeVisible();

  const [event] = await sandbox.events(1);
  await paste(String(event));
  await palette.getByRole("option", { name: `Event ${event} of endpoint 1` }).click();
  await expect(page.getByRole("region", { name: `Event ${event}` })).toBeVisible();
});
