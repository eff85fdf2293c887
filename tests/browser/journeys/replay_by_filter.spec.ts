// An operator replays what an outage left dead.
import { approve, ended, expect, figure, signInAgain, test } from "../support/journey.ts";
import { chips, choose, clearAll, openFilter, subscriptionNames, type } from "../support/filters.ts";
import type { Sandbox } from "../support/sandbox.ts";

/** The subscription with the most dead deliveries, and these, oldest first. */
async function outage(sandbox: Sandbox) {
  const dead = await sandbox.deliveries({ status: "dead" });
  const by = new Map<string, Record<string, unknown>[]>();
  for (const row of dead) {
    const id = String(row["subscription_id"]);
    by.set(id, [...(by.get(id) ?? []), row]);
  }
  const [id, rows] = [...by].sort((a, b) => b[1].length - a[1].length)[0] ?? ["", []];
  rows.sort((a, b) => String(a["created_at"]).localeCompare(String(b["created_at"])));
  return { id, rows };
}

/** What a datetime-local input takes. */
const typed = (at: Date) => at.toISOString().slice(0, 19);
const second = (text: unknown, step: number) => new Date(Math.floor(Date.parse(String(text)) / 1000 + step) * 1000);

test("the dead deliveries of one subscription in a window of time are replayed once each", async ({ home: page, sandbox }) => {
  const { id, rows } = await outage(sandbox);
  const from = second(rows[0]?.["created_at"], 0);
  const to = second(rows[Math.floor(rows.length / 4)]?.["created_at"], 1);
  const inside = rows.filter((row) => {
    const at = Date.parse(String(row["created_at"]));
    return at >= from.getTime() && at < to.getTime();
  });
  expect(inside.length).toBeGreaterThan(10);
  expect(inside.length).toBeLessThan(1000);

  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await page.getByRole("link", { name: "Replay everything matching…" }).click();
  await page.getByLabel("Subscription").fill(id);
  await expect(page.getByRole("radio", { name: /^dead/ })).toBeChecked();
  await page.getByLabel("Created after (UTC)").fill(typed(from));
  await page.getByLabel("Created before (UTC)").fill(typed(to));
  await page.getByRole("button", { name: "Plan the replay…" }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(id);
  await expect(dialog.getByRole("heading", { level: 2 })).toHaveText(`Replay ${inside.length} deliveries`);
  await dialog.getByText(/^Exactly what is sent/).click();
  await expect(dialog.getByRole("region", { name: "The request" })).toContainText("POST /v1/webhook_deliveries/");
  await approve(page);
  await ended(page);

  expect(await figure(page, "accepted")).toBe(inside.length);
  const expected = Object.fromEntries(inside.map((row) => [String(row["id"]), 1]));
  expect((await sandbox.sends()).kirim).toEqual(expected);
});

test("more than a call may carry is listed, cut into windows, and replayed once each", async ({ home: page, sandbox }) => {
  const { id, rows } = await outage(sandbox);
  expect(rows.length).toBeGreaterThan(1000);
  await page.goto(`/c/messaging/replay?subscription=${id}&status=dead`);
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  await expect(plan).toBeDisabled();
  await page.getByRole("checkbox", { name: /^No filter: everything of this subscription/ }).check();
  await plan.click();
  const words = `Replay ${rows.length.toLocaleString("en")} deliveries`;
  const dialog = page.getByRole("dialog", { name: words });
  await expect(dialog).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole("term").first(), "how far it reaches is seen before the password").toBeInViewport();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(rows.length);
  const expected = Object.fromEntries(rows.map((row) => [String(row["id"]), 1]));
  expect((await sandbox.sends()).kirim).toEqual(expected);
});

test("a listing can be cancelled, and may be limited to the newest so many", async ({ home: page, sandbox }) => {
  const { id, rows } = await outage(sandbox);
  await page.goto(`/c/messaging/replay?subscription=${id}&status=dead`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  const reads = "**/api/connections/messaging/read";
  await page.route(reads, () => {});
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await page.getByRole("button", { name: "Cancel the listing" }).click();
  await expect(page.getByRole("button", { name: "Plan the replay…" })).toBeEnabled();
  await page.unroute(reads);

  await page.getByLabel("At most (optional)").fill("0");
  await expect(page.getByText("A whole number from 1 on, or nothing.")).toBeVisible();
  await page.getByLabel("At most (optional)").fill("12");
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay 12 deliveries" });
  await expect(dialog).toContainText(/Of at least [\d,]+ deliveries that matched only 12 are replayed\./);
  await approve(page);
  await ended(page);
  const newest = rows.slice(-12).map((row) => [String(row["id"]), 1]);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(newest));
});

test("rows that the listing leaves out are told", async ({ home: page, sandbox }) => {
  const { id, rows } = await outage(sandbox);
  await page.goto(`/c/messaging/replay?subscription=${id}&status=dead&at-most=12`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  const newest = String(rows.at(-1)?.["id"]);
  await page.route("**/api/connections/messaging/read", async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as { data?: Record<string, unknown>[] };
    for (const row of list.data ?? []) if (row["id"] === newest) row["status"] = "delivered";
    await route.fulfill({ response: answer, json: list });
  });
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay 12 deliveries" });
  await expect(dialog).toContainText("1 row of the vendor's list says of itself that it is not what was asked for, so it is not replayed.");
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).kirim).not.toHaveProperty(newest);
});

