// The sandbox's own side door: faults, switches, and the oracle that says what was really sent.
import { expect } from "@playwright/test";

export type Sends = Record<"selfcommunity" | "kirim" | "zuora", Record<string, number>>;
export type Call = {
  operation: string;
  idempotency_key: string | null;
  /** When it arrived, on the sandbox's clock. */
  at: string;
  status: number;
  /** It was the kept answer of an earlier call with the same key. */
  replayed: boolean;
  /** What it sent. */
  ids: string[];
};
export type Births = { subscription: string; status: string; event_type: string; count: number; created_at?: string };
export type Fault = { kind: string; operation: string; count?: number } & Record<string, unknown>;

const zuoraToken = {
  client_id: "00000000-0000-4000-8000-000000000001",
  client_secret: "sandbox-secret",
  grant_type: "client_credentials",
};
const communityToken = "sandbox-admin";
const kirimKey = "kdv_live_0123456789abcdefghijklmn";

export class Sandbox {
  constructor(readonly address: string) {}

  private async ask(method: string, where: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.address + where, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  reset = () => this.ask("POST", "/_sandbox/reset", {});
  fault = (fault: Fault) => this.ask("POST", "/_sandbox/faults", fault);
  /** Nothing goes wrong any more, and what was held goes on. */
  disarm = () => this.ask("DELETE", "/_sandbox/faults");
  /** Holds a call until everything is disarmed: the one after the next so many of its operation. */
  async hold(operation: string, after = 0): Promise<void> {
    if (after > 0) await this.fault({ kind: "delay", operation, count: after });
    await this.fault({ kind: "delay", operation, delay_ms: 600_000 });
  }

  /** Waits until every fault has met its call: what is to be held is held. */
  async met(): Promise<void> {
    const armed = () => this.ask("GET", "/_sandbox/faults");
    await expect.poll(armed, { timeout: 60_000, intervals: [50] }).toEqual([]);
  }

  dialect = (part: unknown) => this.ask("POST", "/_sandbox/dialect", part);
  hostile = () => this.ask("POST", "/_sandbox/hostile", {});
  sends = async () => (await this.ask("GET", "/_sandbox/sends")) as Sends;
  /** Lets time pass for the vendors. */
  pass = (seconds: number) => this.ask("POST", "/_sandbox/clock", { advance_seconds: seconds });

  /** Sets whether a receiver is up; one that refuses answers 410 to everything. */
  receiver = (vendor: keyof Sends, receiver: string, state: "up" | "down" | "refusing") => this.ask("POST", "/_sandbox/receivers", { vendor, receiver, state });

  /** Has Kirim deliveries born, all on one timestamp, or now. */
  births = async (births: Births) =>
    ((await this.ask("POST", "/_sandbox/births", { vendor: "kirim", ...births })) as { ids: string[] }).ids;

  /** Has pending Kirim deliveries die. */
  async deaths(ids: string[]): Promise<void> {
    const { died } = (await this.ask("POST", "/_sandbox/deaths", { ids })) as { died: number };
    if (died !== ids.length) throw new Error(`${died} of ${ids.length} were pending`);
  }

  /** Every call that a vendor was asked to send by, oldest first. */
  async calls(vendor: keyof Sends = "kirim"): Promise<Call[]> {
    const calls = (await this.ask("GET", "/_sandbox/sends?calls=1")) as (Call & { vendor: string })[];
    return calls.filter((call) => call.vendor === vendor);
  }

  /** Everything that was really sent, as one number a vendor. */
  async sent(): Promise<Record<keyof Sends, number>> {
    const sends = await this.sends();
    const sum = (counts: Record<string, number> = {}) => Object.values(counts).reduce((all, one) => all + one, 0);
    return { selfcommunity: sum(sends.selfcommunity), kirim: sum(sends.kirim), zuora: sum(sends.zuora) };
  }

  /** Uses Kirim's limit of writes up, as others do who share the account. */
  async crowd(): Promise<void> {
    const unknown = `${this.address}/kirim/v1/webhook_deliveries/wbd_00000000000000000000000000/replay`;
    const call = async () => (await fetch(unknown, { method: "POST", headers: { authorization: `Bearer ${kirimKey}` } })).status;
    while (!(await Promise.all(Array.from({ length: 20 }, call))).includes(429));
  }

  /** One read of somebody else who shares Kirim's account; gives what it says of the limit. */
  private async read(): Promise<{ status: number; left: number }> {
    const answer = await fetch(`${this.address}/kirim/v1/webhook_subscriptions?limit=1`, { headers: { authorization: `Bearer ${kirimKey}` } });
    return { status: answer.status, left: Number(answer.headers.get("x-ratelimit-remaining")) };
  }

  /** How many reads Kirim's limit has left for those who share the account. */
  readsLeft = async () => (await this.read()).left;

  /** Others who share Kirim's account use its limit of reads up until so many are left. */
  async crowdReads(left: number): Promise<void> {
    while ((await this.readsLeft()) > left) await Promise.all(Array.from({ length: 5 }, () => this.read()));
  }

  private async zuoraHeaders(): Promise<Record<string, string>> {
    const token = (await (
      await fetch(`${this.address}/zuora/oauth/token`, { method: "POST", body: new URLSearchParams(zuoraToken) })
    ).json()) as { access_token: string };
    return { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" };
  }

  /** Somebody else resends e-mails at the vendor. */
  async colleagueResendsEmails(ids: string[]): Promise<void> {
    const address = `${this.address}/zuora/notifications/email-histories/resend`;
    const answer = await fetch(address, { method: "POST", headers: await this.zuoraHeaders(), body: JSON.stringify(ids) });
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** Somebody else resends events to an endpoint at the vendor. */
  async colleagueResendsEvents(endpoint: number, event: number[]): Promise<void> {
    const address = `${this.address}/selfcommunity/api/v2/webhook/endpoint/${endpoint}/event/resend/bulk/`;
    const headers = { authorization: `Bearer ${communityToken}`, "content-type": "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ event }) });
    if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** The events that were posted to an endpoint, the newest first. */
  async events(endpoint: number): Promise<number[]> {
    const headers = { authorization: `Bearer ${communityToken}` };
    const events = new Set<number>();
    let next: string | null = `${this.address}/selfcommunity/api/v2/webhook/endpoint/${endpoint}/attempt/?limit=100`;
    while (next) {
      const answer = await fetch(next, { headers });
      const page = (await answer.json()) as { results: { http_request_body: string }[]; next: string | null };
      for (const { http_request_body: body } of page.results) {
        const event = /"event_id": (\d+)/.exec(body)?.[1];
        if (event) events.add(Number(event));
      }
      next = page.next;
    }
    return [...events];
  }

  /** Rows of a data query, asked of the sandbox as any client would. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    const headers = await this.zuoraHeaders();
    const body = { query: sql, outputFormat: "JSON", compression: "NONE", output: { target: "S3" } };
    const jobs = `${this.address}/zuora/query/jobs`;
    type Job = { data: { id: string; queryStatus: string; dataFile?: string } };
    let job = (await (await fetch(jobs, { method: "POST", headers, body: JSON.stringify(body) })).json()) as Job;
    const deadline = Date.now() + 20_000;
    while (!job.data.dataFile) {
      if (Date.now() > deadline || job.data.queryStatus === "failed") throw new Error(JSON.stringify(job));
      job = (await (await fetch(`${jobs}/${job.data.id}`, { headers })).json()) as Job;
    }
    const lines = await (await fetch(job.data.dataFile)).text();
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The ids of so many e-mails that failed, in the order of their ids. */
  async failedMails(count: number): Promise<string[]> {
    const rows = await this.query(`SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY id LIMIT ${count}`);
    return rows.map((row) => String(row["id"]));
  }

  /** Every Kirim delivery that matches, page by page. */
  async deliveries(filter: Record<string, string>): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: "100", ...filter, ...(cursor ? { cursor } : {}) });
      const answer = await fetch(`${this.address}/kirim/v1/webhook_deliveries?${query}`, {
        headers: { authorization: `Bearer ${kirimKey}` },
      });
      const page = (await answer.json()) as { data: Record<string, unknown>[]; next_cursor: string | null };
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor);
    return rows;
  }

  /** Kirim's subscriptions. */
  async subscriptions(): Promise<{ id: string; description: string; status: string }[]> {
    const answer = await fetch(`${this.address}/kirim/v1/webhook_subscriptions?limit=100`, {
      headers: { authorization: `Bearer ${kirimKey}` },
    });
    return ((await answer.json()) as { data: { id: string; description: string; status: string }[] }).data;
  }
}
