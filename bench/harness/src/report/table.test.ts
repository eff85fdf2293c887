import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contestant } from "../contestants.ts";
import { Samples } from "./samples.ts";
import { sections } from "./table.ts";
import { figure } from "./words.ts";

const one = (name: Contestant["name"], title: string, notYet = {}): Contestant => ({
  name,
  title,
  path: "/",
  words: {} as Contestant["words"],
  notYet,
});

test("a line has medians, quartiles, and the others' multiples of the first", () => {
  const samples = new Samples();
  for (const value of [1, 2, 3]) samples.add({ case: "sort", name: "by ids", unit: "ms", contestant: "console", value });
  for (const value of [30, 10, 20]) samples.add({ case: "sort", name: "by ids", unit: "ms", contestant: "peer", value });
  const table = sections(samples, ["sort"], [one("console", "Redrive"), one("peer", "React peer")]);
  assert.match(table, /\| by ids, ms \| 2\.00 \(1\.50–2\.50\) \| 20\.0 \(15\.0–25\.0\) \| 10\.00 \|/);
});

test("what cannot be measured yet has no figure and no multiple", () => {
  const samples = new Samples();
  samples.add({ case: "sort", name: "by ids", unit: "ms", contestant: "peer", value: 7 });
  const table = sections(samples, ["sort"], [one("console", "Redrive", { sort: "no grid" }), one("peer", "React peer")]);
  assert.match(table, /\| by ids, ms \| not yet \| 7\.00 \| – \|/);
});

test("what is no number is refused when it is measured", () => {
  const bad = { case: "sort", name: "by ids", unit: "ms", contestant: "peer", value: Number.NaN } as const;
  assert.throws(() => new Samples().add(bad), /no number/);
});

test("figures have as many digits as they deserve", () => {
  assert.deepEqual([0.4, 16.66, 1234.5, -250, -0.5].map(figure), ["0.40", "16.7", "1,235", "-250", "-0.50"]);
});
