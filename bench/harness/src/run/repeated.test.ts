import assert from "node:assert/strict";
import { test } from "node:test";
import { repeated } from "./repeated.ts";

const row = (id: string, at: string) => ({ id: `wbd_01${id}`, created_at: at, last_error: null, event_type: "a.b" });
const own = [row("B", "2026-11-21T10:00:02.000Z"), row("A", "2026-11-21T10:00:00.000Z")];

test("every row has an id of its own, and all stand newest first", () => {
  const rows = repeated(own, 5);
  assert.deepEqual(rows.map(({ id }) => id), ["wbd_01B", "wbd_01A", "wbd_02B", "wbd_02A", "wbd_03B"]);
  const times = rows.map(({ created_at }) => Date.parse(created_at));
  assert.ok(times.every((at, place) => place === 0 || at < (times[place - 1] as number)));
});

test("what cannot be repeated so often is refused", () => {
  assert.throws(() => repeated(own, 1000), /too few/);
  assert.throws(() => repeated([row("B", "2026-11-21T10:00:02Z"), { ...row("A", "2026-11-21T10:00:00Z"), id: "x" }], 4), /begins as none/);
});
