// A delivery as the table holds it: made once when it arrives, so that sorting, filtering and
// drawing only read.
import { answerOf, type Delivery } from "../../../shared/kirim.ts";

export type Row = {
  id: string;
  status: string;
  eventType: string;
  answer: string;
  tries: number;
  /** Milliseconds. */
  created: number;
  /** Everything that the text filter looks at, in lowercase. */
  search: string;
};

function rowOf(delivery: Delivery): Row {
  const id = delivery.id ?? "";
  const status = delivery.status ?? "unknown";
  const eventType = delivery.event_type ?? "";
  const answer = answerOf(delivery);
  return {
    id,
    status,
    eventType,
    answer,
    tries: delivery.attempt_count ?? 0,
    created: Date.parse(delivery.created_at ?? ""),
    search: `${status}\n${id}\n${eventType}\n${answer}`.toLowerCase(),
  };
}

export const rowsOf = (deliveries: Delivery[]): Row[] => deliveries.map(rowOf);
