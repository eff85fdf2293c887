// What a page copies. Its own policy forbids to read the clipboard, so what is written is caught.
import type { Page } from "@playwright/test";

/** From now on, what was copied last. */
export async function copies(page: Page): Promise<() => Promise<string>> {
  type Caught = { redriveCopied?: string };
  await page.evaluate(() => {
    navigator.clipboard.writeText = (text: string) => {
      (window as unknown as Caught).redriveCopied = text;
      return Promise.resolve();
    };
  });
  return () => page.evaluate(() => (window as unknown as Caught).redriveCopied ?? "");
}
