// A person without a mouse: goes by keys alone, and at every step the focus must stand somewhere
// and be seen there.
import { expect, type Locator, type Page } from "@playwright/test";

/** How many presses lead at most from one end of a screen to the other. */
const most = 120;

export class Keys {
  constructor(readonly page: Page) {}

  /** Presses a key where the focus stands. */
  async press(key: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.held();
      await this.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.held();
    await this.page.keyboard.type(text);
  }

  /** Goes on, stop by stop, until the focus stands there. */
  async to(target: Locator, key = "Tab"): Promise<void> {
    await expect(target.first()).toBeAttached();
    await this.held();
    let around = 0;
    for (let turn = 0; turn < most && around <= 1; turn += 1) {
      if (await target.evaluateAll((stops) => stops.some((stop) => stop === document.activeElement))) return this.held();
      await this.page.keyboard.press(key);
      // Past the last stop lies the browser's own window, and then the first one again.
      if (await this.page.evaluate(() => document.activeElement === document.body)) around += 1;
      else await this.held();
    }
    throw new Error(`${key} does not lead to ${target}`);
  }

  /** Goes there and presses Enter. */
  async enter(target: Locator, key = "Tab"): Promise<void> {
    await this.to(target, key);
    await this.press("Enter");
  }

  /** Goes to a field, and types there instead of what it holds. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press("Control+a");
    await this.type(text);
  }

  /** The focus stands on something, and whoever looks at the screen can tell where. */
  async held(): Promise<void> {
    await expect.poll(() => this.page.evaluate(unseen), { message: "where the focus is" }).toBe("");
  }
}

/** Why the focus cannot be seen, or nothing. */
function unseen(): string {
  const focus = document.activeElement;
  if (!(focus instanceof HTMLElement) || focus === document.body) return "nothing has the focus";
  const name = `${focus.localName} “${(focus.getAttribute("aria-label") ?? focus.textContent ?? "").trim().slice(0, 40)}”`;
  // A box to tick or a chooser of files may be drawn by its label.
  const label = focus.closest("label");
  const drawn = label && focus.getBoundingClientRect().width <= 1 ? label : focus;
  const box = drawn.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right - left < 1 || bottom - top < 1) return `${name} lies outside of the window`;

  // A bar that lies over all of it hides it; one that lies over a part of it does not.
  const points = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) => [0.05, 0.5, 0.95].map((y) => [left + x * (right - left), top + y * (bottom - top)] as const));
  const bare = points.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (drawn.contains(hit) || hit.contains(drawn) || hit === label);
  });
  if (!bare) return `${name} is covered`;

  // What takes the focus only by program, as a page or a pane that was entered, needs no frame. Of
  // a slider the thumb is framed, and of a time's picker its button: no script is told of these.
  if (focus.tabIndex < 0 || focus.matches("input[type=range], :not(:focus)")) return "";
  const framed = (element: Element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  };
  const beside = [...drawn.children, ...(drawn.parentElement?.querySelectorAll(":focus + *") ?? [])];
  const shown = framed(drawn) || framed(focus) || beside.some((element) => framed(element));
  return shown ? "" : `${name} has no frame`;
}
