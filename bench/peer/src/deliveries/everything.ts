// Loading everything that matches: cursor after cursor into one array. The table is given the
// rows once, at the end: it builds an object for each row whenever its data changes, so handing
// it every page would build half a million for ten thousand rows. Meanwhile only a count is drawn,
// four times a second.
import { useCallback, useRef, useState } from "react";
import { deliveries, PAGE_MOST, type Filter } from "../../../shared/kirim.ts";
import { rowsOf, type Row } from "./row.ts";

export type Loading =
  | { state: "none" }
  | { state: "loading"; count: number }
  | { state: "ready"; rows: Row[] }
  | { state: "failed"; why: string };

const TELL_EVERY = 250;

async function readAll(connection: string, filter: Filter, signal: AbortSignal, tell: (count: number) => void): Promise<Row[]> {
  const rows: Row[] = [];
  let told = performance.now();
  let cursor: string | null = null;
  do {
    const page = await deliveries(connection, filter, PAGE_MOST, cursor, signal);
    for (const row of rowsOf(page.data)) rows.push(row);
    cursor = page.has_more ? page.next_cursor : null;
    if (performance.now() - told > TELL_EVERY) {
      told = performance.now();
      tell(rows.length);
    }
  } while (cursor !== null);
  return rows;
}

export function useEverything(connection: string, filter: Filter) {
  const [loading, setLoading] = useState<Loading>({ state: "none" });
  const running = useRef<AbortController>(null);
  const start = useCallback(async () => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLoading({ state: "loading", count: 0 });
    try {
      const rows = await readAll(connection, filter, abort.signal, (count) => setLoading({ state: "loading", count }));
      setLoading({ state: "ready", rows });
    } catch (error) {
      if (!abort.signal.aborted) setLoading({ state: "failed", why: String(error) });
    }
  }, [connection, filter]);
  const stop = useCallback(() => {
    running.current?.abort();
    setLoading({ state: "none" });
  }, []);
  return { loading, start, stop };
}
