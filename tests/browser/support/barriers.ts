// What stands in the way of somebody: as far as axe finds it, and pages wider than their window.
import AxeBuilder from "@axe-core/playwright";
import { still } from "./still.ts";
import type { Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything that axe holds against the page once it stands still: a line each. */
export async function barriers(page: Page): Promise<string[]> {
  await still(page);
  // Nothing of ours stands in a frame, so what was found needs no page of its own to be put together;
  // and what is well needs no account of it.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(rules).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** By how much: the page itself never scrolls sideways; regions that must, do. */
export async function widerThanItsWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
