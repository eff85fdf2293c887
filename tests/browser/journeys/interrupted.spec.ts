// Whoever is interrupted on the way to a plan (a step back, a reload, a second tab) loses nothing that
// was put in, sends nothing, and is told what another tab has sent meanwhile.
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import { password } from "../support/demo.ts";
import type { Locator, Page } from "@playwright/test";

const grid = (page: Page): Locator => page.getByRole("grid");
const chosen = (page: Page): Locator => page.getByRole("region", { name: "Chosen records" });
const nothing = { selfcommunity: 0, kirim: 0, zuora: 0 };

/** Chooses the first dead deliveries of the list, and gives their ids. */
async function choose(page: Page, count: number): Promise<string[]> {
  const boxes = grid(page).getByRole("checkbox", { name: /^Choose delivery / });
  await expect(boxes.first()).toBeVisible({ timeout: 20_000 });
  const ids: string[] = [];
  for (let place = 0; place < count; place += 1) {
    await boxes.nth(place).check();
    ids.push(((await boxes.nth(place).getAttribute("aria-label")) ?? "").replace("Choose delivery ", ""));
  }
  await expect(chosen(page)).toContainText(`${count} chosen`);
  return ids;
}

test("a step back closes the plan, sends nothing, and a step forward finds the choice again", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await choose(page, 3);
  await page.getByRole("button", { name: "Replay 3 deliveries…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay 3 deliveries" });
  await dialog.getByLabel("Why").fill("INC-1");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
  await page.goForward();
  await expect(chosen(page)).toContainText("3 chosen", { timeout: 20_000 });
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
  expect(await sandbox.sent()).toEqual(nothing);

  // What was sent does not wait there to be sent once more.
  await page.getByRole("button", { name: "Replay 3 deliveries…" }).click();
  await approve(page);
  await ended(page);
  await page.goBack();
  await expect(grid(page).getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  await expect(chosen(page)).toHaveCount(0);
  expect(await sandbox.sent()).toEqual({ ...nothing, kirim: 3 });
});

test("a plan that is being confirmed stays through a step back, and its run begins once", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  const ids = await choose(page, 2);
  await page.getByRole("button", { name: "Replay 2 deliveries…" }).click();
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/api/confirmations", async (route) => {
    await held;
    await route.continue();
  });
  await approve(page);
  await expect(page.getByRole("button", { name: "Checking the password…" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("dialog", { name: "Replay 2 deliveries" })).toBeVisible();
  go();
  await ended(page);
  expect(await figure(page, "accepted")).toBe(2);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), "no choice waits to be sent once more").not.toContain(ids[0]);
});

test("what another tab sends while a plan stands open is told before it is sent twice", async ({ home: page, sandbox, context }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  const ids = await choose(page, 2);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await choose(other, 2)).toEqual(ids);
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Replay 2 deliveries…" }).click();
    await expect(tab.getByRole("dialog")).toBeVisible();
  }
  const dialog = other.getByRole("dialog");
  await dialog.getByLabel("Why").fill("the same");
  await expect(dialog).not.toContainText("Look at these first");
  await approve(page);
  await ended(page);

  // Shown as soon as it is known, and not passed over by whoever was about to press.
  await expect(dialog).toContainText("2 deliveries were sent with Redrive within the last 24 hours.");
  await expect(dialog.getByLabel("Why")).toHaveValue("the same");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Replay 2 deliveries", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was sent from here");
  await expect(dialog.getByLabel("Your password")).toBeFocused();
  await expect(dialog.getByLabel("Your password")).toHaveValue(password);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));

  // Left out, nothing is left; as it stands, it goes once more: somebody has said so twice.
  await dialog.getByRole("button", { name: "Replay 2 deliveries", exact: true }).click();
  await ended(other);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(ids.map((id) => [id, 2])));
});

test("of two tabs that press at the same moment one sends, and the other is told", async ({ home: page, sandbox, context }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  const ids = await choose(page, 2);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await choose(other, 2)).toEqual(ids);
  const send = (tab: Page): Locator => tab.getByRole("dialog").getByRole("button", { name: "Replay 2 deliveries", exact: true });
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Replay 2 deliveries…" }).click();
    await tab.getByLabel("Your password").fill(password);
    await tab.getByLabel("Why").fill("both at once");
  }
  // Neither password is answered before both were pressed.
  let bothPressed = () => {};
  const pressed = new Promise<void>((resolve) => (bothPressed = resolve));
  for (const tab of [page, other]) {
    await tab.route("**/api/confirmations", async (route) => {
      await pressed;
      await route.continue();
    });
    await send(tab).evaluate((button) => (button as HTMLButtonElement).click());
    await expect(tab.getByRole("button", { name: "Checking the password…" })).toBeVisible();
  }
  bothPressed();
  const told = [page, other].map((tab) => tab.getByRole("alert").filter({ hasText: "Nothing was sent from here" }));
  await expect.poll(async () => (await Promise.all(told.map((alert) => alert.count()))).reduce((sum, count) => sum + count)).toBe(1);
  const sender = (await told[0]?.count()) === 0 ? page : other;
  await ended(sender);
  expect(await figure(sender, "accepted")).toBe(2);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
});

