// What a case is given: who is measured, where, and whither the figures go.
import type { CaseName, Contestant } from "../contestants.ts";
import type { Samples, Unit } from "../report/samples.ts";
import type { Load } from "./facts.ts";
import { Visit, type Cookie } from "./visit.ts";

export type Facts = {
  small: Load;
  large: Load;
};

export class Stage {
  constructor(
    readonly contestant: Contestant,
    readonly facts: Facts,
    private readonly address: string,
    private readonly cookie: Cookie,
    private readonly samples: Samples,
  ) {}

  /** Does something in a new browser, which is gone afterwards. */
  async visit(act: (visit: Visit) => Promise<void>): Promise<void> {
    const visit = await Visit.begin(this.contestant, this.address, this.cookie);
    try {
      await act(visit);
    } finally {
      await visit.end();
    }
  }

  sample(of: CaseName, name: string, unit: Unit, value: number): void {
    this.samples.add({ case: of, name, unit, value, contestant: this.contestant.name });
  }
}
