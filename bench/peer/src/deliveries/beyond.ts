// What is loaded beyond the first page: cursor after cursor into one array. The table is given the
// rows once, at the end: it builds an object for each row whenever its data changes, so handing
// it every page would build half a million for ten thousand rows. Meanwhile only a count is drawn,
// four times a second.
import { useCallback, useMemo, useRef, useState } from "react";
import { deliveries, type Filter, type Names } from "../../../shared/kirim.ts";
import { renamed, rowsOf, type Row } from "./row.ts";

export type Part = { rows: Row[]; next: string | null };
export type Loading = { state: "none" } | { state: "loading"; count: number } | { state: "failed"; why: string };

const TELL_EVERY = 250;
const NONE: Row[] = [];

type Reading = { connection: string; filter: Filter; from: string; everything: boolean; names: Names | undefined; signal: AbortSignal };

async function readOn({ connection, filter, from, everything, names, signal }: Reading, tell: (count: number) => void): Promise<Part> {
  const rows: Row[] = [];
  let told = performance.now();
  let cursor: string | null = from;
  do {
    const page = await deliveries(connection, filter, cursor, signal);
    for (const row of rowsOf(page.data, names)) rows.push(row);
    cursor = page.has_more ? page.next_cursor : null;
    if (performance.now() - told > TELL_EVERY) {
      told = performance.now();
      tell(rows.length);
    }
  } while (everything && cursor !== null);
  return { rows, next: cursor };
}

export function useBeyond(connection: string, filter: Filter, first: Part | undefined, names: Names | undefined) {
  const [loading, setLoading] = useState<Loading>({ state: "none" });
  const [beyond, setBeyond] = useState<Part>();
  const running = useRef<AbortController>(null);
  const rows = useMemo(() => {
    if (!first) return NONE;
    // The names come by a question of their own, most often after the first rows.
    const named = names ? renamed(first.rows, names) : first.rows;
    return beyond ? named.concat(beyond.rows) : named;
  }, [first, beyond, names]);
  const next = (beyond ?? first)?.next ?? null;
  const load = useCallback(
    async (everything: boolean) => {
      if (next === null) return;
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const known = rows.length;
      const tell = (count: number) => setLoading({ state: "loading", count: known + count });
      tell(0);
      try {
        const part = await readOn({ connection, filter, from: next, everything, names, signal: abort.signal }, tell);
        setBeyond((before) => (before ? { rows: before.rows.concat(part.rows), next: part.next } : part));
        setLoading({ state: "none" });
      } catch (error) {
        if (!abort.signal.aborted) setLoading({ state: "failed", why: String(error) });
      }
    },
    [connection, filter, next, names, rows],
  );
  const stop = useCallback(() => {
    running.current?.abort();
    setLoading({ state: "none" });
  }, []);
  return { rows, next, loading, load, stop };
}
