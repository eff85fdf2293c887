// Every screen, in both themes, wide and narrow: no barrier that axe can find, nothing that
// widens the page, nothing that a stranger's text can break.
import { barriers, widerThanItsWindow } from "../support/barriers.ts";
import { approve, ended, expect, signIn, test } from "../support/journey.ts";
import { screens } from "../support/screens.ts";

for (const theme of ["light", "dark"] as const) {
  test(`no barrier on any screen, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    expect(await barriers(page), "sign-in").toEqual([]);
    await signIn(page, "/");
    for (const [name, address, ready] of screens) {
      await page.goto(address);
      await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
      expect(await barriers(page), name).toEqual([]);
    }
  });

  test(`no barrier in the plan dialog, a pane and a run, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, "/c/community/endpoints");
    await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
    await page.getByRole("button", { name: /^Event \d+$/ }).first().click();
    await page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first().check();
    expect(await barriers(page), "a pane and a selection").toEqual([]);
    await page.getByRole("button", { name: "Resend 1 event…" }).click();
    await page.getByText(/^Exactly what is sent/).click();
    expect(await barriers(page), "the plan dialog").toEqual([]);
    await approve(page, "INC-1", "wrong");
    await expect(page.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
    expect(await barriers(page), "a refused password").toEqual([]);
    await approve(page);
    await ended(page);
    expect(await barriers(page), "a run").toEqual([]);
  });
}

for (const [size, width] of [["390 px", 390], ["200 % zoom of 1280 px", 640]] as const) {
  test(`no screen is wider than its window at ${size}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 800 });
    await signIn(page, "/");
    for (const [name, address, ready] of screens) {
      await page.goto(address);
      await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
      expect(await widerThanItsWindow(page), name).toBeLessThanOrEqual(0);
    }
  });
}

test("a stranger's text is text, on every screen, and breaks no layout", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  await sandbox.hostile();
  await signIn(page, "/");
  for (const [name, address, ready] of screens) {
    await page.goto(address);
    await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
    expect(await widerThanItsWindow(page), name).toBeLessThanOrEqual(0);
    expect(await page.locator("main img, main script, main iframe").count(), name).toBe(0);
  }
  await page.goto("/c/messaging/deliveries");
  await expect(page.getByRole("grid").getByText("<img src=x onerror=").first()).toBeVisible();
});
