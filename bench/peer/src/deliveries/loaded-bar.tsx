// Over the grid: the text filter for what is loaded, and the way to load everything that matches.
import { memo } from "react";
import { grouped } from "../../../shared/words.ts";
import type { Loading } from "./everything.ts";

type Props = {
  text: string;
  change: (text: string) => void;
  loading: Loading;
  start: () => void;
  stop: () => void;
};

export const LoadedBar = memo(function LoadedBar({ text, change, loading, start, stop }: Props) {
  return (
    <div className="loaded-bar">
      <label className="field">
        <span>Filter loaded rows</span>
        <input type="search" autoComplete="off" value={text} onChange={(event) => change(event.target.value)} />
      </label>
      {loading.state === "loading" ? (
        <>
          <span role="status">{grouped(loading.count)} loaded…</span>
          <button type="button" className="button" onClick={stop}>
            Stop loading
          </button>
        </>
      ) : (
        <button type="button" className="button" onClick={start} disabled={loading.state === "ready"}>
          Load everything matching
        </button>
      )}
      {loading.state === "failed" && <span role="alert">{loading.why}</span>}
    </div>
  );
});
