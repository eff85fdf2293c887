// Who is signed in, as a tab knows it: it says so as long as it is true, and a session that ends is told
// whatever the tab was doing, with nothing lost of what stands on the page.
import { passTime } from "../support/clock.ts";
import { expect, signIn, signInAgain, test } from "../support/journey.ts";
import { reads } from "../support/reads.ts";

test("a sign-out that nobody heard is told, and whoever is signed in stays so", async ({ home: page, context }) => {
  const menu = page.getByRole("navigation", { name: "Main" });
  const out = menu.getByRole("button", { name: "Sign out" });
  await page.route("**/api/session", (route) => (route.request().method() === "DELETE" ? route.abort() : route.fallback()));
  await out.click();
  await expect(menu.getByRole("alert")).toHaveText(/^You are still signed in: Redrive's own server did not answer/);
  await expect(menu).toContainText("admin");
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await expect(page.getByText(/^At least 100 deliveries match/)).toBeVisible();

  // A session that ends after that is told as any other.
  await context.clearCookies();
  await page.getByRole("button", { name: "Load more" }).click();
  await signInAgain(page);
  await expect(menu.getByRole("alert")).toHaveCount(0);
  await page.unroute("**/api/session");
  await out.click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("a look for new rows finds that the session ended, and nothing typed is lost", async ({ page, context }) => {
  await passTime(page);
  await signIn(page, "/c/messaging/deliveries?status=dead");
  const rows = page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader");
  await expect(rows.first()).toBeVisible();
  const id = await rows.first().innerText();
  const narrow = page.getByLabel("Filter loaded rows");
  await narrow.fill(id);
  await expect(rows).toHaveCount(1);
  await context.clearCookies();
  await page.clock.fastForward(61_000);
  const ended = page.getByRole("dialog", { name: "Your session ended" });
  await expect(ended).toBeVisible();
  const asked = reads(page);
  await page.clock.fastForward(181_000);
  await signInAgain(page);
  expect(asked, "nothing is asked in nobody's name").toEqual([]);
  await expect(narrow).toHaveValue(id);
  await expect(rows).toHaveCount(1);
  await expect(page.getByText(/not looked for any more/)).toHaveCount(0);
  const [look] = await Promise.all([page.waitForRequest("**/read"), page.clock.fastForward(61_000)]);
  expect(look.headers()["redrive-asked"], "it keeps no session open").toBe("nobody");
  const [pressed] = await Promise.all([page.waitForRequest("**/read"), page.getByRole("button", { name: "Load more" }).click()]);
  expect(pressed.headers()["redrive-asked"], "what somebody presses does").toBeUndefined();
});

test("a page of endpoints that no list reaches is asked for as far as numbers go", async ({ home: page }) => {
  const asked = reads(page);
  await page.goto("/c/community/endpoints?page=18446744073709551615");
  await expect.poll(() => asked.join()).toContain('"offset":18446744073709551615');
});
