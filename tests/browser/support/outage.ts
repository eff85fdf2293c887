// An outage that left many Kirim deliveries dead: what a replay of it must send, and what it must
// not. Many share a timestamp, some still wait for their next try, and others are of another type.
import type { Sandbox } from "./sandbox.ts";

export type Outage = {
  subscription: string;
  type: string;
  /** It began here. */
  from: Date;
  /** What a replay has to send. */
  dead: string[];
  /** Of the same type, and pending as long as nobody lets them die; the oldest first. */
  pending: string[];
};

const began = Date.UTC(2020, 2, 1, 2);
const type = "order.shipped";
const others = "order.cancelled";
/** Ten of them fill no window to its end, so that every window ends beside such a tie. */
const tie = 97;

/**
 * Has so many deliveries die. Of these `huge` share one timestamp in the middle of the outage.
 */
export async function outage(sandbox: Sandbox, size: number, huge = 0): Promise<Outage> {
  const [subscription] = (await sandbox.subscriptions()).filter(({ status }) => status === "active");
  if (!subscription) throw new Error("no subscription is active");
  const dead: string[] = [];
  const pending: string[] = [];
  const births = (status: string, event_type: string, count: number, millis: number) =>
    sandbox.births({ subscription: subscription.id, status, event_type, count, created_at: new Date(began + millis).toISOString() });
  for (let second = 1; dead.length < size; second += 1) {
    const at = second * 1000 + 250;
    const left = size - dead.length;
    const now = huge > 0 && second === Math.floor(size / tie / 2) ? huge : tie;
    dead.push(...(await births("dead", type, Math.min(now, left), at)));
    // A moment after the dead ones, and in a large outage once on the very moment of some.
    if (second % 25 === 0) pending.push(...(await births("pending", type, 2, second === 100 ? at : at + 500)));
    if (second % 30 === 0) await births("dead", others, 3, at);
    if (left <= tie) pending.push(...(await births("pending", type, 5, at + 500)));
  }
  return { subscription: subscription.id, type, from: new Date(began), dead, pending };
}

/** What the oracle says of an outage: all three are empty when each was sent once, and nothing else. */
export async function misfits(sandbox: Sandbox, dead: string[]) {
  const { kirim } = await sandbox.sends();
  const wanted = new Set(dead);
  return {
    never: dead.filter((id) => !kirim[id]),
    twice: Object.keys(kirim).filter((id) => (kirim[id] ?? 0) > 1),
    foreign: Object.keys(kirim).filter((id) => !wanted.has(id)),
  };
}

export const none = { never: [], twice: [], foreign: [] };
