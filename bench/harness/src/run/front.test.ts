import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { front, pageOf } from "./front.ts";

const rows = Array.from({ length: 5 }, (_, at) => ({
  id: `wbd_${at}`,
  created_at: new Date(Date.UTC(2026, 10, 21, 10, 0, -at)).toISOString(),
  last_error: null,
  event_type: "a.b",
}));

test("pages follow each other by their cursors, and end where the question does", () => {
  const ask = (cursor: string | null, after?: string) => pageOf(rows, { filter: { created_after: after ?? null }, limit: 2, cursor });
  assert.deepEqual(ask(null), { data: rows.slice(0, 2), has_more: true, next_cursor: "2", request_id: "req_0" });
  assert.deepEqual(ask("4"), { data: rows.slice(4), has_more: false, next_cursor: null, request_id: "req_4" });
  const fourth = rows[3]?.created_at.replace(".000Z", "Z");
  assert.deepEqual(ask("2", fourth), { data: rows.slice(2, 4), has_more: false, next_cursor: null, request_id: "req_2" });
});

test("reads of deliveries are answered, and whatever else is asked goes through", async () => {
  const gateway = createServer((asked, answer) => {
    answer.writeHead(207, { "set-cookie": "a=b" }).end(`${asked.method} ${asked.url} for ${asked.headers.host}`);
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const { address, stop } = await front(`http://${host}`, rows);
  const read = (body: object) => fetch(`${address}/api/connections/messaging/read`, { method: "POST", body: JSON.stringify(body) });
  try {
    const page = await read({ kirim: { deliveries: { filter: {}, limit: 2, cursor: "2" } } });
    assert.equal(page.headers.get("vendor-status"), "200");
    assert.deepEqual(((await page.json()) as { data: object[] }).data, rows.slice(2, 4));
    const other = await read({ kirim: { subscriptions: {} } });
    assert.equal(other.status, 207);
    assert.deepEqual(other.headers.getSetCookie(), ["a=b"]);
    assert.equal(await other.text(), `POST /api/connections/messaging/read for ${host}`);
  } finally {
    await stop();
    await new Promise((resolve) => gateway.close(resolve));
  }
});
