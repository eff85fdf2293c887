// Who is measured, and by which names each is driven. A case is written once: it knows a
// contestant only through this file. Whoever changes a screen's words changes them here.

export const CASES = ["start", "load", "sort", "filter", "select", "scroll", "memory", "visits"] as const;
export type CaseName = (typeof CASES)[number];

export type Words = {
  /** The button that loads every row that matches. */
  loadAll: string;
  /** The field that filters what is loaded. */
  filter: string;
  /** The box in the heading that chooses every row. */
  chooseAll: string;
  /** The region that says how many are chosen; its text begins with `1,234 chosen`. */
  chosen: string;
  /** Links of the menu: away from the deliveries, and back. */
  away: string;
  back: string;
  /** The first heading of the place away. */
  awayHeading: string;
};

/** The names that all of them have. */
const WORDS: Words = {
  loadAll: "Load everything matching",
  filter: "Filter loaded rows",
  chooseAll: "Choose every loaded row",
  chosen: "Chosen records",
  away: "Overview",
  back: "Deliveries",
  awayHeading: "Overview",
};

export type ContestantName = "console" | "peer" | "floor";

export type Contestant = {
  name: ContestantName;
  title: string;
  /** The address of its deliveries, without a query. */
  path: string;
  words: Words;
  /** What cannot be measured yet, and why: such a cell says so instead of a figure. */
  notYet: Partial<Record<CaseName, string>>;
};

export const CONTESTANTS: readonly Contestant[] = [
  {
    name: "console",
    title: "Redrive",
    path: "/c/messaging/deliveries",
    words: WORDS,
    notYet: {},
  },
  { name: "peer", title: "React peer", path: "/peer/index.html", words: WORDS, notYet: {} },
  { name: "floor", title: "floor", path: "/floor/index.html", words: WORDS, notYet: {} },
];
