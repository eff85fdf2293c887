// The bar that appears when something is chosen: how many, in how many calls.
import { memo } from "react";
import { counted, grouped } from "../../../shared/words.ts";

export const SelectionBar = memo(function SelectionBar({ count, clear }: { count: number; clear: () => void }) {
  if (count === 0) return null;
  return (
    <div className="selection-bar" role="region" aria-label="Chosen records">
      <span role="status">
        <b>{grouped(count)} chosen</b>: {counted(count, "call", "calls")}
      </span>
      <button type="button" className="button quiet" onClick={clear}>
        Clear
      </button>
    </div>
  );
});
