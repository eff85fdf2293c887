// Nothing is sent without a password that was given for this very plan. Asked of the oracle.
import { approve, bringIds, ended, expect, figure, once, signIn, signInAgain, test } from "../support/journey.ts";
import { password } from "../support/demo.ts";
import type { Page } from "@playwright/test";

async function openPlan(page: Page) {
  await page.goto("/c/community/endpoints");
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  await page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first().check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
}

test("a wrong password is told at its field, keeps the plan, and sends nothing", async ({ home: page, sandbox }) => {
  await openPlan(page);
  const dialog = page.getByRole("dialog", { name: "Resend 1 event" });
  const plan = await dialog.getByText(/^[0-9a-f]{4}·[0-9a-f]{4}$/).innerText();
  await approve(page, "INC-1", "not the password");
  const field = dialog.getByLabel("Your password");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
  await expect(dialog.getByText(plan)).toBeVisible();
  await expect(dialog.getByLabel("Why")).toHaveValue("INC-1");
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });

  await field.fill(password);
  await dialog.getByRole("button", { name: "Resend 1 event" }).click();
  await ended(page);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 1 });
});

test("a password is shown while somebody wants to see it, and hidden once it is handed in", async ({ home: page, sandbox }) => {
  await openPlan(page);
  const dialog = page.getByRole("dialog");
  const field = dialog.getByLabel("Your password");
  await field.fill("not the password");
  await expect(field).toHaveAttribute("type", "password");
  await field.press("Tab");
  await expect(dialog.getByRole("button", { name: "Show what is typed" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toHaveAttribute("type", "text");
  await expect(field).toHaveValue("not the password");
  await expect(dialog.getByRole("button", { name: "Hide what is typed" })).toBeFocused();
  await dialog.getByRole("button", { name: "Resend 1 event" }).click();
  await expect(dialog.getByText(/^The password is wrong/)).toBeVisible();
  await expect(field).toHaveAttribute("type", "password");
  await expect(dialog.getByRole("button", { name: "Show what is typed" })).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
});

test("a missing password and a missing reason are asked for, and nothing is sent", async ({ home: page, sandbox }) => {
  await openPlan(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Resend 1 event" }).click();
  await expect(dialog.getByText("Type your password.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Resend 1 event…" })).toBeFocused();

  await page.getByRole("checkbox", { name: "Choose every loaded row" }).check();
  await page.getByRole("button", { name: /^Resend \d+ events…$/ }).click();
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: /^Resend/ }).click();
  await expect(dialog.getByText("Say why: more than ten are sent.")).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
});

/** Plans to resend so many mails, and fills in all that approving them needs. */
async function readyToResend(page: Page, ids: string[]) {
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("INC-4821");
  await dialog.getByLabel("Your password").fill(password);
  const send = dialog.getByRole("button", { name: `Resend ${ids.length} e-mails`, exact: true });
  return { dialog, send, ahead: dialog.getByLabel("Send some ahead (optional)") };
}

test("what is no number of items to send ahead is told at its field, and nothing is sent", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(12);
  const { dialog, send, ahead } = await readyToResend(page, ids);
  const plan = await dialog.getByText(/^[0-9a-f]{4}·[0-9a-f]{4}$/).innerText();
  for (const wrong of ["-3", "0", "12", "1.5"]) {
    await ahead.fill(wrong);
    await send.click();
    await expect(ahead, wrong).toBeFocused();
    await expect(ahead, wrong).toHaveAttribute("aria-invalid", "true");
    await expect(ahead, wrong).toHaveAccessibleDescription("Type a whole number from 1 to 11, or nothing. The plan stays as it is.");
    await expect(ahead, wrong).toHaveValue(wrong);
  }
  await expect(dialog.getByText(plan)).toBeVisible();
  expect((await sandbox.sends()).zuora).toEqual({});
  await ahead.fill("");
  await ahead.press("Tab");
  await expect(ahead).toHaveAttribute("aria-invalid", "false");
  await send.click();
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("a plan that is made anew by the press itself is shown first, and nothing is sent", async ({ home: page, sandbox }) => {
  const ids = await sandbox.failedMails(12);
  const { dialog, send, ahead } = await readyToResend(page, ids);
  await ahead.fill("2");
  await send.click();
  await expect(dialog.getByRole("alert")).toHaveText("Nothing was sent: the plan was made anew as you pressed. Look at it, and press once more.");
  await expect(dialog.getByText("2 ahead of the rest")).toBeVisible();
  expect((await sandbox.sends()).zuora).toEqual({});
  await send.click();
  const waits = page.getByRole("region", { name: "The first items were sent and read back." });
  await expect(waits).toContainText("The first 2", { timeout: 30_000 });
  expect((await sandbox.sends()).zuora).toEqual(once(ids.slice(0, 2)));
});

test("a file that is no plan is told so, and not in the vendor's name", async ({ home: page }) => {
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  for (const content of ["{}", '{"redrive_plan":2,"connection":"bil']) {
    const file = { name: "plan.json", mimeType: "application/json", buffer: Buffer.from(content) };
    await page.getByLabel("Open a plan file…").setInputFiles(file);
    await expect(page.getByRole("alert")).toContainText("This is no plan file, or not all of one. Nothing was taken from it.");
    await expect(page.getByRole("alert")).not.toContainText("vendor");
  }
});

test("a plan file of whatever a filter matches says what to do instead, and nothing is sent", async ({ home: page, sandbox }) => {
  const plan = {
    redrive_plan: 2,
    digest: "0".repeat(64),
    connection: "messaging",
    made_at: "2026-06-01T12:00:00Z",
    nonce: "0".repeat(32),
    draft: { replay_matching: { filter: { subscription_id: "wbs_01K0000000000000000000000C", status: "dead" }, matched: "unknown" } },
  };
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  const file = { name: "plan.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(plan)) };
  await page.getByLabel("Open a plan file…").setInputFiles(file);
  await expect(page.getByRole("alert")).toContainText("The plan replays whatever a filter matches when the call arrives");
  await expect(page.getByRole("alert")).toContainText("nothing is sent by this one. Instead list what matches now, and plan that");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await sandbox.sends()).kirim).toEqual({});
});

test("Enter in a field does not send; Ctrl+Enter does", async ({ home: page, sandbox }) => {
  await openPlan(page);
  const field = page.getByRole("dialog").getByLabel("Your password");
  await field.fill(password);
  await field.press("Enter");
  await expect(field).toHaveValue(password);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  await field.press("Control+Enter");
  await ended(page);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 1 });
});

