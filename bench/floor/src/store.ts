// The deliveries as columns: numbers in typed arrays, texts that repeat as codes.
import { answerOf, type Delivery } from "../../shared/kirim.ts";
import { Words } from "./words-of.ts";

export type Key = "status" | "id" | "subscription" | "eventType" | "answer" | "tries" | "created";

export class Store {
  count = 0;
  readonly ids: string[] = [];
  /** The ids in lowercase, for the text filter. */
  readonly lowered: string[] = [];
  readonly words = { status: new Words(), subscription: new Words(), eventType: new Words(), answer: new Words() };
  status = new Uint16Array(1024);
  subscription = new Uint16Array(1024);
  eventType = new Uint16Array(1024);
  answer = new Uint16Array(1024);
  tries = new Uint16Array(1024);
  /** Milliseconds. */
  created = new Float64Array(1024);

  append(page: Delivery[]): void {
    if (this.count + page.length > this.tries.length) this.grow();
    for (const delivery of page) {
      const at = this.count++;
      const id = delivery.id ?? "";
      this.ids.push(id);
      this.lowered.push(id.toLowerCase());
      this.status[at] = this.words.status.code(delivery.status ?? "unknown");
      this.subscription[at] = this.words.subscription.code(delivery.subscription_id ?? "");
      this.eventType[at] = this.words.eventType.code(delivery.event_type ?? "");
      this.answer[at] = this.words.answer.code(answerOf(delivery));
      this.tries[at] = delivery.attempt_count ?? 0;
      this.created[at] = Date.parse(delivery.created_at ?? "");
    }
  }

  private grow(): void {
    const size = this.tries.length * 2;
    const wider = (old: Uint16Array) => {
      const made = new Uint16Array(size);
      made.set(old);
      return made;
    };
    this.status = wider(this.status);
    this.subscription = wider(this.subscription);
    this.eventType = wider(this.eventType);
    this.answer = wider(this.answer);
    this.tries = wider(this.tries);
    const created = new Float64Array(size);
    created.set(this.created);
    this.created = created;
  }
}
