// What every journey begins with: a fresh sandbox, and tabs that report each breach of the content
// security policy and each uncaught error. A journey with a report fails.
import { test as base, expect, type Page } from "@playwright/test";
import { operator, password, startDemo, type Demo } from "./demo.ts";
import { Sandbox } from "./sandbox.ts";

type Worker = { demo: Demo };
type Journey = { sandbox: Sandbox; reports: string[]; home: Page };

export const test = base.extend<Journey, Worker>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: "worker" },
  ],

  sandbox: [
    async ({ demo }, use) => {
      const sandbox = new Sandbox(demo.sandbox);
      await sandbox.reset();
      await use(sandbox);
    },
    { auto: true },
  ],

  baseURL: async ({ demo }, use) => use(demo.console),

  reports: [
    async ({ context }, use) => {
      const reports: string[] = [];
      await context.exposeFunction("redriveReport", (report: string) => reports.push(report));
      await context.addInitScript(() => {
        const tell = (window as unknown as { redriveReport: (report: string) => void }).redriveReport;
        document.addEventListener("securitypolicyviolation", (event) => {
          tell(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
        });
      });
      context.on("weberror", (error) => reports.push(`uncaught: ${error.error().message}`));
      // A clock that a journey passes by itself catches what its timers throw, and only writes it down.
      context.on("console", (line) => {
        if (line.type() === "error" && line.text().includes("RuntimeError")) reports.push(`fault: ${line.text()}`);
      });
      await use(reports);
      expect(reports, "reports of the content security policy and uncaught errors").toEqual([]);
    },
    { auto: true },
  ],

  /** A page that is signed in and shows the overview. */
  home: async ({ page }, use) => {
    await signIn(page, "/");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await use(page);
  },
});

/** Opens an address and signs in there. */
export async function signIn(page: Page, where: string): Promise<void> {
  await page.goto(where);
  await page.getByLabel("Name").fill(operator);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
}

/** Signs in over the page whose session ended. */
export async function signInAgain(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
}

/** What the oracle says where each of these was sent once. */
export const once = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, 1]));

/** Brings ids into the field of the paste form at once, as pasting does: a browser that types a thousand lines takes seconds. */
export async function bringIds(page: Page, ids: string[]): Promise<void> {
  await page.getByRole("textbox", { name: "Ids" }).evaluate((field: HTMLTextAreaElement, text) => {
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, ids.join("\n"));
}

/** Fills the open plan dialog and sends. */
export async function approve(page: Page, reason = "INC-4821", secret = password): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill(reason);
  await dialog.getByLabel("Your password").fill(secret);
  await dialog.getByRole("button", { name: /^(Resend|Replay|Switch)/ }).click();
}

/** Confirms the plan of the run that the page shows, and lets it go on there. */
export async function goOn(page: Page): Promise<void> {
  const card = page.getByRole("region", { name: /No tab carries this run out|Your session has ended|has to be confirmed/ });
  await card.getByLabel("Your password").fill(password);
  await card.getByRole("button", { name: "Confirm and go on" }).click();
}

/** Waits until the run's page says that it has ended. */
export async function ended(page: Page, timeout = 30_000): Promise<void> {
  await expect(page.getByText(/^(Sent: every call was made|Stopped\.)/)).toBeVisible({ timeout });
}

/** The figure under one outcome of the run's page. */
export async function figure(page: Page, outcome: string): Promise<number> {
  const term = page.getByRole("term").filter({ hasText: new RegExp(`^${outcome}$`) });
  const text = await term.locator("xpath=following-sibling::dd").innerText();
  return Number(text.replaceAll(",", ""));
}

export { expect };
