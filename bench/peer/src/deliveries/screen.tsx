// The deliveries: the first page at once, more of them or everything that matches on demand.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useDeferredValue, useState } from "react";
import { filterOf, type Filter } from "../../../shared/kirim.ts";
import { counted } from "../../../shared/words.ts";
import { CONNECTION, usePlace } from "../navigation.ts";
import { connectionsQuery, pageQuery, subscriptionsQuery } from "../queries.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useBeyond } from "./beyond.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Find } from "./find.tsx";
import { Grid } from "./grid.tsx";
import { LoadMore } from "./load-more.tsx";

const Details = lazy(() => import("./details.tsx"));

export default function Deliveries() {
  const { query } = usePlace();
  // Another question begins anew: pages, loaded rows and what is chosen belong to the old one.
  return <Asked key={query.toString()} query={query} />;
}

function Asked({ query }: { query: URLSearchParams }) {
  const [filter] = useState<Filter>(() => filterOf(query));
  const first = useQuery(pageQuery({ connection: CONNECTION, filter }));
  const label = useQuery(connectionsQuery).data?.find(({ id }) => id === CONNECTION)?.label ?? "";
  const names = useQuery(subscriptionsQuery(CONNECTION)).data?.names;
  const { rows, next, loading, load, stop } = useBeyond(CONNECTION, filter, first.data, names);
  const [text, setText] = useState("");
  // The field follows every key at once; the rows follow when there is time.
  const sought = useDeferredValue(text.trim().toLowerCase());
  const [open, setOpen] = useState<string | null>(null);
  const close = useCallback(() => setOpen(null), []);
  return (
    <>
      <PageHead crumb={label} title="Deliveries">
        <span role="status">{about(rows.length, first.isPending, next !== null)}</span>
      </PageHead>
      <FilterBar connection={CONNECTION} query={query} />
      {first.isError && <p role="alert">{first.error.message}</p>}
      <div className="with-pane">
        <div>
          <Find text={text} change={setText} />
          {first.data && <Grid rows={rows} text={sought} open={open} show={setOpen} />}
          {first.data && <LoadMore count={rows.length} more={next !== null} loading={loading} load={load} stop={stop} />}
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
