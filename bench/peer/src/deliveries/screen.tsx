// The deliveries: a page at a time as the vendor gives them, or everything that matches.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useDeferredValue, useState } from "react";
import { filterOf, sizeOf, type Filter } from "../../../shared/kirim.ts";
import { counted } from "../../../shared/words.ts";
import { CONNECTION, usePlace } from "../navigation.ts";
import { connectionsQuery, pageQuery } from "../queries.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useEverything } from "./everything.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Grid } from "./grid.tsx";
import { LoadedBar } from "./loaded-bar.tsx";
import { Paging } from "./paging.tsx";
import type { Row } from "./row.ts";

const Details = lazy(() => import("./details.tsx"));
const NONE: Row[] = [];

export default function Deliveries() {
  const { query } = usePlace();
  // Another question begins anew: pages, loaded rows and what is chosen belong to the old one.
  return <Asked key={query.toString()} query={query} />;
}

function Asked({ query }: { query: URLSearchParams }) {
  const [filter] = useState<Filter>(() => filterOf(query));
  const size = sizeOf(query);
  const [cursors, setCursors] = useState<string[]>([]);
  const page = useQuery(pageQuery({ connection: CONNECTION, filter, size, cursor: cursors.at(-1) ?? null }));
  const label = useQuery(connectionsQuery).data?.find(({ id }) => id === CONNECTION)?.label ?? "";
  const { loading, start, stop } = useEverything(CONNECTION, filter);
  const [text, setText] = useState("");
  // The field follows every key at once; the rows follow when there is time.
  const sought = useDeferredValue(text.trim().toLowerCase());
  const [open, setOpen] = useState<string | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const everything = loading.state === "ready";
  const rows = everything ? loading.rows : (page.data?.rows ?? NONE);
  const next = page.data?.next ?? null;
  const before = everything ? 0 : cursors.length * size;
  return (
    <>
      <PageHead crumb={label} title="Deliveries">
        <span role="status">{about(before + rows.length, page.isPending, !everything && next !== null)}</span>
      </PageHead>
      <FilterBar connection={CONNECTION} query={query} />
      <LoadedBar text={text} change={setText} loading={loading} start={start} stop={stop} />
      {page.isError && <p role="alert">{page.error.message}</p>}
      <div className="with-pane">
        <div>
          {page.data && <Grid rows={rows} text={sought} open={open} show={setOpen} />}
          {!everything && <Paging cursors={cursors} next={next} turn={setCursors} />}
        </div>
        {open && (
          <Suspense fallback={null}>
            <Details connection={CONNECTION} id={open} close={close} />
          </Suspense>
        )}
      </div>
    </>
  );
}

function about(count: number, pending: boolean, more: boolean): string {
  if (pending) return "Reading the deliveries…";
  const found = counted(count, "delivery matches", "deliveries match");
  return more ? `At least ${found}; the vendor tells no total. Newest first.` : `${found} in all. Newest first.`;
}
