// One list in every state, and what opens over it. Wide and light: the journeys of the states hold
// the other widths and themes to axe.
import { expect, signIn, test } from "../support/journey.ts";
import { picture } from "./picture.ts";

const operation = "kirim.list_deliveries";

test("deliveries in every state", async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await signIn(page, "/runs");
  const main = page.getByRole("main");
  const alert = main.getByRole("alert").first();

  await sandbox.fault({ kind: "delay", operation, delay_ms: 600_000, count: 5 });
  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(main.getByRole("status").filter({ hasText: "Reading the deliveries…" }).first()).toBeVisible();
  await picture(page, "state-loading");
  await sandbox.disarm();
  await expect(main.getByRole("row").nth(1)).toBeVisible();

  for (const [name, kind] of [["failed", "502"], ["forbidden", "403"], ["throttled", "429"]] as const) {
    await sandbox.fault({ kind, operation, count: 50 });
    await page.reload();
    await expect(alert).toContainText(/\S/);
    await picture(page, `state-${name}`);
    await sandbox.disarm();
  }

  await page.goto("/c/messaging/deliveries?type=nobody.knows");
  await expect(main.getByText("Nothing matches", { exact: true })).toBeVisible();
  await picture(page, "state-filtered-out");

  await page.goto("/c/messaging/deliveries?status=dead");
  await expect(main.getByRole("row").nth(1)).toBeVisible();
  await main.getByRole("button", { name: /^HTTP 503 / }).click();
  await main.getByRole("button", { name: /^Choose this group: / }).click();
  await picture(page, "state-group-chosen");
  await sandbox.fault({ kind: "500", operation, count: 50 });
  await main.getByRole("button", { name: "Load everything" }).click();
  await expect(alert).toContainText("The vendor failed");
  await alert.scrollIntoViewIfNeeded();
  await picture(page, "state-partial");
  await sandbox.disarm();

  await page.context().setOffline(true);
  await page.getByRole("navigation").getByRole("link", { name: "Callouts", exact: true }).click();
  await expect(alert).toContainText(/No answer came|did not arrive/);
  await picture(page, "state-offline");
  await page.context().setOffline(false);
});
