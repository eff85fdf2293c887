// What a page asks of the gateway that serves it. The peer and the floor ask as the console
// does: the same routes, the same one header, the same bodies. Knows no screen.

export class Refusal extends Error {
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

export type Session = { operator: string; environment: "sandbox" | "production" };
export type Connection = { id: string; label: string; environment: "sandbox" | "production"; vendor: string };

async function ask(path: string, more: RequestInit = {}): Promise<Response> {
  const json = more.body === undefined ? {} : { "content-type": "application/json" };
  const answer = await fetch(path, { ...more, headers: { redrive: "1", ...json } });
  if (answer.ok) return answer;
  type Envelope = { error?: { kind: string; message: string } };
  const { error } = (await answer.json().catch(() => ({}))) as Envelope;
  throw new Refusal(error?.kind ?? "no_gateway", error?.message ?? `the gateway answered ${answer.status}`);
}

export async function session(): Promise<Session> {
  return (await (await ask("/api/session")).json()) as Session;
}

export async function signIn(name: string, password: string): Promise<Session> {
  const answer = await ask("/api/session", { method: "POST", body: JSON.stringify({ name, password }) });
  return (await answer.json()) as Session;
}

export async function signOut(): Promise<void> {
  await ask("/api/session", { method: "DELETE" });
}

export async function connections(): Promise<Connection[]> {
  return (await (await ask("/api/connections")).json()) as Connection[];
}

/** One read at a vendor. A vendor's refusal is an error here: these pages have no more to say of it. */
export async function read<T>(connection: string, what: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await ask(`/api/connections/${connection}/read`, {
    method: "POST",
    body: JSON.stringify(what),
    ...(signal ? { signal } : {}),
  });
  const status = Number(answer.headers.get("vendor-status"));
  if (status !== 200) throw new Refusal("vendor", `The vendor answered ${status}.`);
  return (await answer.json()) as T;
}
