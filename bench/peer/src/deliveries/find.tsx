// Over the grid: the text filter for what is loaded.
import { memo } from "react";

export const Find = memo(function Find({ text, change }: { text: string; change: (text: string) => void }) {
  return (
    <div className="narrow">
      <div className="grid-find">
        <input
          type="search"
          aria-label="Filter loaded rows"
          placeholder="Filter loaded rows"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    </div>
  );
});
