// The gateway, asked from outside of any browser: a session to give to the browsers, and the rows
// as they are, to know what a contestant must show.
import { operator, password } from "./demo.ts";

export type Row = { id: string; created_at: string; last_error: string | null; event_type: string };
type Page = { data: Row[]; has_more: boolean; next_cursor: string | null };

/** Signs in; gives the cookie's name and value. */
export async function signIn(address: string): Promise<{ name: string; value: string }> {
  const answer = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { redrive: "1", "content-type": "application/json" },
    body: JSON.stringify({ name: operator, password }),
  });
  const [name, value] = answer.headers.getSetCookie()[0]?.split(";")[0]?.split("=") ?? [];
  if (!answer.ok || !name || !value) throw new Error(`signing in was answered with ${answer.status}`);
  return { name, value };
}

/** The newest deliveries, at least so many if there are. */
export async function newest(address: string, cookie: { name: string; value: string }, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const answer = await fetch(`${address}/api/connections/messaging/read`, {
      method: "POST",
      headers: { redrive: "1", "content-type": "application/json", cookie: `${cookie.name}=${cookie.value}` },
      body: JSON.stringify({ kirim: { deliveries: { filter: {}, limit: 100, cursor } } }),
    });
    if (answer.headers.get("vendor-status") !== "200") throw new Error(`a read was answered with ${answer.status}`);
    const page = (await answer.json()) as Page;
    rows.push(...page.data);
    cursor = page.has_more ? page.next_cursor : null;
  } while (cursor !== null && rows.length < most);
  return rows;
}
