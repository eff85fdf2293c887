// What is asked of the gateway, as TanStack Query wants it said.
import { queryOptions } from "@tanstack/react-query";
import { connections, session } from "../../shared/gateway.ts";
import { deliveries, delivery, namesOf, subscriptions, type Filter } from "../../shared/kirim.ts";
import { rowsOf } from "./deliveries/row.ts";

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: session, staleTime: Infinity });

export const connectionsQuery = queryOptions({ queryKey: ["connections"], queryFn: connections, staleTime: Infinity });

export type Asked = { connection: string; filter: Filter };

export const pageQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["page", asked],
    queryFn: async ({ signal }) => {
      const page = await deliveries(asked.connection, asked.filter, null, signal);
      return { rows: rowsOf(page.data), next: page.has_more ? page.next_cursor : null };
    },
  });

export const subscriptionsQuery = (connection: string) =>
  queryOptions({
    queryKey: ["subscriptions", connection],
    queryFn: ({ signal }) => subscriptions(connection, signal).then(({ data }) => ({ all: data, names: namesOf(data) })),
  });

export const deliveryQuery = (connection: string, id: string) =>
  queryOptions({ queryKey: ["delivery", connection, id], queryFn: ({ signal }) => delivery(connection, id, signal) });
