// The filters over a list, as a person uses them: chips, the list of what can be added, and the
// panel in which one filter is set.
import { expect, type Locator, type Page } from "@playwright/test";

const bar = (page: Page): Locator => page.getByRole("group", { name: "Filters of the list" });

/** What is filtered by: `Status dead`. */
export const chips = (page: Page): Locator => page.getByRole("list", { name: "Filters" }).getByRole("listitem");

/** The panel in which one filter is set. */
export const panel = (page: Page, label: string): Locator => page.getByRole("dialog", { name: `Filter by ${label}` });

/** Asked for before the page is: waits until the names of the subscriptions have come. A filter takes only an id before. */
export function subscriptionNames(page: Page): () => Promise<void> {
  const answer = page.waitForResponse((response) => response.request().postData()?.includes('"subscriptions"') ?? false, { timeout: 60_000 });
  return async () => void (await (await answer).finished());
}

/** Opens the panel of a filter, whether it is set already or not. */
export async function openFilter(page: Page, label: string): Promise<Locator> {
  // The chips of what is set stand there with it.
  await expect(bar(page)).toBeVisible();
  const chip = chips(page).filter({ hasText: new RegExp(`^${label}`) });
  if ((await chip.count()) > 0) {
    await chip.getByRole("button").first().click();
  } else {
    await page.getByRole("button", { name: "+ Filter" }).click();
    await page.getByRole("dialog", { name: "Filter by", exact: true }).getByRole("button", { name: label }).click();
  }
  return panel(page, label);
}

/** Sets a filter of one choice, by the words that stand beside it. */
export async function choose(page: Page, label: string, value: string | RegExp): Promise<void> {
  const open = await openFilter(page, label);
  await open.getByRole("radio", typeof value === "string" ? { name: value, exact: true } : { name: value }).check();
  await open.getByRole("button", { name: "Apply" }).click();
  await open.waitFor({ state: "hidden" });
}

/** Sets a filter that is typed. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  const open = await openFilter(page, label);
  await open.getByRole("textbox", { name: label }).fill(text);
  await open.getByRole("button", { name: "Apply" }).click();
  await open.waitFor({ state: "hidden" });
}

/** Takes one filter away. */
export const remove = (page: Page, label: string): Promise<void> =>
  bar(page).getByRole("button", { name: `Remove filter ${label}` }).click();

export const clearAll = (page: Page): Promise<void> => bar(page).getByRole("button", { name: "Clear all" }).click();
