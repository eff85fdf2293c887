// Every screen at three widths, light and dark.
import { approve, ended, expect, signIn, test } from "../support/journey.ts";
import { picture } from "./picture.ts";
import type { Page } from "@playwright/test";

type Scene = { name: string; address: string; ready: RegExp; set?: (page: Page) => Promise<void> };

const rows = async (page: Page) => expect(page.getByRole("row").nth(3)).toBeVisible();

async function choose(page: Page, from: number, to: number): Promise<void> {
  const boxes = page.getByRole("checkbox", { name: /^Choose (delivery|event|e-mail) / });
  await boxes.nth(from).check();
  await boxes.nth(to).click({ modifiers: ["Shift"] });
}

const scenes: Scene[] = [
  { name: "overview", address: "/", ready: /Last runs/, set: async (page) => expect(page.getByText("counting…")).toHaveCount(0) },
  { name: "endpoints", address: "/c/community/endpoints", ready: /endpoints$/, set: rows },
  {
    name: "events",
    address: "/c/community/endpoints/1",
    ready: /tries in all/,
    set: async (page) => {
      await rows(page);
      await choose(page, 1, 4);
    },
  },
  {
    name: "deliveries",
    address: "/c/messaging/deliveries?status=dead",
    ready: /match/,
    set: async (page) => {
      await page.getByRole("button", { name: "Load everything" }).click();
      await expect(page.getByText(/in all\./).first()).toBeVisible();
      await choose(page, 2, 6);
    },
  },
  { name: "subscriptions", address: "/c/messaging/subscriptions", ready: /active/, set: rows },
  { name: "replay", address: "/c/messaging/replay?status=dead", ready: /Nothing is sent yet/ },
  { name: "e-mails", address: "/c/billing/emails", ready: /failed e-mails/, set: rows },
  { name: "callouts", address: "/c/billing/callouts", ready: /callouts/, set: rows },
  { name: "paste", address: "/c/billing/emails/paste", ready: /Nothing is pasted yet/ },
  { name: "runs", address: "/runs", ready: /Every plan that was sent from this browser/ },
];

/** A plan in its dialog, and the page of the run that it becomes. */
async function planAndRun(page: Page, at: string): Promise<void> {
  await page.goto("/c/billing/emails");
  await rows(page);
  await choose(page, 0, 5);
  await page.getByRole("button", { name: /^Resend 6 e-mails…$/ }).click();
  await expect(page.getByLabel("Your password")).toBeVisible();
  await picture(page, `plan-${at}`);
  await approve(page, "INC-4821: mails of Friday");
  await ended(page);
  await picture(page, `run-${at}`);
}

for (const [width, height, themes] of [
  [1440, 900, ["light", "dark"]],
  [1024, 768, ["light", "dark"]],
  [390, 844, ["light", "dark"]],
] as const) {
  for (const theme of themes) {
    test(`${width} px, ${theme}`, async ({ page }) => {
      const at = `${width}-${theme}`;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await picture(page, `sign-in-${at}`);
      await signIn(page, "/");
      await planAndRun(page, at);
      for (const { name, address, ready, set } of scenes) {
        await page.goto(address);
        await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
        await set?.(page);
        await picture(page, `${name}-${at}`);
      }
    });
  }
}
