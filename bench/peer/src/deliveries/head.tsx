// The heading row: sorting, and the box that chooses every row.
import type { SortDirection } from "@tanstack/react-table";
import { memo, useEffect, useRef } from "react";
import { columns } from "./columns.ts";

type Props = {
  sorted: string | undefined;
  direction: SortDirection | undefined;
  all: boolean;
  some: boolean;
  sort: (column: string) => void;
  chooseAll: (choose: boolean) => void;
};

const ARIA = { asc: "ascending", desc: "descending" } as const;
const ARROWS = { asc: "↑", desc: "↓" } as const;

export const Head = memo(function Head({ sorted, direction, all, some, sort, chooseAll }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" className="grid-row" aria-rowindex={1}>
        <div role="columnheader" className="grid-choice">
          <input
            ref={box}
            type="checkbox"
            aria-label="Choose every loaded row"
            checked={all}
            onChange={(event) => chooseAll(event.target.checked)}
          />
        </div>
        {columns.map(({ accessorKey: key, header, meta }) => {
          const way = sorted === key ? direction : undefined;
          return (
            <div
              key={key}
              role="columnheader"
              className={meta?.numeric ? "num" : undefined}
              aria-sort={way && ARIA[way]}
            >
              <button type="button" className="grid-sort" onClick={() => sort(key)}>
                <span>{header as string}</span>
                <span className="grid-arrow" aria-hidden="true">
                  {way && ARROWS[way]}
                </span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
});
