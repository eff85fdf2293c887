// One `redrive demo` of its own for each worker: the real binary, its sandbox, its oracle.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
const binary = process.env["REDRIVE_BIN"] ?? path.join(root, "target/release/redrive");
/** The console out of a folder instead of the one in the binary, which then need not be built anew. */
const folder = process.env["REDRIVE_DIST"];

export const operator = "admin";
export const password = "correct horse battery staple";

export type Demo = { console: string; sandbox: string; stop: () => Promise<void> };

/** Starts the demo on ports of its own and waits until it says where it is. */
export async function startDemo(): Promise<Demo> {
  const child = spawn(
    binary,
    ["demo", "--listen", "127.0.0.1:0", "--sandbox-listen", "127.0.0.1:0", "--seed", "1", "--scale", "small", ...(folder ? ["--console", folder] : [])],
    { env: { ...process.env, REDRIVE_DEMO_PASSWORD: password }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const places = await new Promise<{ console: string; sandbox: string }>((resolve, reject) => {
    const found: Record<string, string> = {};
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}: ${errors.join("")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const match = /^\s*(console|sandbox)\s+(http:\/\/[^\s/]+)/.exec(line);
      if (match?.[1] && match[2]) found[match[1]] = match[2];
      if (found["console"] && found["sandbox"]) {
        resolve({ console: found["console"], sandbox: found["sandbox"] });
      }
    });
  });
  return { ...places, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
