// Which rows are shown, in which order: sorted, then filtered. Every step is over row numbers.
import type { Key, Store } from "./store.ts";

export type Sorting = { key: Key; descending: boolean };

/** Row numbers from smallest to largest; rows that are alike stay as they were. */
function ascending(store: Store, key: Key): Uint32Array<ArrayBuffer> {
  if (key === "id") {
    const { ids } = store;
    return numbers(store.count).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  }
  if (key === "created") {
    const { created } = store;
    return numbers(store.count).sort((a, b) => (created[a] as number) - (created[b] as number));
  }
  if (key === "tries") return counted(store.tries, store.count, undefined);
  return counted(store[key], store.count, store.words[key].ranks());
}

const numbers = (count: number) => Uint32Array.from({ length: count }, (_, at) => at);

/** Sorts by counting, for columns with few different values. */
function counted(values: Uint16Array, count: number, ranks: Uint32Array | undefined): Uint32Array<ArrayBuffer> {
  const rank = (at: number) => (ranks ? (ranks[values[at] as number] as number) : (values[at] as number));
  const starts = new Uint32Array(65_537);
  for (let at = 0; at < count; at++) starts[rank(at) + 1]!++;
  for (let value = 1; value < starts.length; value++) starts[value]! += starts[value - 1]!;
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[starts[rank(at)]!++] = at;
  return order;
}

export class Order {
  /** The rows that are shown. */
  shown: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private sorted: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private sorting: Sorting | undefined;
  private text = "";

  constructor(private readonly store: Store) {}

  get sortedBy(): Sorting | undefined {
    return this.sorting;
  }

  /** After rows were added. */
  renew(): void {
    this.sorted = this.sorting ? this.sort(this.sorting) : numbers(this.store.count);
    this.shown = this.filter(this.sorted, this.text);
  }

  sortBy(key: Key): void {
    const again = this.sorting?.key === key;
    this.sorting = { key, descending: again && !this.sorting?.descending };
    this.sorted = again ? this.sorted.slice().reverse() : this.sort(this.sorting);
    this.shown = this.filter(this.sorted, this.text);
  }

  filterBy(text: string): void {
    // What matches the longer text is among what matched the shorter one.
    const among = this.text !== "" && text.startsWith(this.text) ? this.shown : this.sorted;
    this.text = text;
    this.shown = this.filter(among, text);
  }

  private sort({ key, descending }: Sorting): Uint32Array<ArrayBuffer> {
    const order = ascending(this.store, key);
    return descending ? order.reverse() : order;
  }

  private filter(among: Uint32Array<ArrayBuffer>, text: string): Uint32Array<ArrayBuffer> {
    if (text === "") return among;
    const { words, status, subscription, eventType, answer, lowered } = this.store;
    const searched = [words.status, words.subscription, words.eventType, words.answer];
    const [inStatus, inSubscription, inType, inAnswer] = searched.map((one) => one.holding(text));
    const found = new Uint32Array(among.length);
    let count = 0;
    for (const at of among) {
      const holds =
        inStatus?.[status[at] as number] ||
        inSubscription?.[subscription[at] as number] ||
        inType?.[eventType[at] as number] ||
        inAnswer?.[answer[at] as number] ||
        lowered[at]?.includes(text);
      if (holds) found[count++] = at;
    }
    return found.slice(0, count);
  }
}
