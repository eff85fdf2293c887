// Runs every case for every contestant, one after the other, round by round.
import { writeFileSync } from "node:fs";
import { measure } from "./cases/index.ts";
import { HELP, read, type Options } from "./options.ts";
import { busy, machine } from "./report/machine.ts";
import { page, type Measured } from "./report/results.ts";
import { Samples } from "./report/samples.ts";
import { difference, drawn, type Rows } from "./run/alike.ts";
import { startDemo } from "./run/demo.ts";
import { loadOf } from "./run/facts.ts";
import { front, type Front } from "./run/front.ts";
import { newest, signIn } from "./run/gateway.ts";
import { places } from "./run/places.ts";
import { repeated } from "./run/repeated.ts";
import { assemble } from "./run/site.ts";
import { Stage, type Facts } from "./run/stage.ts";

/** Rows of one time stay together, so a little more than asked is looked at. */
const BEYOND = 5_000;
/** Rows that the sandbox has at its largest; where more are wanted, so many of them are repeated. */
const TOLD = 500_000;
const REPEATED = 100_000;

async function bench(options: Options): Promise<void> {
  const busyBefore = busy();
  console.error(`bench: starting the sandbox (${options.scale})`);
  const demo = await startDemo(assemble(), options.scale);
  let answering: Front | undefined;
  try {
    const [small, large] = options.sizes;
    const own = large + BEYOND <= TOLD ? large + BEYOND : REPEATED;
    const rows = await newest(demo.address, await signIn(demo.address), own);
    const told = own < large ? repeated(rows, large) : rows;
    if (own < large) answering = await front(demo.address, told);
    const address = answering?.address ?? demo.address;
    const facts = { small: loadOf(told, small), large: loadOf(told, large) };
    await mustBeAlike(options, address, facts);
    const measured = await rounds(options, address, facts);
    const file = options.out ?? places.results;
    writeFileSync(file, page(measured, options, facts, { machine: machine(), busyBefore, busyAfter: busy() }));
    console.error(`bench: written to ${file}`);
  } finally {
    await answering?.stop();
    await demo.stop();
  }
}

async function mustBeAlike({ contestants }: Options, address: string, facts: Facts): Promise<void> {
  let own: Rows | undefined;
  for (const contestant of contestants) {
    const stage = new Stage(contestant, facts, address, await signIn(address), new Samples());
    await stage.visit(async (visit) => {
      const rows = await drawn(visit);
      const differs = difference((own ??= rows), rows);
      if (differs) throw new Error(`the rows of ${contestant.title} are not drawn as those of ${contestants[0]?.title}: ${differs}`);
    });
  }
}

async function rounds(options: Options, address: string, facts: Facts): Promise<Measured> {
  const samples = new Samples();
  const failures: string[] = [];
  for (let round = 0; round < options.rounds; round++) {
    // Another one begins each round: what comes first may find a colder machine.
    const first = round % options.contestants.length;
    const order = [...options.contestants.slice(first), ...options.contestants.slice(0, first)];
    for (const contestant of order) {
      console.error(`bench: round ${round + 1} of ${options.rounds}, ${contestant.name}`);
      const cookie = await signIn(address);
      try {
        await measure(new Stage(contestant, facts, address, cookie, samples), options.cases);
      } catch (error) {
        // What was measured before is kept, and the page of results says what is missing.
        console.error(error);
        failures.push(`${contestant.title}, round ${round + 1}: ${String(error).split("\n")[0]}`);
        process.exitCode = 1;
      }
    }
  }
  return { samples, failures };
}

const given = process.argv.slice(2);
if (given.includes("--help")) console.log(HELP);
// What was typed is refused here, before anything is built for it.
else if (given[0] === "read") read(given.slice(1));
else await bench(read(given));
