// A file that a button gives.
import type { Locator } from "@playwright/test";
import { readFile } from "node:fs/promises";

/** Presses the button; the text of the file that comes. */
export async function downloaded(button: Locator): Promise<string> {
  const [download] = await Promise.all([button.page().waitForEvent("download"), button.click()]);
  return readFile(await download.path(), "utf8");
}
