// Under the grid: how much is loaded, and the ways to the rest.
import { memo } from "react";
import { counted, grouped } from "../../../shared/words.ts";
import type { Loading } from "./beyond.ts";

type Props = {
  count: number;
  more: boolean;
  loading: Loading;
  load: (everything: boolean) => void;
  stop: () => void;
};

export const LoadMore = memo(function LoadMore({ count, more, loading, load, stop }: Props) {
  if (loading.state === "loading") {
    return (
      <div className="paging">
        <span role="status">Loading everything that matches: {grouped(loading.count)} so far…</span>
        <button type="button" className="button" onClick={stop}>
          Stop loading
        </button>
      </div>
    );
  }
  return (
    <div className="paging">
      <span role="status">
        {more ? `${grouped(count)} loaded; there are more.` : `All ${counted(count, "delivery", "deliveries")} loaded.`}
      </span>
      {loading.state === "failed" && <span role="alert">{loading.why}</span>}
      {more && (
        <>
          <button type="button" className="button" onClick={() => load(false)}>
            Load more
          </button>
          <button type="button" className="button" onClick={() => load(true)}>
            Load everything matching
          </button>
        </>
      )}
    </div>
  );
});
