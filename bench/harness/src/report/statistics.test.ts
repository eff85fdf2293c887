import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, spread } from "./statistics.ts";

test("the median of an even number lies between the middle two", () => {
  assert.deepEqual(spread([4, 1, 3, 2]), { low: 1.75, middle: 2.5, high: 3.25, count: 4 });
});

test("one value is its own spread, and numbers are not sorted as texts", () => {
  assert.deepEqual(spread([7]), { low: 7, middle: 7, high: 7, count: 1 });
  assert.equal(spread([10, 9, 100]).middle, 10);
});

test("of nothing there is no median", () => {
  assert.throws(() => quantile([], 0.5), /no values/);
});
