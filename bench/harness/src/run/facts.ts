// What must be on the screen: read off the rows themselves, never off a contestant.
import type { Row } from "./gateway.ts";

/** A question that matches a known number of rows. */
export type Load = {
  query: string;
  count: number;
  /** By column: the deliveries that may stand first when it is sorted upward or downward. */
  first: Record<SortColumn, { ascending: string[]; descending: string[] }>;
  /** How many rows hold the text. */
  holding: (text: string) => number;
};

export type SortColumn = "Delivery" | "Created";

/**
 * The question for the newest rows, about so many: it is asked by a time, and rows of one time stay
 * together. `rows` are newest first and reach further than that.
 */
export function loadOf(rows: Row[], about: number): Load {
  let count = Math.min(about, rows.length);
  while (count < rows.length && rows[count]?.created_at === rows[count - 1]?.created_at) count++;
  const matching = rows.slice(0, count);
  const oldest = matching.at(-1)?.created_at;
  if (oldest === undefined) throw new Error("there are no rows to be loaded");
  return {
    query: `?${new URLSearchParams({ after: oldest })}`,
    count,
    first: { Delivery: ends(matching, ({ id }) => id), Created: ends(matching, ({ created_at }) => created_at) },
    holding: (text) => matching.filter((row) => texts(row).some((one) => one.toLowerCase().includes(text))).length,
  };
}

function texts({ id, last_error, event_type }: Row): string[] {
  return [id, last_error ?? "", event_type];
}

function ends(rows: Row[], key: (row: Row) => string): { ascending: string[]; descending: string[] } {
  const keys = rows.map(key).sort();
  const of = (wanted: string | undefined) => rows.filter((row) => key(row) === wanted).map(({ id }) => id);
  return { ascending: of(keys[0]), descending: of(keys.at(-1)) };
}
