// An admin resends events that an endpoint missed.
import { approve, ended, expect, figure, test } from "../support/journey.ts";

test("three chosen events are resent once each, and the vendor's silence is told as silence", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "Endpoints" }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Events of endpoint \d+$/ })).toBeVisible();

  const boxes = page.getByRole("checkbox", { name: /^Choose event \d+$/ });
  const chosen: string[] = [];
  for (const place of [0, 2, 3]) {
    const box = boxes.nth(place);
    await box.check();
    chosen.push(/\d+/.exec((await box.getAttribute("aria-label")) ?? "")?.[0] ?? "");
  }
  const bar = page.getByRole("region", { name: "Chosen records" });
  await expect(bar).toContainText("3 chosen: 1 call");
  await bar.getByRole("button", { name: "Resend 3 events…" }).click();

  const dialog = page.getByRole("dialog", { name: "Resend 3 events" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await dialog.getByText("Exactly what is sent (1 request)").click();
  await expect(dialog.getByRole("region", { name: "The request" })).toContainText(`{"event":[${chosen.join(",")}]}`);
  await dialog.getByRole("button", { name: "curl", exact: true }).click();
  await expect(dialog.getByRole("region", { name: "The request" })).toContainText("Authorization: Bearer $TOKEN");
  await expect(dialog).not.toContainText("sandbox-admin");
  expect(await sandbox.sent()).toMatchObject({ selfcommunity: 0 });

  await approve(page);
  await ended(page);
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{32}$/);
  expect(await figure(page, "accepted")).toBe(3);
  await expect(page.getByRole("gridcell", { name: "Taken by the vendor, which reports nothing per event." })).toHaveCount(3);
  expect((await sandbox.sends()).selfcommunity).toEqual(Object.fromEntries(chosen.map((id) => [id, 1])));

  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Resend 3 events" })).toBeVisible();
  expect(await figure(page, "accepted")).toBe(3);
});

test("a row whose event is not known cannot be chosen, and says why", async ({ home: page }) => {
  await page.getByRole("link", { name: "Endpoints" }).click();
  const links = page.getByRole("link", { name: /^Events of endpoint/ });
  await expect(links.first()).toBeVisible();
  const barred = page.getByRole("checkbox", { name: /cannot be chosen: / });
  for (const link of await links.all()) {
    await link.click();
    await expect(page.getByText(/tries in all, newest first|No tries yet/).first()).toBeVisible();
    await page.getByLabel("Filter loaded rows").fill("cannot be resent");
    if ((await barred.count()) > 0) break;
    await page.goBack();
    await expect(links.first()).toBeVisible();
  }
  await expect(barred.first()).toBeDisabled();
  await expect(page.getByText(/cannot be resent: the body that was posted/).first()).toBeVisible();
});

test("details show every try with its bodies, and give the focus back", async ({ home: page }) => {
  await page.getByRole("link", { name: "Endpoints" }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  const opener = page.getByRole("button", { name: /^Event \d+$/ }).first();
  const name = await opener.innerText();
  await opener.click();
  const pane = page.getByRole("region", { name, exact: true });
  await expect(pane).toBeFocused();
  await pane.getByText("Posted").first().click();
  await expect(pane.getByRole("region", { name: "Posted" }).first()).toContainText("event_id");
  await page.keyboard.press("Escape");
  await expect(pane).toBeHidden();
  await expect(page.getByRole("grid", { name: "Events" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pane).toBeFocused();
});
