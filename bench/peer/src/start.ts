// What is asked for before anything is drawn: the session, the connections, and on the deliveries'
// address their first page. Without this each would wait for the one before.
import { QueryClient } from "@tanstack/react-query";
import { connectionsQuery, pageQuery, sessionQuery, subscriptionsQuery } from "./queries.ts";
import { CONNECTION, place } from "./navigation.ts";
import { filterOf } from "../../shared/kirim.ts";

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      refetchOnWindowFocus: false,
      staleTime: 30_000,
      // Rows are replaced as a whole and never compared: comparing a hundred thousand costs more
      // than it saves.
      structuralSharing: false,
    },
  },
});

export function startReading(): void {
  void client.prefetchQuery(sessionQuery);
  void client.prefetchQuery(connectionsQuery);
  const { screen, query } = place();
  if (screen === "deliveries") {
    void client.prefetchQuery(subscriptionsQuery(CONNECTION));
    void client.prefetchQuery(pageQuery({ connection: CONNECTION, filter: filterOf(query) }));
  }
}