test("what a run has still to send is told before another plan sends it too", async ({ home: page, sandbox, context }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  const ids = await choose(page, 2);
  await page.getByRole("button", { name: "Replay 2 deliveries…" }).click();
  await sandbox.fault({ kind: "429", operation: "kirim.replay", count: 1, retry_after_seconds: 600 });
  await approve(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Replay 2 deliveries");

  const other = await context.newPage();
  await other.goto("/c/messaging/deliveries?status=dead");
  expect(await choose(other, 2)).toEqual(ids);
  await other.getByRole("button", { name: "Replay 2 deliveries…" }).click();
  await expect(other.getByRole("dialog")).toContainText("2 deliveries are still to be sent by another run, which has not ended.");
  expect(await sandbox.sent()).toEqual(nothing);
});

test("a choice and pasted ids outlive a reload, with a plan open and without, and nothing else of what was pasted", async ({ home: page, sandbox }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  const ids = await choose(page, 2);
  await page.getByRole("button", { name: "Replay 2 deliveries…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.reload();
  await expect(chosen(page)).toContainText("2 chosen");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.goto("/c/messaging/deliveries/paste");
  const field = page.getByRole("textbox", { name: "Ids" });
  await field.fill(`${ids[0]}; pia@customer.example\n${ids[1]}`);
  const plan = page.getByRole("button", { name: "Plan to replay 2 deliveries…" });
  await expect(plan).toBeEnabled();
  await page.reload();
  await expect(field).toHaveValue(ids.join("\n"));
  await expect(plan).toBeEnabled();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("pia");
  await plan.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue(ids.join("\n"));
  await expect(plan).toBeEnabled();
  // Emptied, and left: then nothing waits there.
  await field.fill("");
  await expect(page.getByRole("button", { name: /^Plan to replay/ })).toBeDisabled();
  await page.reload();
  await expect(field).toHaveValue("");
  await field.fill(ids.join("\n"));
  await expect(plan).toBeEnabled();
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await page.goBack();
  await expect(field).toHaveValue("");
  expect(await sandbox.sent()).toEqual(nothing);
});

test("ids of e-mails do not come back as ids of callouts", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails/paste");
  const field = page.getByRole("textbox", { name: "Ids" });
  await field.fill("8ad0e1h0zz01");
  await expect(page.getByRole("button", { name: "Plan to resend 1 e-mail…" })).toBeEnabled();
  await page.goto("/c/billing/callouts/paste");
  await expect(field).toHaveValue("");
  await page.goto("/c/billing/emails/paste");
  await expect(field, "the tab still has them, where they belong").toHaveValue("8ad0e1h0zz01");
  await page.getByRole("radio", { name: "Callout histories" }).check();
  await expect(page.getByRole("button", { name: "Plan to resend 1 callout…" })).toBeEnabled();
  await page.reload();
  await expect(page.getByRole("radio", { name: "E-mail histories" })).toBeChecked();
  await expect(field).toHaveValue("");
  expect(await sandbox.sent()).toEqual(nothing);
});

test("what is typed into the form of a replay outlives a reload, before it is planned and while it is", async ({ home: page, sandbox }) => {
  const [dead] = await sandbox.deliveries({ status: "dead" });
  const [subscription, type] = [String(dead?.["subscription_id"]), String(dead?.["event_type"])];
  await page.goto("/c/messaging/replay");
  const fields = {
    subscription: page.getByRole("combobox", { name: "Subscription" }),
    type: page.getByRole("textbox", { name: "Event type (optional)" }),
  };
  await fields.subscription.pressSequentially(subscription);
  await expect(fields.subscription, "the address changes, and the field keeps the focus").toBeFocused();
  await fields.type.fill(type);
  await page.getByRole("radio", { name: /^both/ }).check();
  await page.reload();
  await expect(fields.subscription).toHaveValue(subscription);
  await expect(fields.type).toHaveValue(type);
  await expect(page.getByRole("radio", { name: /^both/ })).toBeChecked();
  // A name is no id: it is in no address.
  await fields.subscription.fill("pia@customer.example");
  await expect(page).not.toHaveURL(/subscription=/);
  expect(page.url()).not.toContain("pia");
  await fields.subscription.fill(subscription);
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(fields.subscription).toHaveValue(subscription);
  await expect(fields.type).toHaveValue(type);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await sandbox.sent()).toEqual(nothing);
});

test("the form of a replay follows an address that somebody else changed, and keeps what is typed when it wrote it itself", async ({ home: page, sandbox }) => {
  const [dead] = await sandbox.deliveries({ status: "dead" });
  const [subscription, type] = [String(dead?.["subscription_id"]), String(dead?.["event_type"])];
  const fields = {
    subscription: page.getByRole("combobox", { name: "Subscription" }),
    type: page.getByRole("textbox", { name: "Event type (optional)" }),
    after: page.getByLabel("Created after (UTC)"),
    atMost: page.getByRole("textbox", { name: "At most (optional)" }),
  };
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  const isFilled = async () => {
    await expect(fields.subscription).toHaveValue(subscription);
    await expect(page.getByRole("radio", { name: /^failed/ })).toBeChecked();
    await expect(fields.type).toHaveValue(type);
    await expect(fields.after).toHaveValue(/^2026-10-14T09:00/);
    await expect(fields.atMost).toHaveValue("7");
    await expect(plan).toBeEnabled();
  };
  const isEmpty = async () => {
    await expect(fields.subscription).toHaveValue("");
    await expect(page.getByRole("radio", { name: /^dead/ })).toBeChecked();
    for (const field of [fields.type, fields.after, fields.atMost]) await expect(field).toHaveValue("");
    await expect(plan).toBeDisabled();
  };
  await page.goto(`/c/messaging/replay?subscription=${subscription}&status=failed&type=other&after=2026-10-14T09:00:00Z`);
  await fields.type.fill(type);
  await fields.atMost.fill("7");
  await isFilled();
  await expect(page).toHaveURL(/&at-most=7$/);

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go anywhere" }).getByRole("combobox").fill("Replay by filter");
  await page.keyboard.press("Enter");
  await isEmpty();
  await expect(page, "an address that was only read stays as it is").toHaveURL(/\/replay$/);
  await page.goBack();
  await isFilled();
  await page.goForward();
  await isEmpty();

  // What is no id is in no address; the address that the form writes for another field leaves it alone.
  await fields.subscription.fill("orders");
  await fields.type.pressSequentially(type);
  await expect(page).toHaveURL(/\/replay\?v=1&type=/);
  await expect(fields.type).toBeFocused();
  await expect(fields.subscription).toHaveValue("orders");

  // A plan was made from what stood there: it goes with it, and so does what was not found.
  await page.goBack();
  await isFilled();
  await page.getByRole("radio", { name: /^both/ }).check();
  await fields.atMost.fill("1");
  await fields.after.fill("");
  await plan.click();
  const dialog = page.getByRole("dialog", { name: "Replay 1 delivery" });
  await expect(dialog).toBeVisible({ timeout: 20_000 });
  await page.goForward();
  await expect(dialog).toHaveCount(0);
  await expect(fields.type).toHaveValue(type);
  await expect(fields.atMost).toHaveValue("");
  await page.goBack();
  await fields.type.fill("no.such.type");
  await plan.click();
  await expect(page.getByRole("alert")).toContainText("No delivery matches");
  await page.goForward();
  await expect(fields.type).toHaveValue(type);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await sandbox.sent()).toEqual(nothing);
});

