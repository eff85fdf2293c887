// A delivery as the table holds it: made once when it arrives, so that sorting, filtering and
// drawing only read.
import { answerOf, type Delivery, type Names } from "../../../shared/kirim.ts";

export type Row = {
  id: string;
  status: string;
  subscription: string;
  /** What the subscription is called: its id, as long as that is not known. */
  named: string;
  eventType: string;
  answer: string;
  tries: number;
  /** Milliseconds. */
  created: number;
  /** Everything that the text filter looks at, in lowercase. */
  search: string;
};

const NONE: Names = new Map();

function rowOf(delivery: Delivery, names: Names): Row {
  const id = delivery.id ?? "";
  const status = delivery.status ?? "unknown";
  const subscription = delivery.subscription_id ?? "";
  const eventType = delivery.event_type ?? "";
  const answer = answerOf(delivery);
  return {
    id,
    status,
    subscription,
    eventType,
    answer,
    tries: delivery.attempt_count ?? 0,
    created: Date.parse(delivery.created_at ?? ""),
    ...spoken(names, subscription, `${status}\n${id}\n${subscription}\n${eventType}\n${answer}`),
  };
}

function spoken(names: Names, subscription: string, searched: string): Pick<Row, "named" | "search"> {
  const named = names.get(subscription) ?? subscription;
  return { named, search: `${searched}\n${named}`.toLowerCase() };
}

export const rowsOf = (deliveries: Delivery[], names = NONE): Row[] => deliveries.map((one) => rowOf(one, names));

/** The same rows, by the names that came after them. */
export const renamed = (rows: Row[], names: Names): Row[] =>
  rows.map((row) => ({ ...row, ...spoken(names, row.subscription, row.search) }));
