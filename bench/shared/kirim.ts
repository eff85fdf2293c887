// Kirim's deliveries as they come over the wire, and how their cells read. The words are those
// of the console's own deliveries screen.
import { read } from "./gateway.ts";

export type Delivery = {
  id: string | null;
  subscription_id: string | null;
  event_type: string | null;
  event_id: string | null;
  status: string | null;
  attempt_count: number | null;
  last_response_status: number | null;
  last_error: string | null;
  next_attempt_at: string | null;
  replayed_from: string | null;
  created_at: string | null;
};
export type Attempt = { attempt: number | null; at: string | null; response_status: number | null; error: string | null };
export type Detail = Delivery & { payload: unknown; attempts: Attempt[] };
export type Subscription = { id: string; description: string | null; url: string | null };
export type Page<T> = { data: T[]; has_more: boolean; next_cursor: string | null };

/** As the address of the page holds it. */
export type Filter = {
  subscription?: string;
  status?: string;
  event_type?: string;
  created_after?: string;
  created_before?: string;
};

/** The most that the vendor gives at once, and what every read asks for. */
export const PAGE_MOST = 100;

export const deliveries = (connection: string, filter: Filter, cursor: string | null, signal?: AbortSignal) =>
  read<Page<Delivery>>(connection, { kirim: { deliveries: { filter, limit: PAGE_MOST, cursor } } }, signal);

export async function delivery(connection: string, id: string, signal?: AbortSignal): Promise<Detail> {
  const found = await read<Detail | { data: Detail }>(connection, { kirim: { delivery: { id } } }, signal);
  return "data" in found ? found.data : found;
}

export const subscriptions = (connection: string, signal?: AbortSignal) =>
  read<Page<Subscription>>(connection, { kirim: { subscriptions: { limit: PAGE_MOST, cursor: null } } }, signal);

/** What subscriptions are called, by their ids. */
export type Names = ReadonlyMap<string, string>;

export const namesOf = (subscriptions: Subscription[]): Names =>
  new Map(subscriptions.map(({ id, description, url }) => [id, description || url || id]));

/** Status and error of the last try, as far as they are known. */
export function answerOf(delivery: Delivery): string {
  const { last_response_status: status, last_error: error } = delivery;
  if (status === null) return error ?? "";
  return error === null ? `HTTP ${status}` : `HTTP ${status}, ${error}`;
}

const TONES: Record<string, string> = { delivered: "good", dead: "bad", failed: "bad", pending: "warn" };

/** The class that carries a status's shape and colour. */
export const toneOf = (status: string): string => TONES[status] ?? "unsure";

/** The filter that an address's query names. */
export function filterOf(query: URLSearchParams): Filter {
  const filter: Filter = {};
  const take = (name: string, key: keyof Filter) => {
    const value = query.get(name);
    if (value) filter[key] = value;
  };
  take("subscription", "subscription");
  take("status", "status");
  take("type", "event_type");
  take("after", "created_after");
  take("before", "created_before");
  return filter;
}
