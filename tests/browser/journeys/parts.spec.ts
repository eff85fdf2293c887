// The console comes in parts: the first screen needs none of them, and one that does not arrive
// is told, sends nothing, and comes when it is asked for again.
import { expect, signIn, test } from "../support/journey.ts";
import type { Page, Route } from "@playwright/test";

/** The parts that a page asked for, by what they hold. */
function asked(page: Page): string[] {
  const parts: string[] = [];
  page.on("request", (request) => {
    const part = /\/part-(\w+?)-/.exec(request.url())?.[1];
    if (part) parts.push(part);
  });
  return parts;
}

async function chooseAnEvent(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Endpoints", exact: true }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  await page.getByRole("checkbox", { name: /^Choose event/ }).first().check();
}

test("the first screen asks for no part; each comes once, when it is first wanted", async ({ page }) => {
  const parts = asked(page);
  await signIn(page, "/");
  await expect(page.getByText("Nothing was sent from this browser yet")).toBeVisible();
  await expect(page.getByText("counting…")).toHaveCount(0);
  expect(parts, "after the overview").toEqual([]);

  await chooseAnEvent(page);
  expect([...parts].sort(), "after a table").toEqual(["shared", "tables"]);

  const open = page.getByRole("button", { name: "Resend 1 event…" });
  for (let turn = 0; turn < 2; turn += 1) {
    await open.click();
    const dialog = page.getByRole("dialog", { name: "Resend 1 event" });
    await expect(dialog.getByLabel("Your password")).toBeVisible();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(open, "the focus goes back").toBeFocused();
  }
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
  expect([...parts].sort(), "after a plan and the runs").toEqual(["shared", "tables", "work"]);
});

test("the code of a page is asked for while it is asked who is signed in", async ({ page }) => {
  const parts = asked(page);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/session", async (route) => {
    await held;
    await route.continue();
  });
  const fetched = page.waitForResponse(/part-tables-/);
  await page.goto("/c/messaging/deliveries");
  await fetched;
  await expect.poll(() => [...parts].sort()).toEqual(["shared", "tables"]);
  await expect(page.getByText("Asking who is signed in…")).toBeVisible();
  answer();
  await expect(page.getByLabel("Password")).toBeVisible();
});

/** Keeps the first module from arriving until it is let go: what is asked for before is asked for without it. */
async function withoutFirstModule(page: Page): Promise<() => void> {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/redrive-console-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return arrive;
}

for (const [address, needed, ready] of [
  ["/c/messaging/deliveries?status=dead", ["shared", "tables"], /match; the vendor tells no total|in all/],
  ["/c/community/endpoints/1", ["shared", "tables"], /tries in all/],
  ["/c/billing/emails/paste", ["shared", "work"], /Nothing is pasted yet/],
  ["/runs", ["shared", "work"], /Nothing was sent from this browser yet/],
  ["/nowhere", [], /leads nowhere/],
] as const) {
  test(`what ${address} needs is asked for beside the first load, and nothing twice`, async ({ home: page }) => {
    const arrive = await withoutFirstModule(page);
    const parts = asked(page);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    // The page's own script has run by then.
    const script = page.waitForResponse(/redrive-console-\w+\.js/);
    await page.goto(address, { waitUntil: "commit" });
    await script;
    await expect.poll(() => [...parts].sort()).toEqual(needed);
    arrive();
    await expect(page.getByRole("main").getByText(ready).first()).toBeVisible();
    expect([...parts].sort(), "no other part").toEqual(needed);
    const once = requests.filter((request) => request.startsWith("GET "));
    expect(once, "each file and each answer once").toEqual([...new Set(once)]);
  });
}

