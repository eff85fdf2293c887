import assert from "node:assert/strict";
import { test } from "node:test";
import { loadOf } from "./facts.ts";

const row = (id: string, at: string, last_error: string | null = null) => ({ id, created_at: at, last_error, event_type: "a.b" });
const rows = [row("d", "5"), row("c", "4", "Timeout"), row("a", "4"), row("b", "4"), row("e", "1")];

test("rows of one time stay together", () => {
  assert.equal(loadOf(rows, 2).count, 4);
  assert.equal(loadOf(rows, 2).query, "?after=4");
  assert.equal(loadOf(rows, 9).count, 5);
});

test("every row of the smallest time may stand first", () => {
  const { first } = loadOf(rows, 2);
  assert.deepEqual(first.Created.ascending, ["c", "a", "b"]);
  assert.deepEqual(first.Created.descending, ["d"]);
  assert.deepEqual(first.Delivery, { ascending: ["a"], descending: ["d"] });
});

test("rows that hold a text are counted, in upper or lower case", () => {
  assert.equal(loadOf(rows, 2).holding("timeout"), 1);
  assert.equal(loadOf(rows, 2).holding("a.b"), 4);
});
