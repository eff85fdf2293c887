// The real binary with its sandbox, serving the assembled folder.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { places } from "./places.ts";
import type { Options } from "../options.ts";

export const operator = "admin";
export const password = "correct horse battery staple";

export type Demo = { address: string; stop: () => Promise<void> };

/** Starts it on ports of its own and waits until it says where it is. */
export async function startDemo(site: string, scale: Options["scale"]): Promise<Demo> {
  const any = "127.0.0.1:0";
  const story = ["--seed", "1", "--scale", scale];
  const child = spawn(places.binary, ["demo", "--listen", any, "--sandbox-listen", any, ...story, "--console", site], {
    env: { ...process.env, REDRIVE_DEMO_PASSWORD: password },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /^console\s+(\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  return { address, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
