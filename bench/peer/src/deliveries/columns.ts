// The columns, made once for the whole page, and how each is compared. The comparisons read the
// row itself: going through the table's accessors costs a call and a cache look-up each time.
import { createColumnHelper, type SortingFn } from "@tanstack/react-table";
import type { Row } from "./row.ts";

const column = createColumnHelper<Row>();

const by =
  (key: keyof Row): SortingFn<Row> =>
  (one, other) => {
    const a = one.original[key];
    const b = other.original[key];
    return a < b ? -1 : a > b ? 1 : 0;
  };

const sortedBy = (key: keyof Row, header: string, numeric = false) =>
  column.accessor(key, {
    header,
    sortingFn: by(key),
    sortDescFirst: false,
    // One column stands for the whole row: its text holds all that the filter looks at.
    enableGlobalFilter: key === "id",
    meta: { numeric },
  });

export const columns = [
  sortedBy("status", "Status"),
  sortedBy("id", "Delivery"),
  sortedBy("named", "Subscription"),
  sortedBy("eventType", "Event type"),
  sortedBy("answer", "Last answer"),
  sortedBy("tries", "Tries", true),
  sortedBy("created", "Created (UTC)", true),
];

declare module "@tanstack/react-table" {
  interface ColumnMeta<TData, TValue> {
    numeric: boolean;
  }
}
