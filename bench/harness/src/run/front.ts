// A server before the gateway, for more rows than the sandbox has: it answers reads of deliveries
// page by page, as the vendor would, and passes everything else on. It stands outside of the browser
// because a browser whose requests are held and answered by its driver takes minutes for the rows.
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Row } from "./gateway.ts";

const JSON_TYPE = "application/json";
// As the gateway passes them on: the console reads no answer that does not say what it is.
const HEADERS = { "vendor-status": "200", "vendor-content-type": JSON_TYPE, "content-type": JSON_TYPE, "cache-control": "no-store" };
const READ = /^\/api\/connections\/[^/]+\/read$/;

export type Front = { address: string; stop: () => Promise<void> };
export type Question = { filter: { created_after?: string | null }; limit?: number; cursor: string | null };

/** Serves what stands behind it, with these rows as its deliveries. They are newest first. */
export async function front(behind: string, rows: Row[]): Promise<Front> {
  const server = createServer((asked, answer) => {
    const answered = (body: Buffer) => {
      const question = READ.test(asked.url ?? "") ? questionOf(body) : undefined;
      if (question) answer.writeHead(200, HEADERS).end(JSON.stringify(pageOf(rows, question)));
      else passOn(behind, asked, body, answer);
    };
    // Whoever left while asking wants no answer.
    bodyOf(asked).then(answered, () => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { address: `http://127.0.0.1:${port}`, stop };
}

/** One page of the rows, as far back as is asked for. */
export function pageOf(rows: Row[], { filter, limit = 100, cursor }: Question): object {
  const begin = Number(cursor ?? 0);
  const all = reach(rows, filter.created_after ?? "");
  const end = Math.min(begin + limit, all);
  const has_more = end < all;
  return {
    data: rows.slice(begin, end),
    has_more,
    next_cursor: has_more ? String(end) : null,
    request_id: `req_${begin}`,
  };
}

/** How many of the rows are not older than a moment; all, where there is none. */
function reach(rows: Row[], after: string): number {
  const moment = Date.parse(after);
  if (Number.isNaN(moment)) return rows.length;
  let [from, until] = [0, rows.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if (Date.parse(rows[middle]?.created_at ?? "") >= moment) from = middle + 1;
    else until = middle;
  }
  return from;
}

function questionOf(body: Buffer): Question | undefined {
  return (JSON.parse(body.toString()) as { kirim?: { deliveries?: Question } }).kirim?.deliveries;
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function passOn(behind: string, { url, method, headers }: IncomingMessage, body: Buffer, answer: ServerResponse): void {
  const { host, origin } = new URL(behind);
  // To what stands behind it, it is the browser.
  const told = { ...headers, host, ...(headers.origin ? { origin } : {}) };
  const passed = request(new URL(url ?? "/", behind), { method, headers: told }, (found) => {
    answer.writeHead(found.statusCode ?? 502, found.headers);
    found.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  passed.end(body);
}
