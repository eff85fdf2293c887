// One row. Drawn again only when something of it changes: scrolling past it draws nothing.
import type { Row as TableRow } from "@tanstack/react-table";
import { memo } from "react";
import { toneOf } from "../../../shared/kirim.ts";
import { utcText } from "../../../shared/words.ts";
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
  const { id, status, eventType, answer, tries, created, createdText } = row.original;
  return (
    <tr role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      <td role="gridcell">
        <input
          type="checkbox"
          aria-label={`Choose delivery ${id}`}
          checked={chosen}
          onChange={(event) => row.toggleSelected(event.target.checked)}
        />
      </td>
      <td role="gridcell">
        <span className={`pill ${toneOf(status)}`}>
          <bdi>{status}</bdi>
        </span>
      </td>
      <th role="rowheader" scope="row">
        <button type="button" className="link mono" aria-expanded={open} onClick={() => show(id)}>
          {id}
        </button>
      </th>
      <td role="gridcell" className="mono">
        <bdi className="foreign">{eventType}</bdi>
      </td>
      <td role="gridcell">
        <bdi className="foreign">{answer}</bdi>
      </td>
      <td role="gridcell" className="num">
        {tries}
      </td>
      <td role="gridcell" className="num">
        <time dateTime={createdText}>{utcText(created)}</time>
      </td>
    </tr>
  );
});
