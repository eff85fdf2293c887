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

export const Head = memo(function Head({ sorted, direction, all, some, sort, chooseAll }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col">
          <input
            ref={box}
            type="checkbox"
            aria-label="Choose every loaded row"
            checked={all}
            onChange={(event) => chooseAll(event.target.checked)}
          />
        </th>
        {columns.map(({ accessorKey: key, header, meta }) => (
          <th
            key={key}
            role="columnheader"
            scope="col"
            className={meta?.numeric ? "num" : undefined}
            aria-sort={sorted === key && direction ? ARIA[direction] : "none"}
          >
            <button type="button" className="sort" onClick={() => sort(key)}>
              {header as string}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
});
