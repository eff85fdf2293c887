// A storm of scrolling through all rows on a processor that is four times slower: by the wheel, as
// the browser's own thread sees it, so that the screen moves on even while the page is busy.
//
// It is done twice. The first time only frames are counted; the second time the rows in the window
// are looked at, which itself costs time.
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";

const SLOWER = 4;
/** Pixels a second: about nine rows a frame. */
const SPEED = 20_000;
const DISTANCE = 60_000;
const TIMES = 2;
/** The middle of the rows. */
const AT = { x: 800, y: 500 };

export async function scroll(stage: Stage, visit: Visit): Promise<void> {
  await visit.page.evaluate(() => window.bench.scroller().scrollTo({ top: 0 }));
  await visit.idle();
  await visit.cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  try {
    await visit.page.evaluate(watchFrames);
    const before = await visit.taskTime();
    await storm(visit);
    const work = (await visit.taskTime()) - before;
    const frames = await visit.page.evaluate(() => window.storm.end());
    const moved = frames.filter(({ moved }) => moved);
    if (moved.length === 0) throw new Error(`${visit.contestant.name} did not scroll`);
    stage.sample("scroll", "the main thread's work a scrolled frame", "ms", work / moved.length);
    stage.sample("scroll", "frames over 16.7 ms, of 1,000", "frames", (1000 * moved.filter(late).length) / moved.length);
    stage.sample("scroll", "longest frame", "ms", Math.max(...moved.map(({ took }) => took)));

    await visit.page.evaluate(watchBlanks);
    await storm(visit);
    const blanks = await visit.page.evaluate(() => window.storm.end());
    const mean = (of: "painted" | "screen") => blanks.reduce((sum, frame) => sum + frame[of], 0) / blanks.length;
    stage.sample("scroll", "blank rows in a painted frame, mean", "rows", mean("painted"));
    stage.sample("scroll", "blank rows on the screen until the page follows, mean", "rows", mean("screen"));
    stage.sample("scroll", "blank rows on the screen until the page follows, worst", "rows", worst(blanks));
  } finally {
    await visit.cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  }
}

/** Vertical sync leaves no frame between one and two intervals; half of one is for the clock. */
const late = ({ took }: Frame) => took > 25;
const worst = (frames: Frame[]) => Math.max(0, ...frames.map(({ screen }) => screen));

async function storm(visit: Visit): Promise<void> {
  for (let time = 0; time < TIMES; time++) {
    for (const yDistance of [-DISTANCE, DISTANCE]) {
      const gesture = { ...AT, yDistance, speed: SPEED, gestureSourceType: "mouse", preventFling: true } as const;
      await visit.cdp.send("Input.synthesizeScrollGesture", gesture);
    }
  }
}

type Frame = { took: number; moved: boolean; painted: number; screen: number };
type Storm = { end: () => Frame[] };
declare global {
  interface Window {
    storm: Storm;
  }
}

function watchFrames(): void {
  const frames: Frame[] = [];
  const scroller = window.bench.scroller();
  let [last, top, running] = [performance.now(), scroller.scrollTop, true];
  const frame = (now: number) => {
    frames.push({ took: now - last, moved: scroller.scrollTop !== top, painted: 0, screen: 0 });
    [last, top] = [now, scroller.scrollTop];
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.storm = { end: () => ((running = false), frames) };
}

/**
 * Twice a frame: when the page hears that it was scrolled, and so before it can follow, the rows
 * that are missing are those that the screen shows blank until then; and after the frame is painted.
 */
function watchBlanks(): void {
  const frames: Frame[] = [];
  const channel = new MessageChannel();
  let running = true;
  let screen = 0;
  channel.port1.onmessage = () => frames.push({ took: 0, moved: true, painted: window.bench.blank(), screen });
  const heard = () => {
    screen = window.bench.blank();
    requestAnimationFrame(() => running && channel.port2.postMessage(0));
  };
  window.addEventListener("scroll", heard, { capture: true });
  window.storm = {
    end: () => {
      running = false;
      window.removeEventListener("scroll", heard, { capture: true });
      return frames;
    },
  };
}
