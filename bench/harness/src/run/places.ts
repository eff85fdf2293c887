// Where things stand. Each can be named by a variable, as the browser tests have it.
import path from "node:path";

const bench = path.resolve(import.meta.dirname, "../../..");
const root = path.resolve(bench, "..");

export const places = {
  /** What was built of the peer and the floor. */
  built: path.join(bench, "built"),
  results: path.join(bench, "RESULTS.md"),
  dist: process.env["REDRIVE_DIST"] ?? path.join(root, "dist"),
  binary: process.env["REDRIVE_BIN"] ?? path.join(root, "target/release/redrive"),
  chromium: process.env["REDRIVE_CHROMIUM"] ?? "/usr/bin/chromium",
};