test("a part that failed beside the first load is asked for again by its page, unbidden", async ({ home: page }) => {
  const arrive = await withoutFirstModule(page);
  const parts = asked(page);
  await page.route("**/part-tables-*", (route) => route.abort(), { times: 1 });
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/part-tables-"));
  await page.goto("/c/messaging/deliveries", { waitUntil: "commit" });
  await failed;
  arrive();
  await expect(page.getByRole("main").getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect([...parts].sort()).toEqual(["shared", "tables", "tables"]);
});

test("a first module that does not arrive is told, with a way to try again", async ({ page }) => {
  await page.route("**/redrive-console-*.wasm", (route) => route.abort());
  await page.goto("/c/messaging/deliveries");
  await expect(page.getByRole("alert")).toContainText("Redrive could not start");
  await page.unroute("**/redrive-console-*.wasm");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Password")).toBeVisible();
});

test("a plan whose part does not arrive is told, sends nothing, and opens when asked again", async ({
  page,
  sandbox,
}) => {
  await page.route("**/part-work-*", (route) => route.abort());
  await signIn(page, "/");
  await chooseAnEvent(page);
  const open = page.getByRole("button", { name: "Resend 1 event…" });
  const waiting = page.getByRole("dialog", { name: "Opening the plan" });

  await open.click();
  await expect(waiting.getByRole("alert")).toContainText("A part of the console did not arrive");
  await expect(waiting.getByText("Nothing was sent.", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(waiting).toHaveCount(0);
  await expect(open, "whoever does not wait is back where they were").toBeFocused();

  await open.click();
  await waiting.getByRole("button", { name: "Try again" }).click();
  await expect(waiting.getByRole("alert")).toContainText("A part of the console did not arrive");
  await page.unroute("**/part-work-*");
  await waiting.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("dialog", { name: "Resend 1 event" });
  await expect(dialog.getByLabel("Your password")).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  expect(await sandbox.sent()).toEqual({ selfcommunity: 0, kirim: 0, zuora: 0 });
});

test("a step back while a plan's part is awaited closes what waits, and the part that comes opens nothing", async ({ page, sandbox }) => {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/part-work-*", async (route) => {
    await held;
    await route.continue();
  });
  await signIn(page, "/");
  await chooseAnEvent(page);
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  const waiting = page.getByRole("dialog", { name: "Opening the plan" });
  await expect(waiting).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();

  const arrived = page.waitForResponse(/part-work-/);
  arrive();
  await (await arrived).finished();
  await page.goForward();
  await expect(page.getByText("1 chosen")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // Once more, it opens at once.
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 1 event" })).toBeVisible();
  expect(await sandbox.sent()).toEqual({ selfcommunity: 0, kirim: 0, zuora: 0 });
});

const faults: [what: string, fault: (route: Route) => Promise<void>][] = [
  ["that is cut off", (route) => route.abort()],
  ["that is gone", (route) => route.fulfill({ status: 404, body: "There is no such file.\n" })],
  ["that is not the one meant", (route) => route.fulfill({ contentType: "application/wasm", body: "\0asm\x01\0\0\0" })],
];
for (const [what, fault] of faults) {
  test(`a page with a part ${what} says so and comes when asked again`, async ({ home: page }) => {
    await page.route("**/part-shared-*", fault);
    await page.getByRole("link", { name: "Deliveries", exact: true }).click();
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("A part of the console did not arrive");
    await expect(alert).toContainText("Nothing was sent by this, and a run that is under way goes on.");

    await page.unroute("**/part-shared-*");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

test("connections that come before it is known who is signed in are not asked for again", async ({ home: page }) => {
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/session", async (route) => {
    await held;
    await route.continue();
  });
  let asked = 0;
  page.on("request", (request) => (asked += Number(request.url().endsWith("/api/connections"))));
  const connections = page.waitForResponse("**/api/connections");
  await page.goto("/c/messaging/deliveries");
  await (await connections).finished();
  answer();
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  expect(asked).toBe(1);
});

test("the connections are asked for beside who is signed in, not behind it", async ({ home: page }) => {
  let asked = () => {};
  const connections = new Promise<void>((resolve) => (asked = resolve));
  await page.route("**/api/connections", (route) => (asked(), route.continue()));
  await page.route("**/api/session", async (route) => {
    await connections;
    await route.continue();
  });
  await page.goto("/c/messaging/deliveries");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
});
