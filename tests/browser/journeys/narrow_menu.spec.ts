// On a telephone the places of the menu are one strip that is wider than the window: the current one is
// in view, and the page does not move for it.
import { expect, signIn, test } from "../support/journey.ts";

test.use({ viewport: { width: 390, height: 800 } });

for (const address of ["/", "/c/messaging/subscriptions", "/c/billing/callouts", "/runs"]) {
  test(`the current place is in view where the page is opened: ${address}`, async ({ page }) => {
    await signIn(page, address);
    const current = page.getByRole("navigation", { name: "Main" }).locator("[aria-current]");
    await expect(current).toHaveCount(1);
    await expect(current).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 0]);
  });
}

test("it comes into view when another place is gone to, from anywhere", async ({ page }) => {
  await signIn(page, "/");
  await page.getByRole("button", { name: "Go anywhere" }).click();
  await page.getByRole("combobox").fill("Runs");
  await page.keyboard.press("Enter");
  const current = page.getByRole("navigation", { name: "Main" }).locator("[aria-current]");
  await expect(current).toHaveText("Runs");
  await expect(current).toBeInViewport({ ratio: 1 });
  await page.goBack();
  await expect(current).toHaveText("Overview");
  await expect(current).toBeInViewport({ ratio: 1 });
});
