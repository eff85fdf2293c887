// What is injected into every page before its own code: it sees the result in the page, and when
// it was painted. It is written as one function because the browser gets its text alone.
//
// A result is looked for after every change of the page and at every frame. `shown` is when it was
// found; `painted` is the first task after the frame that drew it. Both are counted from the trusted
// input before it, from the moment at which the browser had it.

export type Wanted =
  | { kind: "table" }
  | { kind: "count"; rows: number; holds?: string }
  | { kind: "sorted"; column: string; before: string; first: { ascending: string[]; descending: string[] } }
  | { kind: "chosen"; region: string; words: string; on: boolean };

export type Seen = { input: number; shown: number; painted: number };

export type Probe = {
  /** Waits for a result from now on. */
  arm(wanted: Wanted): void;
  /** The result that was armed; after so many milliseconds and one for each row, that it did not come. */
  seen(patience: number): Promise<Seen>;
  /** Resolves when a painted page has nothing to do. */
  idle(): Promise<void>;
  sortOf(column: string): string;
  /** How many rows of the window are not drawn. */
  blank(): number;
  /** Bytes of WebAssembly memory. */
  wasm(): number;
  scroller(): Element;
  /** When a thread of the page last told it something: what a thread fetched is no entry of the page. */
  told(): number;
};

declare global {
  interface Window {
    bench: Probe;
  }
}

export function installProbe(): void {
  const memories = new Set<WebAssembly.Memory>();
  let input = 0;
  let told = 0;
  let armed: { wanted: Wanted; seen: Promise<Seen> };

  for (const kind of ["click", "keydown"]) {
    window.addEventListener(kind, (event) => event.isTrusted && (input = event.timeStamp), { capture: true });
  }
  watchMemories();
  watchThreads();

  const grid = () => document.querySelector('[role="grid"]');
  const rows = (of: Element) =>
    [...of.querySelectorAll<HTMLElement>('[role="row"]')].filter(
      // A recycled row that is not needed at the moment is hidden.
      (row) => row.getAttribute("aria-rowindex") !== "1" && !row.hidden,
    );
  const texted = (row: Element) => (row.textContent ?? "").trim() !== "";

  function scroller(): Element {
    for (let at = grid(); at; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return document.documentElement;
  }

  function blank(): number {
    const table = grid();
    if (!table) return Number.NaN;
    const port = scroller().getBoundingClientRect();
    const head = table.querySelector('[aria-rowindex="1"]')?.getBoundingClientRect();
    const body = (table.querySelector('[role="rowgroup"]:last-of-type') ?? table).getBoundingClientRect();
    const top = Math.max(port.top, head?.bottom ?? port.top, body.top, 0);
    const bottom = Math.min(port.bottom, body.bottom, window.innerHeight);
    let covered = 0;
    let height = 36;
    for (const row of rows(table)) {
      const box = row.getBoundingClientRect();
      const part = Math.min(bottom, box.bottom) - Math.max(top, box.top);
      if (part > 0 && texted(row)) covered += part;
      if (box.height > 0) height = box.height;
    }
    return Math.max(0, bottom - top - covered) / height;
  }

  function firstRow(): Element | undefined {
    const table = grid();
    return table ? rows(table).find((row) => (row.getAttribute("aria-rowindex") ?? "2") === "2") : undefined;
  }

  function head(column: string): Element | undefined {
    const cells = grid()?.querySelectorAll('[role="columnheader"]') ?? [];
    return [...cells].find((cell) => cell.textContent?.trim().startsWith(column));
  }

  const sortOf = (column: string) => head(column)?.getAttribute("aria-sort") ?? "none";

  function holds(wanted: Wanted): boolean {
    // What is cheap to look at comes first: this runs at every frame, and its own time is measured
    // with the page's.
    const table = grid();
    if (!table) return false;
    switch (wanted.kind) {
      case "table":
        return rows(table).length > 0 && blank() < 0.1;
      case "count":
        if (table.getAttribute("aria-rowcount") !== String(wanted.rows + 1)) return false;
        return (firstRow()?.textContent ?? "").toLowerCase().includes(wanted.holds ?? "") && blank() < 0.1;
      case "sorted": {
        const now = sortOf(wanted.column);
        if (now === wanted.before || (now !== "ascending" && now !== "descending")) return false;
        const id = firstRow()?.querySelector('[role="rowheader"]')?.textContent?.trim() ?? "";
        return wanted.first[now].includes(id) && blank() < 0.1;
      }
      case "chosen": {
        const region = document.querySelector(`[role="region"][aria-label="${wanted.region}"]`);
        if (wanted.on ? !region?.textContent?.startsWith(wanted.words) : region) return false;
        const boxes = [...table.querySelectorAll<HTMLInputElement>(':not([hidden]) > * > input[type="checkbox"]')];
        return boxes.length > 1 && boxes.every((box) => box.checked === wanted.on);
      }
    }
  }

  /** The first task after the next frame. */
  function afterPaint(): Promise<number> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(0);
      });
    });
  }

  function arm(wanted: Wanted): void {
    input = 0;
    const seen = new Promise<Seen>((resolve) => {
      let found = false;
      const look = () => {
        if (found || !holds(wanted)) return;
        found = true;
        observer.disconnect();
        const shown = performance.now();
        void afterPaint().then((painted) => resolve({ input, shown, painted }));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      const frame = () => {
        look();
        if (!found) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    armed = { wanted, seen };
  }

  function seen(patience: number): Promise<Seen> {
    const rows = armed.wanted.kind === "count" ? armed.wanted.rows : 0;
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`the page never showed ${JSON.stringify(armed.wanted)}`)), patience + rows);
    });
    return Promise.race([armed.seen, late]);
  }

  function watchMemories(): void {
    const keep = (instance: WebAssembly.Instance) => {
      for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
    };
    const { instantiate, instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiateStreaming(...given);
      keep(made.instance);
      return made;
    };
    WebAssembly.instantiate = (async (...given: Parameters<typeof instantiate>) => {
      const made = await (instantiate as (...given: unknown[]) => Promise<unknown>)(...given);
      keep(made instanceof WebAssembly.Instance ? made : (made as WebAssembly.WebAssemblyInstantiatedSource).instance);
      return made;
    }) as typeof instantiate;
  }

  function watchThreads(): void {
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        this.addEventListener("message", () => (told = performance.now()));
      }
    };
  }

  window.bench = {
    arm,
    seen,
    idle: () => afterPaint().then(() => new Promise((resolve) => requestIdleCallback(() => resolve()))),
    sortOf,
    blank,
    wasm: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    scroller,
    told: () => told,
  };
  // A start is measured from the navigation on, before which nothing could be armed.
  arm({ kind: "table" });
}
