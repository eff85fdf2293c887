// What narrows the loaded rows stands in the address: words that name nobody, and the group of one
// cause by a fingerprint. A link shows what its sender saw, and asks the vendor nothing more.
import { createHash } from "node:crypto";
import { expect, test } from "../support/journey.ts";
import { shown } from "../support/table.ts";
import type { Locator, Page } from "@playwright/test";

const groups = (page: Page): Locator => page.getByRole("group", { name: /^Failures by cause/ });
const grid = (page: Page): Locator => page.getByRole("grid", { name: "Deliveries" });
const notes = (page: Page): Locator => page.getByRole("status").filter({ has: page.getByRole("listitem") });
const missing = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: /^The group of failures that this address names is not among the loaded rows/ });
const narrow = (page: Page): Locator => page.getByRole("button", { name: /^Narrow/ });
const tick = (page: Page, name: string): Locator => page.getByRole("checkbox", { name: new RegExp(`^${name} [\\d,]+$`) });
const fingerprint = (cause: string): string => createHash("sha256").update(cause).digest("hex").slice(0, 16);
const loaded = (page: Page): string[] =>
  [...new URL(page.url()).searchParams].filter(([name]) => name.startsWith("loaded.")).map((pair) => pair.join("="));

type Row = Record<string, unknown>;
const cause = (row: Row): string => `HTTP ${String(row["last_response_status"])}`;
const answered = (row: Row): boolean => typeof row["last_response_status"] === "number";

test("a group that is pressed stands in the address by its fingerprint, and a reload shows it again", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({ status: "dead" })).slice(0, 100).filter(answered);
  const words = cause(rows[0] ?? {});
  const mine = rows.filter((row) => cause(row) === words);
  await page.goto("/c/messaging/deliveries?v=1&status=dead");
  const button = groups(page).getByRole("button", { name: new RegExp(`^${words} `) });
  await button.click();
  await expect(shown(page)).toHaveText(`${mine.length} of 100 loaded`);
  await expect.poll(() => loaded(page)).toEqual([`loaded.cause=${fingerprint(words)}`]);

  await page.reload();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(shown(page)).toHaveText(`${mine.length} of 100 loaded`);
  await expect(missing(page)).toBeHidden();
  // What is chosen of it is what is shown of it.
  await groups(page).getByRole("button", { name: /^Choose this group/ }).click();
  await expect(page.getByRole("region", { name: "Chosen records" })).toContainText(`${mine.length} chosen`);

  // One leaves and comes back: the same rows.
  await page.getByRole("navigation").getByRole("link", { name: "Runs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
  await expect.poll(() => loaded(page)).toEqual([]);
  await page.goBack();
  await expect(button).toHaveAttribute("aria-pressed", "true");

  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => loaded(page)).toEqual([]);
});

test("words that are ticked stand in the address, what is typed does not", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({})).slice(0, 100);
  const status = String(rows[0]?.["status"]);
  const mine = rows.filter((row) => row["status"] === status);
  await page.goto("/c/messaging/deliveries");
  await narrow(page).click();
  await tick(page, status).check();
  await page.getByLabel("Filter loaded rows").fill("pia@customer.example");
  await expect.poll(() => loaded(page)).toEqual([`loaded.status=${status}`]);
  expect(decodeURIComponent(page.url())).not.toContain("pia");

  await page.reload();
  await expect(narrow(page)).toHaveText("Narrow (1)");
  if (mine.length < 100) await expect(shown(page)).toHaveText(`${mine.length} of 100 loaded`);
  await narrow(page).click();
  await expect(tick(page, status)).toBeChecked();

  // A filter of the list asks anew and leaves it; 'Show all loaded' takes it away.
  await page.getByRole("button", { name: "+ Filter" }).click();
  await page.getByRole("dialog", { name: "Filter by", exact: true }).getByRole("button", { name: "Status" }).click();
  await page.getByRole("dialog", { name: "Filter by Status" }).getByRole("radio", { name: status, exact: true }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(new RegExp(`[?&]status=${status}(&|$)`));
  expect(loaded(page)).toEqual([`loaded.status=${status}`]);
  await page.getByRole("button", { name: "Show all loaded" }).click();
  await expect.poll(() => loaded(page)).toEqual([]);
});

