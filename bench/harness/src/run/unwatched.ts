// Ends what the driver would keep of a page. Playwright has the browser's inspector watch the network
// of every page, and the inspector keeps the body of each answer in the page's own process, so that
// it could still be shown: a thousand pages of rows, fifty overviews. That is the memory of a person
// who has the developer tools open, and it would be counted as the page's.
import type { CDPSession, Page } from "playwright-core";

/** The driver's own session of a page. It has no public name, and no option leaves the watching out. */
type Session = Pick<CDPSession, "send">;
type Driven = { delegate?: { _mainFrameSession?: { _client?: Session; _workerSessions?: Map<string, Session> } } };
type Connected = { _connection?: { toImpl?: (page: Page) => Driven } };

/** From now on nobody watches what this page and its threads ask and are answered. */
export async function unwatched(page: Page): Promise<void> {
  const driven = (page as Connected)._connection?.toImpl?.(page).delegate?._mainFrameSession;
  const { _client: session, _workerSessions: ofThreads } = driven ?? {};
  if (!session || !ofThreads) throw new Error("this Playwright keeps its sessions elsewhere: what its inspector keeps would be measured");
  await session.send("Network.disable");
  page.on("worker", async () => {
    for (const thread of ofThreads.values()) await thread.send("Network.disable");
  });
}
