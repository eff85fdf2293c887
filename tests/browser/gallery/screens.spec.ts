// Every screen at three widths, light and dark.
import { approve, ended, expect, signIn, test } from "../support/journey.ts";
import { picture } from "./picture.ts";
import type { Sandbox } from "../support/sandbox.ts";
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
  { name: "e-mails", address: "/c/billing/emails", ready: /failed e-mails/, set: rows },
  { name: "callouts", address: "/c/billing/callouts", ready: /callouts/, set: rows },
  { name: "paste", address: "/c/billing/emails/paste", ready: /Nothing is pasted yet/ },
  { name: "runs", address: "/runs", ready: /Every plan that was sent from this browser/ },
];

/** A plan in its dialog, and the page of the run that it becomes: more than one call may carry. */
async function planAndRun(page: Page, sandbox: Sandbox, at: string): Promise<void> {
  const of = (await sandbox.subscriptions()).find(({ description }) => description === "Orders-prod");
  await page.goto(`/c/messaging/replay?subscription=${of?.id}&status=dead`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await picture(page, `replay-${at}`);
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByLabel("Your password")).toBeVisible({ timeout: 60_000 });
  await picture(page, `plan-${at}`);
  await approve(page, "INC-4821: orders of Thursday");
  await ended(page, 60_000);
  await expect(page.getByRole("term").filter({ hasText: /^delivered$/ })).toBeVisible({ timeout: 60_000 });
  await picture(page, `run-${at}`);
}

/** Details beside the table, and the way to everywhere. */
async function paneAndPalette(page: Page, at: string): Promise<void> {
  await page.goto("/c/messaging/deliveries?status=dead");
  await rows(page);
  await page.getByRole("row").nth(2).getByRole("button", { name: /^wbd_/ }).click();
  const pane = page.getByRole("region", { name: /^Delivery / }).or(page.getByRole("dialog", { name: /^Delivery / }));
  await expect(pane.getByRole("listitem").first()).toBeVisible();
  await picture(page, `pane-${at}`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("listbox")).toBeVisible();
  await picture(page, `palette-${at}`);
  await page.keyboard.press("Escape");
}

for (const [width, height, themes] of [
  [1440, 900, ["light", "dark"]],
  [1024, 768, ["light", "dark"]],
  [390, 844, ["light", "dark"]],
] as const) {
  for (const theme of themes) {
    test(`${width} px, ${theme}`, async ({ page, sandbox }) => {
      const at = `${width}-${theme}`;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await picture(page, `sign-in-${at}`);
      await signIn(page, "/");
      await planAndRun(page, sandbox, at);
      await paneAndPalette(page, at);
      for (const { name, address, ready, set } of scenes) {
        await page.goto(address);
        await expect(page.getByText(ready).first(), name).toBeVisible({ timeout: 20_000 });
        await set?.(page);
        await picture(page, `${name}-${at}`);
      }
    });
  }
}
