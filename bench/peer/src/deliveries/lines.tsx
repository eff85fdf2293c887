// The rows that stand in the window, and some above and below it. Only this part is drawn again
// while one scrolls.
import type { Row as TableRow, RowSelectionState } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Line } from "./line.tsx";
import type { Row } from "./row.ts";

/** The height of a row, as the sheets have it where a pointer is fine. */
const ROW = 36;
/** Rows beyond the window, on either side. */
const OVERSCAN = 12;

type Props = {
  rows: TableRow<Row>[];
  chosen: RowSelectionState;
  open: string | null;
  show: (id: string) => void;
  scroller: HTMLDivElement | null;
};

export function Lines({ rows, chosen, open, show, scroller }: Props) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
  });
  return (
    <div role="rowgroup" className="grid-body" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return (
          row && (
            <Line
              key={index}
              row={row}
              index={index}
              top={start}
              chosen={chosen[row.id] ?? false}
              open={open === row.id}
              show={show}
            />
          )
        );
      })}
    </div>
  );
}
