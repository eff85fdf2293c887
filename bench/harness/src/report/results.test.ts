import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../options.ts";
import { loadOf } from "../run/facts.ts";
import { page } from "./results.ts";
import { Samples } from "./samples.ts";

const rows = ["3", "2", "1"].map((at) => ({ id: at, created_at: at, last_error: null, event_type: "a.b" }));
const facts = { small: loadOf(rows, 1), large: loadOf(rows, 2) };
const where = { machine: "2 cores", busyBefore: 0.1, busyAfter: 1.9 };

test("the page says on what it was measured, how much, and what is missing", () => {
  const failures = ["React peer, round 2: the page never showed it"];
  const text = page({ samples: new Samples(), failures }, read(["--case", "sort", "--rounds", "3"]), facts, where);
  assert.match(text, /3 rounds/);
  assert.match(text, /1 and 2 deliveries/);
  assert.match(text, /2 cores\./);
  assert.match(text, /Broken off.*React peer, round 2/);
});
