// The table's own model: TanStack Table sorts, filters and keeps what is chosen.
import {
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  useReactTable,
  type FilterFn,
  type RowSelectionState,
  type SortingState,
  type Table,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { columns } from "./columns.ts";
import type { Row } from "./row.ts";

const holds: FilterFn<Row> = (row, _column, text: string) => row.original.search.includes(text);

const core = getCoreRowModel<Row>();
const filtered = getFilteredRowModel<Row>();
const sorted = getSortedRowModel<Row>();
const idOf = (row: Row) => row.id;

export type Deliveries = {
  table: Table<Row>;
  chosen: RowSelectionState;
  count: number;
  /** Whether every row that is shown is chosen. */
  all: boolean;
};

export function useTable(rows: Row[], text: string): Deliveries {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [chosen, setChosen] = useState<RowSelectionState>({});
  const table = useReactTable({
    data: rows,
    columns,
    getRowId: idOf,
    state: { sorting, rowSelection: chosen, globalFilter: text },
    onSortingChange: setSorting,
    onRowSelectionChange: setChosen,
    globalFilterFn: holds,
    getCoreRowModel: core,
    getFilteredRowModel: filtered,
    getSortedRowModel: sorted,
    autoResetPageIndex: false,
    autoResetExpanded: false,
    enableSortingRemoval: false,
  });
  const shown = table.getRowModel().rows;
  // The table's own getIsAllRowsSelected walks through every row at each drawing.
  const count = useMemo(() => Object.keys(chosen).length, [chosen]);
  const all = useMemo(
    () => shown.length > 0 && count >= shown.length && shown.every(({ id }) => chosen[id]),
    [shown, chosen, count],
  );
  return { table, chosen, count, all };
}

/** Chooses every row that is shown, or none of them any longer. */
export function chooseAll(table: Table<Row>, choose: boolean): void {
  const unfiltered = table.getFilteredRowModel() === table.getCoreRowModel();
  // Taking keys out of a large object one by one is far slower than a new object.
  if (!choose && unfiltered) table.setRowSelection({});
  else table.toggleAllRowsSelected(choose);
}
