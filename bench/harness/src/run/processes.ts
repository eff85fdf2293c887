// The memory and the processor time of a page's own process, as the system counts them.
import { readdirSync, readFileSync } from "node:fs";

type Process = { pid: number; parent: number; line: string };

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1]);
        return [{ pid: Number(name), parent, line }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

/** The renderers of the browser that runs on this profile; not those of its own tool bars. */
function renderers(profile: string): number[] {
  const all = processes();
  const ours = new Set(all.filter(({ line }) => line.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid));
  for (let grown = true; grown; ) {
    const more = all.filter(({ pid, parent }) => ours.has(parent) && !ours.has(pid));
    for (const { pid } of more) ours.add(pid);
    grown = more.length > 0;
  }
  return all.filter(({ pid, line }) => ours.has(pid) && isRenderer(line)).map(({ pid }) => pid);
}

const isRenderer = (line: string) => line.includes("--type=renderer") && !line.includes("--top-chrome-webui");

/** Kilobytes of one line of a process's memory. */
function kilobytes(pid: number, what: string): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB`, "m").exec(text)?.[1]);
}

/** Resident megabytes of the largest renderer on this profile: the page's, as there is no other. */
export function residentMegabytes(profile: string): number {
  const sizes = renderers(profile).map((pid) => kilobytes(pid, "Rss"));
  if (sizes.length === 0) throw new Error("the browser has no renderer");
  return Math.max(...sizes) / 1024;
}

/** Milliseconds that all threads of the page's process have been busy. */
export function processorMilliseconds(profile: string): number {
  const [pid] = renderers(profile).sort((one, other) => kilobytes(other, "Rss") - kilobytes(one, "Rss"));
  if (pid === undefined) throw new Error("the browser has no renderer");
  // Behind the name, which may hold anything: fields 14 and 15 of the line, in ticks of a hundredth.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
