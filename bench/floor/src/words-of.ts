// Texts that occur many times, each kept once and named by a number.
export class Words {
  readonly texts: string[] = [];
  /** What is shown and searched in place of some of them, as soon as it is known. */
  spoken: ReadonlyMap<string, string> = new Map();
  private readonly codes = new Map<string, number>();

  code(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  text(code: number): string {
    const text = this.texts[code] ?? "";
    return this.spoken.get(text) ?? text;
  }

  /** By code: which place the text has among all of them in order. */
  ranks(): Uint32Array {
    const order = this.texts.map((_, code) => code).sort((a, b) => (this.text(a) < this.text(b) ? -1 : 1));
    const ranks = new Uint32Array(order.length);
    order.forEach((code, rank) => (ranks[code] = rank));
    return ranks;
  }

  /** By code: 1 where the text, or what is shown in its place, holds this, which is in lowercase. */
  holding(text: string): Uint8Array {
    const holds = (word: string) => word.toLowerCase().includes(text);
    return Uint8Array.from(this.texts, (word, code) => Number(holds(word) || holds(this.text(code))));
  }
}
