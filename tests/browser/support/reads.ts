// What the console asks of vendors. A thing that must not be asked for leaves no trace on the screen:
// whoever expects it not to happen counts.
import type { Page } from "@playwright/test";

/** What vendors are asked to read from here on, by the words of the console. */
export function reads(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/read")) asked.push(request.postData() ?? "");
  });
  return asked;
}
