import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./options.ts";

test("without words everything is measured", () => {
  const options = read([]);
  assert.equal(options.rounds, 5);
  assert.equal(options.cases.length, 8);
  assert.deepEqual(options.sizes, [10_000, 100_000]);
  assert.deepEqual(options.contestants.map(({ name }) => name), ["console", "peer", "floor"]);
});

test("cases and contestants can be named, in the order that the bench has", () => {
  const options = read(["--case", "sort", "--case", "start", "--contestant", "peer", "--rounds", "2", "--rows", "1000000"]);
  assert.deepEqual(options.cases, ["start", "sort"]);
  assert.deepEqual(options.contestants.map(({ name }) => name), ["peer"]);
  assert.equal(options.rounds, 2);
  assert.deepEqual(options.sizes, [10_000, 1_000_000]);
});

test("a mistyped word is refused before anything is started", () => {
  assert.throws(() => read(["--case", "srot"]), /no case srot/);
  assert.throws(() => read(["--rounds", "0"]), /whole number/);
  assert.throws(() => read(["--rows", "many"]), /whole number/);
  assert.throws(() => read(["--loud"]));
});