test("no match leads to the other status, and nothing is sent", async ({ home: page, sandbox }) => {
  const { id } = await outage(sandbox);
  await page.goto(`/c/messaging/replay?subscription=${id}&before=2001-01-01T00:00:00Z`);
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByRole("alert")).toContainText("No delivery matches with status dead");
  await page.getByRole("button", { name: "Look for failed" }).click();
  await expect(page.getByRole("radio", { name: /^failed/ })).toBeChecked();
  expect(await sandbox.sent()).toMatchObject({ kirim: 0 });
});

test("the form says what is wrong with a field as it is typed", async ({ home: page }) => {
  await page.goto("/c/messaging/replay");
  const plan = page.getByRole("button", { name: "Plan the replay…" });
  await expect(plan).toBeDisabled();
  await page.getByLabel("Subscription").fill("wbs_01k");
  await expect(page.getByText(/^This is not a subscription id/)).toBeVisible();
  await page.getByLabel("Subscription").fill("wbs_01K0000000000000000000000C");
  await expect(plan).toBeDisabled();
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await expect(plan).toBeEnabled();
  await page.getByLabel("Created after (UTC)").fill("2026-10-14T11:00:00");
  await page.getByLabel("Created before (UTC)").fill("2026-10-14T09:00:00");
  await expect(page.getByText("The window ends at or before its beginning, so nothing can be in it.")).toBeVisible();
  await expect(plan).toBeDisabled();
});

test("whoever types a subscription's name is told how to go on, and not that it is no id", async ({ home: page }) => {
  await page.goto("/c/messaging/replay");
  const field = page.getByLabel("Subscription");
  await field.fill("orders");
  await expect(page.getByText("1 subscription of this name: choose from the list.")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect(page.getByRole("button", { name: "Plan the replay…" })).toBeDisabled();
  await field.fill("nobody of this name");
  await expect(page.getByText(/^No subscription of this name is known/)).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
});

test("chosen deliveries go one call each", async ({ home: page, sandbox }) => {
  const { id } = await outage(sandbox);
  await page.goto(`/c/messaging/deliveries?subscription=${id}&status=dead`);
  const boxes = page.getByRole("checkbox", { name: /^Choose delivery / });
  for (const place of [0, 1, 2]) await boxes.nth(place).check();
  await page.getByRole("button", { name: "Replay 3 deliveries…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(3);
  expect(Object.values((await sandbox.sends()).kirim)).toEqual([1, 1, 1]);
});

test("more is loaded after a filter changed, and the replay of everything takes the filters along", async ({ home: page }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await choose(page, "Status", "dead");
  await expect(page.getByText(/^At least 100 dead deliveries match/)).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).press("Enter");
  await expect(page.getByText(/^At least 200 dead deliveries match/)).toBeVisible();
  await page.getByRole("link", { name: "Replay everything matching…" }).click();
  await expect(page).toHaveURL(/\/replay\?status=dead$/);
});

test("clearing the filters clears what every chip shows, not only what is listed", async ({ home: page, sandbox }) => {
  const { id } = await outage(sandbox);
  const name = (await sandbox.subscriptions()).find((one) => one.id === id)?.description ?? "";
  const named = subscriptionNames(page);
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await named();
  // Twice: what was set by hand before must follow again.
  for (const status of ["dead", "failed"]) {
    await choose(page, "Subscription", name);
    await choose(page, "Status", status);
    await type(page, "Event type", "message.received");
    await expect(page).toHaveURL(new RegExp(`v=1&subscription=.*status=${status}.*type=message\\.received`));
    await expect(chips(page)).toHaveText([`Subscription ${name}×`, `Status ${status}×`, "Event type message.received×"]);
    await clearAll(page);
    await expect(page).toHaveURL(/\/deliveries$/);
    await expect(chips(page)).toHaveCount(0);
  }
});

test("a subscription is suggested by its name, also to whoever opened the filter before the names came", async ({ home: page, sandbox }) => {
  await sandbox.fault({ kind: "delay", operation: "kirim.list_subscriptions", delay_ms: 600_000 });
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  const filter = await openFilter(page, "Subscription");
  const field = filter.getByLabel("Subscription");
  await field.fill("wbs");
  await expect(filter.locator("option")).toHaveCount(0);
  await sandbox.disarm();
  const [one] = await sandbox.subscriptions();
  await expect(filter.locator("option", { hasText: one?.description ?? "" })).toHaveAttribute("value", one?.id ?? "");
  await expect(field, "what is being typed stays").toHaveValue("wbs");
  await expect(field).toBeFocused();
});

test("whoever signs in again finds the page where it was, read anew", async ({ home: page }) => {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await expect(page.getByText(/^At least 100 deliveries match/)).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Load more" }).click();
  await signInAgain(page);
  await expect(page.getByText(/^At least 200 deliveries match/)).toBeVisible();
});
