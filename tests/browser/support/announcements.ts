// What is said to somebody who listens: every text that a live region comes to hold, in the order
// in which it came to hold it.
import type { Page } from "@playwright/test";

export type Said = { how: "polite" | "assertive"; words: string };

type Heard = { redriveHeard?: Said[] };

/** From now on, what was said. */
export async function announcements(page: Page): Promise<() => Promise<Said[]>> {
  await page.evaluate(() => {
    const regions = "[role=status], [role=alert], [aria-live]";
    const heard: Said[] = [];
    (window as unknown as Heard).redriveHeard = heard;
    const words = (region: Element) => (region instanceof HTMLElement ? region.innerText : "").replace(/\s+/g, " ").trim();
    const before = new WeakMap<Element, string>();
    for (const region of document.querySelectorAll(regions)) before.set(region, words(region));
    const listen = () => {
      for (const region of document.querySelectorAll(regions)) {
        const now = region.checkVisibility() ? words(region) : "";
        const alert = region.getAttribute("role") === "alert";
        // A region that appears with its words in it is read out only if it is an alert.
        const known = before.has(region) || alert;
        if (known && now !== (before.get(region) ?? "") && now !== "" && region.getAttribute("aria-live") !== "off") {
          heard.push({ how: alert ? "assertive" : "polite", words: now });
        }
        before.set(region, now);
      }
    };
    // What is only there between two frames is told to nobody.
    const frame = () => {
      listen();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return () => page.evaluate(() => (window as unknown as Heard).redriveHeard ?? []);
}
