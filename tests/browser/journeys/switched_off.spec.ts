// What stands against a resend is a switch: the operator is warned, switches it on, and everything
// goes out once.
import type { Page } from "@playwright/test";
import { approve, ended, expect, figure, once, test } from "../support/journey.ts";
import type { Sandbox } from "../support/sandbox.ts";

const refused = /The vendor's state stands against a call \(409\)/;
const warned = /switched off: (it|they) may be refused until that is switched on/;

/** The subscription that is switched off, and its dead deliveries. */
async function switchedOff(sandbox: Sandbox) {
  const id = (await sandbox.subscriptions()).find((one) => one.status === "disabled")?.id ?? "";
  const rows = await sandbox.deliveries({ subscription_id: id, status: "dead" });
  expect(rows.length).toBeGreaterThan(2);
  return { id, rows: rows.map((row) => String(row["id"])) };
}

/** Switches it on by its own plan, and says what that does before. */
async function switchOn(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog", { name: /^Switch one (subscription|endpoint) on$/ });
  await expect(dialog).toContainText(/Switch one (subscription|endpoint) on: \1 /);
  await expect(dialog).toContainText("From then on live events flow to it again. Nothing is sent again by this");
  await expect(dialog).toContainText("It can be switched back.");
  await expect(dialog).not.toContainText("The rest can be stopped");
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1);
}

test("after a 409 the subscription is switched on in another tab, and the same call is taken once", async ({ home: page, context, sandbox }) => {
  const { id, rows } = await switchedOff(sandbox);
  await page.goto(`/c/messaging/replay?subscription=${id}`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  const warnings = page.getByRole("region", { name: "Look at these first" });
  await expect(warnings).toContainText(warned);
  const line = warnings.getByRole("listitem").filter({ hasText: warned });
  await expect(line.getByRole("button", { name: /^Leave/ }), "nothing would be left").toHaveCount(0);
  await approve(page);
  await expect(page.getByText(refused)).toBeVisible();
  await expect(page.getByRole("region", { name: "What needs you" })).toContainText("webhook_subscription_disabled");
  await expect(page.getByRole("button", { name: "Finish without it" })).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });

  const other = await context.newPage();
  await other.goto((await page.getByRole("link", { name: "Switch the subscription on" }).getAttribute("href")) ?? "");
  await expect(other.getByText("Only the subscription that the address names is shown.")).toBeVisible();
  await expect(other.getByRole("rowheader")).toHaveCount(1);
  await switchOn(other, `Switch on ${id}`);
  await expect(other.getByRole("gridcell", { name: "Changed." })).toBeVisible();
  await expect(other.getByText("not read yet"), "nothing is delivered by it").toHaveCount(0);
  await other.close();
  expect(await sandbox.sent(), "switching resends nothing").toMatchObject({ kirim: 0 });

  await page.getByRole("button", { name: "Try the same call again" }).click();
  await ended(page);
  expect(await figure(page, "accepted")).toBe(rows.length);
  expect((await sandbox.sends()).kirim).toEqual(once(rows));
});

test("whoever goes on after a 409 is not asked for each, and plans the refused ones anew at the end", async ({ home: page, context, sandbox }) => {
  const { id } = await switchedOff(sandbox);
  await page.goto(`/c/messaging/deliveries?subscription=${id}&status=dead`);
  const boxes = page.getByRole("checkbox", { name: /^Choose delivery / });
  const chosen: string[] = [];
  for (const place of [0, 1, 2]) {
    await boxes.nth(place).check();
    chosen.push(/wbd_\w+/.exec((await boxes.nth(place).getAttribute("aria-label")) ?? "")?.[0] ?? "");
  }
  await page.getByRole("button", { name: "Replay 3 deliveries…" }).click();
  await expect(page.getByRole("region", { name: "Look at these first" })).toContainText(warned);
  await approve(page);
  await expect(page.getByText(refused)).toBeVisible();
  await expect(page.getByText(/further refusals of this kind are passed over/)).toBeVisible();
  await page.getByRole("button", { name: "Go on with the rest" }).click();
  await ended(page);
  expect(await figure(page, "rejected")).toBe(3);
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });

  const other = await context.newPage();
  await other.goto("/c/messaging/subscriptions");
  await switchOn(other, `Switch on ${id}`);
  await other.close();
  await page.getByRole("button", { name: "Plan 3 refused…" }).click();
  await expect(page.getByRole("dialog", { name: "Replay 3 deliveries" })).toBeVisible();
  await approve(page);
  await expect(page.getByRole("button", { name: "Plan 3 refused…" })).toHaveCount(0);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect((await sandbox.sends()).kirim).toEqual(once(chosen));
});

test("an endpoint that is switched off is switched on, and what it refused goes out once", async ({ home: page, sandbox }) => {
  await sandbox.dialect({ selfcommunity: { inactive_endpoint: "refused" } });
  await page.goto("/c/community/endpoints");
  const off = page.getByRole("row").filter({ hasText: "switched off" }).first();
  const number = /\d+/.exec(await off.getByRole("rowheader").innerText())?.[0] ?? "";
  await off.getByRole("link", { name: `Events of endpoint ${number}` }).click();
  const box = page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first();
  await box.check();
  const event = /\d+/.exec((await box.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await expect(page.getByRole("region", { name: "Look at these first" })).toContainText(warned);
  await approve(page);
  await ended(page);
  await expect(page.getByRole("region", { name: "What needs you" })).toContainText("Switch it on, then plan these again.");
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  const run = page.url();

  await page.goto("/c/community/endpoints");
  await switchOn(page, `Switch on endpoint ${number}`);
  expect(await sandbox.sent(), "switching resends nothing").toMatchObject({ selfcommunity: 0 });
  await page.goto("/c/community/endpoints");
  const row = page.getByRole("row", { name: `Events of endpoint ${number}` });
  await expect(row.getByRole("cell", { name: "active", exact: true })).toBeVisible();

  await page.goto(run);
  await page.getByRole("button", { name: "Plan 1 refused…" }).click();
  await approve(page);
  await expect(page.getByRole("button", { name: "Plan 1 refused…" })).toHaveCount(0);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1);
  expect((await sandbox.sends()).selfcommunity).toEqual({ [event]: 1 });
});
