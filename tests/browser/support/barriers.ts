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
  const found = await Promise.all(
    violations.map(async ({ id, nodes }) => {
      const targets = nodes.map((node) => node.target.join(" "));
      const within = id === "target-size" ? await uncovered(page, targets) : targets;
      return within.length > 0 ? [`${id}: ${within.join(", ")}`] : [];
    }),
  );
  return found.flat();
}

/** Those that no open panel stands over: what shows beside its edge of a button is not its size. */
function uncovered(page: Page, targets: string[]): Promise<string[]> {
  return page.evaluate((targets) => {
    const panels = [...document.querySelectorAll(":popover-open, .panel")];
    const covers = (panel: Element, element: Element): boolean => {
      const [over, under] = [panel.getBoundingClientRect(), element.getBoundingClientRect()];
      const meets = over.left < under.right && over.right > under.left && over.top < under.bottom && over.bottom > under.top;
      return meets && !panel.contains(element);
    };
    return targets.filter((target) => {
      const element = document.querySelector(target);
      return element === null || !panels.some((panel) => covers(panel, element));
    });
  }, targets);
}

/** By how much: the page itself never scrolls sideways; regions that must, do. */
export async function widerThanItsWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
