// Every list in every state: on its way, failed, forbidden, throttled, out of reach, empty,
// filtered out, and read in part. Each has its own words, something to do, and no barrier.
import { barriers, widerThanItsWindow } from "../support/barriers.ts";
import { expect, signIn, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

type List = {
  name: string;
  address: string;
  /** What reads its rows, at the vendor. */
  operation: string;
  /** What is told while they are on their way. */
  waiting: RegExp;
  /** What is told where the vendor forbids it. */
  forbidden: RegExp;
};

const mayNot = /The vendor does not allow this/;
const lists: List[] = [
  { name: "endpoints", address: "/c/community/endpoints", operation: "selfcommunity.list_endpoints", waiting: /Reading the endpoints…/, forbidden: mayNot },
  { name: "events", address: "/c/community/endpoints/1", operation: "selfcommunity.list_attempts", waiting: /Reading the/, forbidden: mayNot },
  { name: "deliveries", address: "/c/messaging/deliveries", operation: "kirim.list_deliveries", waiting: /Reading the deliveries…/, forbidden: mayNot },
  { name: "subscriptions", address: "/c/messaging/subscriptions", operation: "kirim.list_subscriptions", waiting: /Reading the subscriptions…/, forbidden: mayNot },
  { name: "e-mails", address: "/c/billing/emails", operation: "zuora.submit_query", waiting: /Asking for the rows…/, forbidden: /You may not see this list/ },
  { name: "callouts", address: "/c/billing/callouts", operation: "zuora.submit_query", waiting: /Asking for the rows…/, forbidden: /You may not see this list/ },
];

/** No barrier as it stands, in either theme, and none where colours are the system's; not too wide for a phone. */
async function stands(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await barriers(page), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  expect(await barriers(page), `${what}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize({ width: 390, height: 800 });
  await expect.poll(() => widerThanItsWindow(page), `${what}, 390 px`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 720 });
}

for (const { name, address, operation, waiting, forbidden } of lists) {
  test(`${name} on their way, failed, forbidden, throttled and out of reach`, async ({ page, sandbox }) => {
    test.setTimeout(120_000);
    // Not by the overview: what it counts would meet the faults.
    await signIn(page, "/runs");
    const main = page.getByRole("main");
    const alert = main.getByRole("alert");

    // Whatever asks for it is held: a count asks beside the rows.
    await sandbox.fault({ kind: "delay", operation, delay_ms: 600_000, count: 5 });
    await page.goto(address);
    await expect(main.getByRole("status").filter({ hasText: waiting }).first()).toBeVisible();
    await stands(page, "on their way");
    await sandbox.disarm();
    await expect(main.getByRole("row").nth(1)).toBeVisible();

    for (const [kind, words] of [
      ["502", /The vendor failed/],
      ["403", forbidden],
      ["429", /Too many requests/],
      ["truncated_json", /The answer cannot be read/],
    ] as const) {
      await sandbox.fault({ kind, operation, count: 50 });
      await page.reload();
      await expect(main.getByText(words).first(), kind).toBeVisible();
      await expect(alert.first(), kind).toContainText(/\S/);
      await stands(page, kind);
      await sandbox.disarm();
      await alert.getByRole("button", { name: "Try again" }).first().click();
      await expect(main.getByRole("row").nth(1), `${kind}: tried again`).toBeVisible();
    }

    await page.context().setOffline(true);
    const other = page.getByRole("navigation").getByRole("link", { name: name === "callouts" ? "E-mails" : "Callouts", exact: true });
    await other.click();
    await expect(alert.first()).toContainText(/No answer came|did not arrive/);
    await stands(page, "out of reach");
    await page.context().setOffline(false);
    await alert.getByRole("button", { name: "Try again" }).first().click();
    await expect(alert).toHaveCount(0);
  });
}

test("deliveries that are filtered out, and deliveries read in part", async ({ page, sandbox }) => {
  await signIn(page, "/runs");
  const main = page.getByRole("main");
  await page.goto("/c/messaging/deliveries?type=nobody.knows");
  await expect(main.getByText("Nothing matches", { exact: true })).toBeVisible();
  await stands(page, "filtered out");

  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(main.getByRole("row").nth(1)).toBeVisible();
  await sandbox.fault({ kind: "500", operation: "kirim.list_deliveries", count: 50 });
  await main.getByRole("button", { name: "Load everything" }).click();
  await expect(main.getByRole("alert")).toContainText("The vendor failed");
  await expect(main.getByRole("row").nth(1), "what was read stays").toBeVisible();
  await expect(main.getByRole("status").filter({ hasText: "the rest could not be read" })).toBeVisible();
  await stands(page, "read in part");
});

for (const [name, address, vendor, answer, title, step, leads] of [
  ["deliveries", "/c/messaging/deliveries", "messaging", { data: [], has_more: false }, "No deliveries", "See the subscriptions", "Subscriptions"],
  ["subscriptions", "/c/messaging/subscriptions", "messaging", { data: [], has_more: false }, "No subscriptions", "See the deliveries", "Deliveries"],
  ["events", "/c/community/endpoints/1", "community", { count: 0, next: null, previous: null, results: [] }, "No tries yet", "See the endpoints", "Endpoints"],
  ["endpoints", "/c/community/endpoints", "community", { count: 0, next: null, previous: null, results: [] }, "No endpoints", "Read again", "Endpoints"],
] as const) {
  test(`no ${name} at all: why, and what to do next`, async ({ page }) => {
    await signIn(page, "/runs");
    await page.route(`**/api/connections/${vendor}/read`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), ...answer } });
    });
    await page.goto(address);
    const main = page.getByRole("main");
    await expect(main.getByText(title, { exact: true })).toBeVisible();
    await expect(main.getByText(/appears? here/)).toBeVisible();
    await stands(page, "empty");
    await page.unroute(`**/api/connections/${vendor}/read`);
    await main.getByRole("link", { name: step }).or(main.getByRole("button", { name: step })).click();
    await expect(page.getByRole("heading", { level: 1, name: leads })).toBeVisible();
    await expect(main.getByRole("row").nth(1)).toBeVisible();
  });
}

test("connections on their way, unreadable, unknown and of another vendor, each in its own words", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "/runs");
  const main = page.getByRole("main");
  const heading = main.getByRole("heading", { level: 1 });
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/connections", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/c/messaging/deliveries");
  await expect(main.getByRole("status")).toHaveText("Reading the connections…");
  await expect(main.getByRole("alert"), "waiting is no failure").toHaveCount(0);
  answer();
  await expect(main.getByRole("row").nth(1)).toBeVisible();
  await page.unroute("**/api/connections");

  await page.route("**/api/connections", (route) => route.fulfill({ status: 500, json: { error: { kind: "internal", message: "It failed." } } }));
  await page.reload();
  await expect(heading).toHaveText("The connections could not be read");
  await stands(page, "unreadable");
  await page.unroute("**/api/connections");
  await main.getByRole("button", { name: "Try again" }).click();
  await expect(main.getByRole("row").nth(1)).toBeVisible();

  for (const [address, title, why] of [
    ["/c/nobody/deliveries", "There is no such connection", "No connection “nobody” is configured here."],
    ["/c/messaging/emails", "There is no such page", "Messaging is a connection to Kirim, which has no such screen."],
    ["/c/billing/endpoints/1/paste", "There is no such page", "Billing is a connection to Zuora, which has no such screen."],
  ] as const) {
    await page.goto(address);
    await expect(heading).toHaveText(title);
    await expect(main).toContainText(why);
    await expect(main.getByRole("alert")).toHaveCount(0);
    await stands(page, address);
  }
  await main.getByRole("link", { name: "Go to the overview" }).click();
  await expect(heading).toHaveText("Overview");
});

test("event types that an endpoint does not tell are unknown, and none is none", async ({ page }) => {
  await signIn(page, "/runs");
  await page.route("**/api/connections/community/read", async (route) => {
    const response = await route.fetch();
    const page = (await response.json()) as { results: Record<string, unknown>[] };
    const [first, second, ...rest] = page.results;
    await route.fulfill({ response, json: { ...page, results: [{ ...first, events: null }, { ...second, events: [] }, ...rest] } });
  });
  await page.goto("/c/community/endpoints");
  const row = (place: number) => page.getByRole("main").getByRole("row").nth(place).getByRole("cell").nth(3);
  await expect(row(1)).toHaveText("unknown");
  await expect(row(2)).toHaveText("0");
  await expect(row(3)).toHaveText(/^[1-9]/);
});
