// What a table says of itself.
import type { Locator, Page } from "@playwright/test";

/** How many of the loaded rows are shown; nothing where all of them are. */
export const shown = (page: Page): Locator => page.getByRole("status").filter({ hasText: /^[\d,]+ of [\d,]+ loaded$/ });

/** By how many pixels a word is cut. */
export const cut = (word: Locator): Promise<number> => word.evaluate((element) => element.scrollWidth - element.clientWidth);
