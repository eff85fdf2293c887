// Over the grid: the text filter for what is loaded.
import { memo } from "react";

export const Find = memo(function Find({ text, change }: { text: string; change: (text: string) => void }) {
  return (
    <div className="narrow">
      <div className="grid-find">
        <label className="field">
          <span>Filter loaded rows</span>
          <input
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        </label>
      </div>
    </div>
  );
});
