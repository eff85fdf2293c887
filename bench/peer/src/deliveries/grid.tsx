// The grid: the table's model, its heading, and the rows in the window.
import { memo, useCallback, useState } from "react";
import { Head } from "./head.tsx";
import { Lines } from "./lines.tsx";
import type { Row } from "./row.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { chooseAll, useTable } from "./use-table.ts";

type Props = { rows: Row[]; text: string; open: string | null; show: (id: string) => void };

export const Grid = memo(function Grid({ rows, text, open, show }: Props) {
  const { table, chosen, count, all } = useTable(rows, text);
  // As state and not as a ref: the rows are mounted before the element around them is known.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const shown = table.getRowModel().rows;
  const [sorting] = table.getState().sorting;
  const sort = useCallback(
    (column: string) => {
      table.getColumn(column)?.toggleSorting();
      scroller?.scrollTo({ top: 0 });
    },
    [table, scroller],
  );
  const every = useCallback((choose: boolean) => chooseAll(table, choose), [table]);
  const none = useCallback(() => table.setRowSelection({}), [table]);
  return (
    <>
      <div
        ref={setScroller}
        className="card grid deliveries"
        role="grid"
        tabIndex={0}
        aria-label="Deliveries"
        aria-multiselectable="true"
        aria-rowcount={shown.length + 1}
        aria-colcount={8}
      >
        <Head
          sorted={sorting?.id}
          direction={sorting && (sorting.desc ? "desc" : "asc")}
          all={all}
          some={count > 0}
          sort={sort}
          chooseAll={every}
        />
        <Lines rows={shown} chosen={chosen} open={open} show={show} scroller={scroller} />
      </div>
      <SelectionBar count={count} clear={none} />
    </>
  );
});
