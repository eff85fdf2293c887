// What a table says of itself.
import type { Locator, Page } from "@playwright/test";

/** How many of the loaded rows are shown; nothing where all of them are. */
export const shown = (page: Page): Locator => page.getByRole("status").filter({ hasText: /^[\d,]+ of [\d,]+ loaded$/ });
