import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "./alike.ts";

const rows = { words: ["dead", "a"], widths: [104, 243], height: 36, window: 530 };

test("rows are alike only in everything", () => {
  assert.equal(difference(rows, { ...rows }), undefined);
  assert.match(difference(rows, { ...rows, widths: [116, 243] }) ?? "", /widths: \[104,243\] and \[116,243\]/);
  assert.match(difference(rows, { ...rows, height: 35 }) ?? "", /height: 36 and 35/);
});
