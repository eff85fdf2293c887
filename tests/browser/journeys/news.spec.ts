// A run that ends or needs somebody is told to whoever looks elsewhere: on other pages of the console
// by a line with a link, and of a hidden tab by its title and, where it was switched on, by the browser.
import { barriers } from "../support/barriers.ts";
import { approve, bringIds, ended, expect, test } from "../support/journey.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Locator, Page } from "@playwright/test";

const news = (page: Page): Locator => page.getByRole("region", { name: "News of a run" });
const notifies = (page: Page): Locator => page.getByRole("checkbox", { name: /^Notify me while this tab is hidden/ });

/** Begins to resend e-mails; the first call is held. */
async function begin(page: Page, sandbox: Sandbox, count = 1): Promise<void> {
  const ids = await sandbox.failedMails(count);
  await sandbox.hold("zuora.resend_emails");
  await page.goto("/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await expect(page).toHaveURL(/\/runs\//);
  await sandbox.met();
}

type Told = { title: string; body: string };
type Notified = { redriveTold: Told[]; redrivePress: () => void };

/** A browser that answers so when it is asked for notifications, and keeps those that it is given. */
async function browserThat(page: Page, answers: "granted" | "denied"): Promise<void> {
  await page.addInitScript((answers) => {
    const told: Told[] = [];
    class Notification {
      static permission = "default";
      static async requestPermission() {
        return (Notification.permission = answers);
      }
      onclick: (() => void) | null = null;
      constructor(title: string, { body }: { body: string }) {
        told.push({ title, body });
        (window as unknown as Notified).redrivePress = () => this.onclick?.();
      }
    }
    Object.assign(window, { Notification, redriveTold: told });
  }, answers);
}

const told = (page: Page): Promise<Told[]> => page.evaluate(() => (window as unknown as Notified).redriveTold);

/** Hides the tab, or shows it again. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}

test("a run that ends is told on every other page, with a way to it, until it is looked at", async ({ home: page, sandbox }) => {
  await begin(page, sandbox);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(news(page)).toHaveCount(0);
  await sandbox.disarm();
  await expect(news(page)).toContainText("Resend 1 e-mail: ended. 1 accepted.");
  expect(await barriers(page)).toEqual([]);
  await news(page).getByRole("link", { name: "Open the run" }).click();
  await ended(page);
  await expect(news(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(news(page), "it was seen").toHaveCount(0);
});

test("a run that needs somebody is told on other pages, and can be dismissed", async ({ home: page, sandbox }) => {
  await begin(page, sandbox, 1003);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("link", { name: "Overview" }).click();
  await sandbox.disarm();
  await expect(news(page)).toContainText("Resend 1,003 e-mails: needs you.");
  await news(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(news(page)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Under way" })).toContainText("Needs you");
});

test("a hidden tab says in its title that a run ended, and the browser tells it where that is switched on", async ({ home: page, sandbox }) => {
  await browserThat(page, "granted");
  await begin(page, sandbox);
  await expect(notifies(page)).not.toBeChecked();
  await notifies(page).check();
  await expect(notifies(page)).toBeChecked();
  expect(await barriers(page)).toEqual([]);
  const run = page.url();
  await page.getByRole("link", { name: "Overview" }).click();
  await hide(page, true);
  await sandbox.disarm();
  await expect(page).toHaveTitle("Run ended · Redrive");
  expect(await told(page)).toEqual([{ title: "Redrive", body: "Resend 1 e-mail: ended. 1 accepted." }]);
  await hide(page, false);
  await expect(page).toHaveTitle("Overview · Redrive");
  await page.evaluate(() => (window as unknown as Notified).redrivePress());
  await expect(page).toHaveURL(run);
  await notifies(page).click();
  await expect(notifies(page), "nothing is to be waited for").toHaveCount(0);
});

test("nothing is told that the browser refuses", async ({ home: page, sandbox }) => {
  await browserThat(page, "denied");
  await begin(page, sandbox);
  await notifies(page).click();
  await expect(page.getByText("This browser refuses it: allow notifications in its settings for this site.")).toBeVisible();
  await expect(notifies(page)).not.toBeChecked();
  await hide(page, true);
  await sandbox.disarm();
  await expect(page).toHaveTitle("Run ended · Redrive");
  expect(await told(page)).toEqual([]);
});

test("nothing is told that nobody switched on", async ({ home: page, sandbox }) => {
  await browserThat(page, "granted");
  await begin(page, sandbox);
  // Allowed it was on an earlier visit.
  await page.evaluate(() => Object.assign(Notification, { permission: "granted" }));
  await page.getByRole("link", { name: "Overview" }).click();
  await hide(page, true);
  await sandbox.disarm();
  await expect(page).toHaveTitle("Run ended · Redrive");
  expect(await told(page)).toEqual([]);
});

test("nothing is told of a tab that is looked at", async ({ home: page, sandbox }) => {
  await browserThat(page, "granted");
  await begin(page, sandbox);
  await notifies(page).check();
  await page.getByRole("link", { name: "Overview" }).click();
  await sandbox.disarm();
  await expect(news(page)).toContainText("ended. 1 accepted.");
  expect(await told(page)).toEqual([]);
});
