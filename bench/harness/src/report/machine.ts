// On what it was measured.
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem, type } from "node:os";
import { places } from "../run/places.ts";

export function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const browser = execFileSync(places.chromium, ["--version"], { encoding: "utf8" }).trim();
  return `${cpus().length} cores (${processor?.model ?? "unknown"}), ${memory} GB, ${type()}, ${browser}`;
}

/** How busy the machine was with everything, over the last minute. */
export const busy = (): number => loadavg()[0] ?? 0;
