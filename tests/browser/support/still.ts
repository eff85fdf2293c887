// When a page has come to rest. A colour on its way from one theme to the next is a contrast that
// nobody is meant to read by, and a shadow on its way in no picture to keep.
import type { Page } from "@playwright/test";

/** Waits until what fades or slides has arrived or is gone; what never ends is not waited for. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().iterations !== Infinity;
    const moves = (animation: Animation) => animation.playState === "running" && ends(animation);
    const moving = () => document.getAnimations().filter(moves);
    // One that is cut off rejects, and is as much over. Another may have begun meanwhile.
    for (let now = moving(); now.length > 0; now = moving()) await Promise.allSettled(now.map((animation) => animation.finished));
  });
}
