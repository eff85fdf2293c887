// From an address to the first full table: with nothing kept, with everything kept, and over a line
// that is not the loopback's.
import type { Stage } from "../run/stage.ts";
import type { Visit } from "../run/visit.ts";

/** Mobile at its ordinary: 10 Mbit/s down, 2 up, 40 ms. */
const LINE = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 250_000 };
/** Browsers keep compiled code only of pages that were visited before. */
const WARMING = 3;

export async function start(stage: Stage): Promise<void> {
  await stage.visit(async (visit) => {
    await opened(stage, visit, "cold");
    for (let time = 0; time < WARMING; time++) {
      await visit.page.goto("about:blank");
      await visit.open("");
      await visit.idle();
    }
    await visit.page.goto("about:blank");
    await opened(stage, visit, "warm");
  });
  await stage.visit(async (visit) => {
    await visit.cdp.send("Network.enable");
    await visit.cdp.send("Network.emulateNetworkConditions", LINE);
    const { painted } = await visit.open("");
    stage.sample("start", "cold over 10 Mbit/s: to the first full table", "ms", painted);
  });
}

async function opened(stage: Stage, visit: Visit, how: string): Promise<void> {
  let bytes = 0;
  const finished = ({ encodedDataLength }: { encodedDataLength: number }) => (bytes += encodedDataLength);
  visit.cdp.on("Network.loadingFinished", finished);
  await visit.cdp.send("Network.enable");
  const { painted } = await visit.open("");
  await visit.idle();
  visit.cdp.off("Network.loadingFinished", finished);
  const { first, largest } = await paints(visit);
  stage.sample("start", `${how}: bytes over the line`, "kB", bytes / 1000);
  stage.sample("start", `${how}: first contentful paint`, "ms", first);
  stage.sample("start", `${how}: largest contentful paint`, "ms", largest);
  stage.sample("start", `${how}: to the first full table`, "ms", painted);
}

function paints(visit: Visit): Promise<{ first: number; largest: number }> {
  return visit.page.evaluate(
    () =>
      new Promise((resolve) => {
        const first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
        const observer = new PerformanceObserver((list) =>
          resolve({ first, largest: list.getEntries().at(-1)?.startTime ?? Number.NaN }),
        );
        observer.observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
}
