// One row. Drawn again only when something of it changes: scrolling past it draws nothing.
import type { Row as TableRow } from "@tanstack/react-table";
import { memo } from "react";
import { toneOf } from "../../../shared/kirim.ts";
import { clockText } from "../../../shared/words.ts";
import type { Row } from "./row.ts";

export type LineProps = {
  row: TableRow<Row>;
  /** Its place among the rows that are shown, from 0. */
  index: number;
  top: number;
  chosen: boolean;
  open: boolean;
  show: (id: string) => void;
};

export const Line = memo(function Line({ row, index, top, chosen, open, show }: LineProps) {
  const { id, status, named, eventType, answer, tries, created } = row.original;
  const state = `grid-row${chosen ? " chosen" : ""}${open ? " open" : ""}`;
  return (
    <div
      role="row"
      className={state}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="grid-choice">
        <input
          type="checkbox"
          aria-label={`Choose delivery ${id}`}
          checked={chosen}
          onChange={(event) => row.toggleSelected(event.target.checked)}
        />
      </div>
      <div role="gridcell">
        <span className={`pill ${toneOf(status)}`}>
          <bdi>{status}</bdi>
        </span>
      </div>
      <div role="rowheader">
        <button type="button" className="link" aria-expanded={open} onClick={() => show(id)}>
          <bdi>{id}</bdi>
        </button>
      </div>
      <div role="gridcell">
        <bdi className="foreign">{named}</bdi>
      </div>
      <div role="gridcell" className="mono">
        <bdi className="foreign">{eventType}</bdi>
      </div>
      <div role="gridcell">
        <bdi className="foreign">{answer}</bdi>
      </div>
      <div role="gridcell" className="num">
        {tries}
      </div>
      <div role="gridcell" className="num instant">
        <span>{clockText(created)}</span>
      </div>
    </div>
  );
});