test("a group that no loaded row has shows none, says so, and is found as soon as one has it", async ({ home: page, sandbox }) => {
  const rows = await sandbox.deliveries({ status: "dead" });
  const first = new Set(rows.slice(0, 100).map(cause));
  const later = rows.slice(100).filter(answered).find((row) => !first.has(cause(row)));
  await page.goto(`/c/messaging/deliveries?v=1&status=dead&loaded.cause=${fingerprint("HTTP 599")}`);
  await expect(missing(page)).toContainText("so none is shown. More match that are not loaded.");
  await expect(shown(page)).toHaveText("0 of 100 loaded");
  await missing(page).getByRole("button", { name: "Take the group away" }).click();
  await expect(missing(page)).toBeHidden();
  await expect(grid(page)).toBeFocused();
  await expect(grid(page).getByRole("rowheader").first()).toHaveText(String(rows[0]?.["id"]));
  await expect.poll(() => loaded(page)).toEqual([]);

  // The sandbox may happen to have every cause on its first page; then another is brought there.
  const words = later ? cause(later) : cause(rows.filter(answered)[0] ?? {});
  await page.goto(`/c/messaging/deliveries?v=1&status=${later ? "dead" : "pending"}&loaded.cause=${fingerprint(words)}`);
  await expect(missing(page)).toBeVisible();
  if (later) await page.getByRole("button", { name: "Load everything matching" }).click();
  else await page.goto(`/c/messaging/deliveries?v=1&status=dead&loaded.cause=${fingerprint(words)}`);
  await expect(groups(page).getByRole("button", { name: new RegExp(`^${words} `) })).toHaveAttribute("aria-pressed", "true", { timeout: 30_000 });
  await expect(missing(page)).toBeHidden();
});

test("nonsense that would narrow is told, repeats no person, and narrows nothing", async ({ home: page }) => {
  const nonsense = "loaded.colour=red&loaded.status=pia%40customer.example&loaded.cause=Mailbox+of+Pia&loaded.event-type=no.such.type";
  await page.goto(`/c/messaging/deliveries?v=1&${nonsense}`);
  const told = notes(page);
  await expect(told).toContainText("“colour”, which this list does not know. It is not applied.");
  await expect(told).toContainText("narrows Status by a text that no link of this console holds. It is not applied.");
  await expect(told).toContainText("The group of failures in the address is written as no group is. It is not applied.");
  await expect(told).toContainText("No loaded row has “no.such.type” as its Event type.");
  expect((await told.innerText()).toLowerCase()).not.toContain("pia");
  expect(page.url(), "nothing is lost").toContain("loaded.colour=red");
  await page.getByRole("button", { name: "Show all loaded" }).click();
  await expect(told).toBeHidden();
  await expect.poll(() => loaded(page)).toEqual([]);
});

test("a saved view brings back what the loaded rows were narrowed by", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({ status: "dead" })).slice(0, 100).filter(answered);
  const words = cause(rows[0] ?? {});
  await page.goto("/c/messaging/deliveries?v=1&status=dead");
  const button = groups(page).getByRole("button", { name: new RegExp(`^${words} `) });
  await button.click();
  await expect.poll(() => loaded(page)).not.toEqual([]);
  await page.getByRole("button", { name: "Views" }).click();
  const menu = page.getByRole("dialog", { name: "Saved views" });
  await menu.getByLabel("Save what is shown as").fill("One cause");
  await menu.getByRole("button", { name: "Save" }).click();
  await page.keyboard.press("Escape");
  await button.click();
  await expect.poll(() => loaded(page)).toEqual([]);
  await page.getByRole("button", { name: "Views" }).click();
  await menu.getByRole("button", { name: "One cause", exact: true }).click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
});

