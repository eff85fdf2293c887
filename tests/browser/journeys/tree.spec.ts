// Every screen as somebody meets it who cannot see it: its landmarks, headings and controls, with
// their roles, names and states. What has to be there stands in ../trees, a file a screen: the
// numbers, times and ids of a world as patterns, and of a table its headings and one row.
import { approve, ended, expect, signIn, test } from "../support/journey.ts";
import type { Locator, Page } from "@playwright/test";

const tree = (name: string) => ({ name: `${name}.aria.yml`, timeout: 20_000 });
const main = (page: Page): Locator => page.getByRole("main");
const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });

test("the sign-in, and the menu beside every page", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("body")).toMatchAriaSnapshot(tree("sign-in"));
  await signIn(page, "/runs");
  await expect(page.locator("body")).toMatchAriaSnapshot(tree("menu"));
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Runs" }), "where one is").toHaveAttribute("aria-current", "page");
});

test("a console without a connection", async ({ page }) => {
  await page.route("**/api/connections", (route) => route.fulfill({ json: [] }));
  await signIn(page, "/");
  await expect(page.locator("body")).toMatchAriaSnapshot(tree("no-connection"));
});

for (const [name, address] of [
  ["overview", "/"],
  ["endpoints", "/c/community/endpoints"],
  ["events", "/c/community/endpoints/1"],
  ["deliveries", "/c/messaging/deliveries?status=dead"],
  ["subscriptions", "/c/messaging/subscriptions"],
  ["replay-form", "/c/messaging/replay"],
  ["e-mails", "/c/billing/emails"],
  ["callouts", "/c/billing/callouts"],
  ["paste-form", "/c/billing/emails/paste"],
  ["no-runs", "/runs"],
  ["no-such-page", "/nowhere"],
] as const) {
  test(`the screen: ${name}`, async ({ page }) => {
    await signIn(page, address);
    await expect(main(page)).toMatchAriaSnapshot(tree(name));
  });
}

test("what opens over and beside a table", async ({ page }) => {
  await signIn(page, "/c/messaging/deliveries?status=dead");
  const grid = page.getByRole("grid", { name: "Deliveries" });
  await grid.getByRole("rowheader").getByRole("button").first().click();
  await expect(page.locator(".pane")).toMatchAriaSnapshot(tree("delivery"));
  await page.keyboard.press("Escape");

  const dialog = page.getByRole("dialog");
  await button(page, "+ Filter").click();
  await expect(dialog).toMatchAriaSnapshot(tree("filter-list"));
  await dialog.getByRole("button", { name: "Created" }).click();
  await expect(dialog).toMatchAriaSnapshot(tree("filter-created"));
  await page.keyboard.press("Escape");

  await button(page, "Columns and density").click();
  await expect(dialog).toMatchAriaSnapshot(tree("columns"));
  await page.keyboard.press("Escape");
  await button(page, "Choose rows").click();
  await expect(page.getByRole("menu")).toMatchAriaSnapshot(tree("choose-rows"));
  await page.keyboard.press("Escape");
  await button(page, /^Actions for /).first().click();
  await expect(page.getByRole("menu")).toMatchAriaSnapshot(tree("row-menu"));
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await expect(dialog).toMatchAriaSnapshot(tree("palette"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(dialog).toMatchAriaSnapshot(tree("shortcuts"));
});

test("from a choice over its plan to the report and the list of runs", async ({ page }) => {
  await signIn(page, "/c/messaging/deliveries?status=dead");
  await page.getByRole("checkbox", { name: /^Choose delivery / }).first().check();
  await expect(page.getByRole("region", { name: "Chosen records" })).toMatchAriaSnapshot(tree("chosen"));
  await button(page, "Replay 1 delivery…").click();
  await expect(page.getByRole("dialog")).toMatchAriaSnapshot(tree("plan"));
  await approve(page);
  await ended(page);
  await expect(main(page)).toMatchAriaSnapshot(tree("run"));
  await page.goto("/runs");
  await expect(main(page)).toMatchAriaSnapshot(tree("runs"));
});