test("how many at most, and that everything is meant, outlive a reload, and what of an address was nonsense is told until it is changed", async ({ home: page, sandbox }) => {
  const [dead] = await sandbox.deliveries({ status: "dead" });
  const subscription = String(dead?.["subscription_id"]);
  const atMost = page.getByRole("textbox", { name: "At most (optional)" });
  const everything = page.getByRole("checkbox", { name: /^No filter: everything/ });
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  await page.goto(`/c/messaging/replay?subscription=${subscription}`);
  await everything.check();
  await atMost.fill("12");
  await page.reload();
  await expect(atMost).toHaveValue("12");
  await expect(everything).toBeChecked();
  await expect(plan).toBeEnabled();
  await atMost.fill("0");
  await expect(page, "what is no number is in no address").not.toHaveURL(/at-most/);
  await atMost.fill("");
  await everything.uncheck();
  await page.reload();
  await expect(everything).not.toBeChecked();
  await expect(plan).toBeDisabled();
  // Where something narrows it, nothing says that everything is meant.
  await everything.check();
  await expect(page).toHaveURL(/everything=yes/);
  await page.getByRole("textbox", { name: "Event type (optional)" }).fill("a.b");
  await expect(page).not.toHaveURL(/everything/);

  await page.goto(`/c/messaging/replay?subscription=${subscription}&status=gone&at-most=lots&everything=no`);
  const told = page.getByRole("status").filter({ has: page.getByRole("listitem") });
  const [status, many, all] = [
    "The address asks for Status “gone”: it can be dead, failed or both. “dead” is applied instead.",
    "The address asks for At most “lots”: it can be a whole number from 1 on. This filter is not applied.",
    "The address asks for Everything “no”: it can be yes. This filter is not applied.",
  ];
  await expect(told.getByRole("listitem")).toHaveText([status, many, all]);
  await expect(atMost).toHaveValue("");
  await expect(everything).not.toBeChecked();
  await atMost.fill("5");
  await expect(told.getByRole("listitem")).toHaveText([status, all]);
  await everything.check();
  await expect(told.getByRole("listitem")).toHaveText([status]);
  await expect(page).toHaveURL(/&status=gone&at-most=5&everything=yes$/);
  expect(await sandbox.sent()).toEqual(nothing);
});