test("on every list with a grid a group stands in the address", async ({ home: page }) => {
  for (const where of ["/c/billing/emails", "/c/billing/callouts", "/c/community/endpoints/1"]) {
    await page.goto(where);
    const button = groups(page).getByRole("button", { pressed: false }).first();
    await button.click();
    await expect.poll(() => loaded(page).join(" ")).toMatch(/^loaded\.cause=[0-9a-f]{16}$/);
    await page.reload();
    await expect(groups(page).getByRole("button", { pressed: true })).toHaveCount(1, { timeout: 20_000 });
    await expect(missing(page)).toBeHidden();
  }
});

test("a span of an endpoint's loaded events stands in the address, and is taken away with it", async ({ home: page }) => {
  await page.goto("/c/community/endpoints/1");
  await page.getByRole("slider", { name: "From" }).press("End");
  await page.getByRole("button", { name: "Show only this time" }).click();
  await expect.poll(() => loaded(page).join(" ")).toMatch(/^loaded\.after=\S+ loaded\.before=\S+$/);
  const told = await shown(page).innerText();
  await page.reload();
  await expect(shown(page)).toHaveText(told);
  await page.getByRole("button", { name: "Show all times" }).click();
  await expect(page.getByRole("button", { name: "Show all times" })).toBeHidden();
  await expect.poll(() => loaded(page)).toEqual([]);
});

test("where the list is narrowed to nothing it is said, and nothing can be pressed that would replay nothing", async ({ home: page }) => {
  await page.goto("/c/messaging/deliveries?status=dead");
  await page.getByLabel("Filter loaded rows").fill("no row holds this");
  await expect(page.getByText(/whatever you narrowed the list to: no loaded row is shown\./)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Replay the / })).toHaveCount(0);
  await page.getByLabel("Filter loaded rows").fill("wbd_");
  await expect(page.getByRole("button", { name: /^Replay the 100 rows shown…$/ })).toBeVisible();
});

test("a replay by filter says that it takes more than the list is narrowed to, and those are planned by one press", async ({ home: page, sandbox }) => {
  const rows = (await sandbox.deliveries({ status: "dead" })).slice(0, 100).filter(answered);
  const words = cause(rows[0] ?? {});
  const mine = rows.filter((row) => cause(row) === words);
  await page.goto("/c/messaging/deliveries?v=1&status=dead");
  const link = page.getByRole("link", { name: /^Replay everything matching…/ });
  await expect(link).toHaveAccessibleName("Replay everything matching…");
  await groups(page).getByRole("button", { name: new RegExp(`^${words} `) }).click();
  await expect(page.getByText(`and not only the ${mine.length} rows that you narrowed the list to.`)).toBeVisible();
  await expect(link).toHaveAccessibleName(/Not only the rows that are shown$/);
  await page.getByRole("button", { name: "Choose rows" }).click();
  await expect(page.getByRole("menuitem", { name: "Everything matching, not only what is shown: replay by filter…" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `Replay the ${mine.length} rows shown…` }).click();
  const plan = page.getByRole("dialog", { name: `Replay ${mine.length} deliveries` });
  await expect(plan).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(plan).toBeHidden();

  await link.click();
  const note = page.getByRole("status").filter({ hasText: `not only the ${mine.length} deliveries that you narrowed the list to` });
  await expect(note).toBeVisible();
  await note.getByRole("link", { name: "Back to the list" }).click();
  await expect(shown(page)).toHaveText(`${mine.length} of 100 loaded`);
  await expect.poll(() => loaded(page)).toEqual([`loaded.cause=${fingerprint(words)}`]);
  expect((await sandbox.sent()).kirim).toBe(0);
});
