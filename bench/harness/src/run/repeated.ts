// More rows than the sandbox tells: its own again and again, each time older and under other ids.
import type { Row } from "./gateway.ts";

/** All ids of the sandbox begin with the first of these after their prefix. */
const KINDS = "123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX = "wbd_0";

/** This many rows, newest first as the given ones are. */
export function repeated(own: Row[], count: number): Row[] {
  const [newest, oldest] = [own[0], own.at(-1)];
  if (!newest || !oldest || own.length * KINDS.length < count) throw new Error("there are too few rows to repeat");
  const reach = Date.parse(newest.created_at) - Date.parse(oldest.created_at) + 1000;
  return Array.from({ length: count }, (_, at) => {
    const [time, row] = [Math.floor(at / own.length), own[at % own.length] as Row];
    if (time === 0) return row;
    if (!row.id.startsWith(PREFIX + KINDS[0])) throw new Error(`the id ${row.id} begins as none before`);
    const created_at = new Date(Date.parse(row.created_at) - time * reach).toISOString();
    return { ...row, id: PREFIX + KINDS[time] + row.id.slice(PREFIX.length + 1), created_at };
  });
}
