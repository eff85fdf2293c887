// Rows of which the vendor tells nothing, and lists of nothing at all: the console has words for what
// is missing, and never shows a machine's word for it.
import { bare, nothing, type How } from "../support/bare.ts";
import { barriers } from "../support/barriers.ts";
import { expect, signIn, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

type List = { name: string; connection: string; address: string; kept: string[] };

const grids: List[] = [
  { name: "Deliveries", connection: "messaging", address: "/c/messaging/deliveries", kept: ["id"] },
  // An event is known by the body that was posted, and by nothing else.
  { name: "Events", connection: "community", address: "/c/community/endpoints/1", kept: ["http_request_body"] },
  { name: "E-mails", connection: "billing", address: "/c/billing/emails", kept: ["id"] },
  { name: "Callouts", connection: "billing", address: "/c/billing/callouts", kept: ["id"] },
];

/** What a machine says of nothing. */
const machine = /\b(null|undefined|NaN|Invalid Date)\b|Some\(|1970/;
const pane = (page: Page): Locator => page.locator(".pane");
/** The rows that were stripped: of what has no moment, the moment is not known. */
const stripped = (page: Page, name: string): Locator =>
  page.getByRole("grid", { name }).getByRole("row").filter({ has: page.getByRole("gridcell", { name: "unknown", exact: true }) });

for (const { name, connection, address, kept } of grids) {
  for (const how of ["null", "absent"] as How[]) {
    test(`${name}: a row without a word, and one with its id only, every other member ${how}`, async ({ page }) => {
      await bare(page, connection, how, kept);
      await signIn(page, address);
      const rows = stripped(page, name);
      await expect(rows.first()).toBeVisible({ timeout: 20_000 });
      expect(await page.getByRole("main").innerText()).not.toMatch(machine);

      // What has no id cannot be chosen, and says why; details of it are what the list told.
      const nameless = page.getByRole("checkbox", { name: /cannot be chosen: / });
      if (name === "Events") await page.getByLabel("Filter loaded rows").fill("cannot be resent");
      await expect(nameless.first()).toBeDisabled();
      const without = rows.filter({ has: nameless }).first();
      await without.getByRole("rowheader").getByRole("button").click();
      await expect(pane(page)).toBeFocused();
      // The row as the vendor sent it is shown as it is; above it stand the console's own words.
      const told = async () => (await pane(page).innerText()).split("Row as the vendor sent it")[0];
      expect(await told()).not.toMatch(machine);
      expect(await barriers(page), "without an id").toEqual([]);
      await page.keyboard.press("Escape");
      await expect(pane(page)).toHaveCount(0);
      await page.getByLabel("Filter loaded rows").fill("");

      const known = rows.filter({ has: page.getByRole("checkbox", { name: /^Choose / }) }).first();
      await known.getByRole("checkbox").check();
      await expect(page.getByRole("region", { name: "Chosen records" })).toContainText("1 chosen: 1 call");
      await known.getByRole("rowheader").getByRole("button").click();
      await expect(pane(page)).toBeFocused();
      await expect(pane(page).getByRole("status").filter({ hasText: /^Reading/ })).toHaveCount(0);
      expect(await told()).not.toMatch(machine);
    });
  }
}

for (const { name, connection, address } of [
  { name: "Endpoints", connection: "community", address: "/c/community/endpoints" },
  { name: "Subscriptions", connection: "messaging", address: "/c/messaging/subscriptions" },
]) {
  for (const how of ["null", "absent"] as How[]) {
    test(`${name}: a row without a word, and one with its id only, every other member ${how}`, async ({ page }) => {
      await bare(page, connection, how, ["id"]);
      await signIn(page, address);
      const rows = page.getByRole("table", { name }).getByRole("row");
      await expect(rows.nth(2)).toBeVisible();
      await expect(rows.nth(1).getByRole("rowheader")).toHaveText("no id");
      await expect(rows.nth(1).getByRole("link"), "it leads nowhere").toHaveCount(0);
      await expect(rows.nth(2).getByRole("link")).toBeVisible();
      for (const place of [1, 2]) await expect(rows.nth(place).getByRole("cell").first()).toHaveText("unknown");
      expect(await page.getByRole("main").innerText()).not.toMatch(machine);
      expect(await barriers(page)).toEqual([]);
    });
  }
}

for (const [name, connection, address, words, why] of [
  ["endpoints", "community", "/c/community/endpoints", "No endpoints", "This community posts its events nowhere yet."],
  ["events", "community", "/c/community/endpoints/1", "No tries yet", "Nothing was posted to this endpoint so far."],
  ["subscriptions", "messaging", "/c/messaging/subscriptions", "No subscriptions", "Nothing is delivered anywhere."],
  ["deliveries", "messaging", "/c/messaging/deliveries", "No deliveries", "Kirim keeps deliveries for 30 days; there are none."],
  ["e-mails", "billing", "/c/billing/emails", "No failed e-mails", "Nothing failed; e-mails with another status are not shown."],
  ["callouts of any status", "billing", "/c/billing/callouts?status=any", "No callouts", "Zuora keeps none in its history."],
] as const) {
  test(`no ${name} at all: said for what it is, with nothing to choose or to load`, async ({ page }) => {
    await nothing(page, connection);
    await signIn(page, address);
    const main = page.getByRole("main");
    await expect(main.getByText(words, { exact: true })).toBeVisible({ timeout: 20_000 });
    // The reason comes first; what would make rows appear may follow it.
    await expect(main.getByRole("paragraph").filter({ hasText: why })).toHaveText(new RegExp(`^${why.replaceAll(".", "\\.")}`));
    await expect(main.getByRole("alert")).toHaveCount(0);
    await expect(main.getByRole("row")).toHaveCount(0);
    await expect(main.getByRole("button", { name: /^Load/ })).toHaveCount(0);
    await expect(main.getByText(/All 0 /)).toHaveCount(0);
    expect(await main.innerText()).not.toMatch(machine);
    expect(await barriers(page)).toEqual([]);
  });
}