test("hand-made requests past the page send nothing", async ({ home: page, sandbox }) => {
  const ask = (path: string, body: unknown, headers: Record<string, string> = { redrive: "1" }) =>
    page.evaluate(
      async ([path, body, headers]) => {
        const answer = await fetch(path as string, {
          method: "POST",
          headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
          body: JSON.stringify(body),
        });
        return answer.status;
      },
      [path, body, headers] as const,
    );
  // A write dressed as a read, in every way that a page could try.
  for (const read of [
    { selfcommunity: { bulk_resend: { id: 1, event: [1] } } },
    { kirim: { bulk_replay: { subscription_id: "wbs_01K0000000000000000000000C" } } },
    { zuora: { resend: { channel: "email", ids: ["x"] } } },
  ]) {
    const [vendor] = Object.keys(read);
    const connection = { selfcommunity: "community", kirim: "messaging", zuora: "billing" }[vendor ?? ""];
    expect(await ask(`/api/connections/${connection}/read`, read)).toBe(400);
  }
  // Calls of confirmations that nobody gave.
  expect(await ask("/api/confirmations/none/calls/0", {})).toBe(403);
  expect(await ask("/api/confirmations", { plan: {}, reason: "", password })).toBeGreaterThanOrEqual(400);
  // Without the header that no foreign page can send.
  expect(await ask("/api/confirmations/none/calls/0", {}, {})).toBe(403);
  expect(await sandbox.sent()).toEqual({ selfcommunity: 0, kirim: 0, zuora: 0 });
});

test("a call of a used confirmation is not sent again", async ({ home: page, sandbox }) => {
  let address = "";
  page.on("request", (request) => {
    if (/\/api\/confirmations\/[^/]+\/calls\/0$/.test(request.url())) address = request.url();
  });
  await openPlan(page);
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(1);
  const again = await page.evaluate(
    async (address) => (await fetch(address, { method: "POST", headers: { redrive: "1" } })).status,
    address,
  );
  expect(again).toBe(409);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 1 });
});

test("a session that ends under a plan keeps the plan", async ({ home: page, sandbox, context }) => {
  await openPlan(page);
  await context.clearCookies();
  await approve(page);
  const again = page.getByRole("dialog", { name: "Your session ended" });
  await expect(again).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });
  await signInAgain(page);
  await approve(page);
  await ended(page);
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 1 });
});

test("signing out leads to the sign-in, and the address is kept", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(page, "/c/messaging/deliveries?status=dead");
  await expect(page).toHaveURL(/status=dead/);
  await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
});

test("a field's note describes it and is no part of its name", async ({ home: page }) => {
  await page.goto("/c/messaging/replay");
  const type = page.getByRole("textbox", { name: "Event type (optional)", exact: true });
  await expect(type).toHaveAccessibleDescription("1 to 64 characters; empty means every type.");
  await type.fill("x".repeat(65));
  await expect(type).toHaveAttribute("aria-invalid", "true");
  await expect(type).not.toHaveAccessibleDescription(/empty means every type/);
  await expect(page.getByRole("combobox", { name: "Subscription", exact: true })).toHaveAccessibleDescription(/^Type its name to find it/);
  await page.goto("/c/messaging/deliveries?status=dead");
  await page.getByRole("grid", { name: "Deliveries" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Why (optional)", exact: true })).toHaveAccessibleDescription(/^Stands in the record of the run/);
  await expect(dialog.getByRole("textbox", { name: "Your password", exact: true })).toHaveAccessibleDescription("Checked for this plan only.");
});

test("a plan says its subscription by name, and on a telephone its heading hides no field", async ({ home: page, sandbox }) => {
  const id = String((await sandbox.deliveries({ status: "dead" }))[0]?.["subscription_id"]);
  const name = String((await sandbox.subscriptions()).find((one) => one.id === id)?.description);
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(`/c/messaging/replay?subscription=${id}&status=dead`);
  await page.getByRole("checkbox", { name: /^No filter: everything/ }).check();
  await page.getByRole("textbox", { name: "At most (optional)" }).fill("5");
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay 5 deliveries" });
  await expect(dialog).toContainText(`to the receiver of subscription “${name}” (${id}) of Messaging (Kirim, sandbox, 127.0.0.1:`);
  const heading = dialog.getByRole("heading", { level: 2, name: "Replay 5 deliveries" });
  const stops = dialog.locator("summary, button, input");
  for (const stop of [...(await stops.all())].reverse()) {
    await stop.focus();
    const below = async () => {
      const [under, line] = await Promise.all([stop.boundingBox(), heading.boundingBox()]);
      return (under?.y ?? 0) - (line?.y ?? 0) - (line?.height ?? 0);
    };
    await expect.poll(below).toBeGreaterThanOrEqual(-1);
  }
  const wide = await dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(wide, "nothing is wider than the dialog").toBeLessThanOrEqual(0);
});
