// Where the reader is: the screen in the hash, the filters in the query. A router would be more
// to download than all that two screens need.
import { useSyncExternalStore } from "react";

/** The connection whose deliveries are shown. */
export const CONNECTION = "messaging";

export type Screen = "overview" | "deliveries";
export type Place = { screen: Screen; query: URLSearchParams };

let known: { href: string; place: Place } | undefined;

/** The place of the address; the same object as long as the address is the same. */
export function place(): Place {
  const { href, hash, search } = window.location;
  if (known?.href !== href) {
    const screen = hash === "#overview" ? "overview" : "deliveries";
    known = { href, place: { screen, query: new URLSearchParams(search) } };
  }
  return known.place;
}

const CHANGED = "popstate";

function subscribe(tell: () => void): () => void {
  window.addEventListener(CHANGED, tell);
  return () => window.removeEventListener(CHANGED, tell);
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, place);

/** Sets one filter in the address, or takes it away when the text is empty. */
export function setFilter(name: string, value: string): void {
  const query = new URLSearchParams(window.location.search);
  if (value === "") query.delete(name);
  else query.set(name, value);
  go(query);
}

export const clearFilters = (): void => go(new URLSearchParams());

function go(query: URLSearchParams): void {
  const text = query.toString();
  window.history.replaceState(null, "", `${window.location.pathname}${text && `?${text}`}${window.location.hash}`);
  window.dispatchEvent(new PopStateEvent(CHANGED));
}
