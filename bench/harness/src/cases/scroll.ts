// Brisk and stormy scrolling through all rows on a processor that is four times slower: by the
// wheel, as the browser's own thread sees it, so that the screen moves on while the page is busy.
//
// Each speed is done twice. The first time only frames are counted; the second time the rows in the
// window are looked at, which itself costs time.
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";

const SLOWER = 4;
/** Pixels a second: between two and three rows a frame, and about nine. */
const SPEEDS = { brisk: 5_000, storm: 20_000 };
/** Down for so many seconds, and up again. */
const SECONDS = 3;
export async function scroll(stage: Stage, visit: Visit): Promise<void> {
  await visit.page.evaluate(() => window.bench.scroller().scrollTo({ top: 0 }));
  await visit.idle();
  const { work, frames } = await watchedFrames(visit, SPEEDS.storm);
  stage.sample("scroll", "storm, not slowed: the main thread's work a scrolled frame", "ms", work / frames.length);
  await visit.cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  try {
    for (const [name, speed] of Object.entries(SPEEDS)) await atSpeed(stage, visit, name, speed);
  } finally {
    await visit.cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  }
}

async function atSpeed(stage: Stage, visit: Visit, name: string, speed: number): Promise<void> {
  const { work, frames } = await watchedFrames(visit, speed);
  stage.sample("scroll", `${name}: the main thread's work a scrolled frame`, "ms", work / frames.length);
  stage.sample("scroll", `${name}: frames over 16.7 ms, of 1,000`, "frames", (1000 * frames.filter(late).length) / frames.length);
  stage.sample("scroll", `${name}: longest frame`, "ms", Math.max(...frames.map(({ took }) => took)));

  await visit.page.evaluate(watchBlanks);
  await downAndUp(visit, speed);
  const blanks = await visit.page.evaluate(() => window.watched.end());
  const mean = (of: "painted" | "screen") => blanks.reduce((sum, frame) => sum + frame[of], 0) / blanks.length;
  stage.sample("scroll", `${name}: blank rows in a painted frame, mean`, "rows", mean("painted"));
  stage.sample("scroll", `${name}: blank rows on the screen until the page follows, mean`, "rows", mean("screen"));
}

async function watchedFrames(visit: Visit, speed: number): Promise<{ work: number; frames: Frame[] }> {
  await visit.page.evaluate(watchFrames);
  const before = await visit.taskTime();
  await downAndUp(visit, speed);
  const work = (await visit.taskTime()) - before;
  const frames = (await visit.page.evaluate(() => window.watched.end())).filter(({ moved }) => moved);
  if (frames.length === 0) throw new Error(`${visit.contestant.name} did not scroll`);
  return { work, frames };
}

/** Vertical sync leaves no frame between one and two intervals; half of one is for the clock. */
const late = ({ took }: Frame) => took > 25;

async function downAndUp(visit: Visit, speed: number): Promise<void> {
  const at = await visit.page.evaluate(middleOfTheRows);
  for (const way of [-1, 1]) {
    const yDistance = way * speed * SECONDS;
    const gesture = { ...at, yDistance, speed, gestureSourceType: "mouse", preventFling: true } as const;
    await visit.cdp.send("Input.synthesizeScrollGesture", gesture);
  }
}

function middleOfTheRows(): { x: number; y: number } {
  const { left, top, width, height } = window.bench.scroller().getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

type Frame = { took: number; moved: boolean; painted: number; screen: number };
type Watched = { end: () => Frame[] };
declare global {
  interface Window {
    watched: Watched;
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
  window.watched = { end: () => ((running = false), frames) };
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
  window.watched = {
    end: () => {
      running = false;
      window.removeEventListener("scroll", heard, { capture: true });
      return frames;
    },
  };
}
