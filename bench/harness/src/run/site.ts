// One folder that holds all contestants, every file with its packed twin beside it, so that one
// gateway serves all of them in the same way: the same headers, the same brotli, one sandbox.
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { places } from "./places.ts";

/** As where the gateway packs the console into its binary: less is not worth a twin. */
const WORTH = 0.95;
const HIGHEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };

/** Assembles the folder anew and gives its path. */
export function assemble(): string {
  const site = path.join(places.built, "site");
  rmSync(site, { recursive: true, force: true });
  cpSync(places.dist, site, { recursive: true });
  for (const name of ["peer", "floor"]) cpSync(path.join(places.built, name), path.join(site, name), { recursive: true });
  for (const file of filesIn(site)) {
    const plain = readFileSync(file);
    const packed = brotliCompressSync(plain, HIGHEST);
    if (packed.length <= plain.length * WORTH) writeFileSync(`${file}.br`, packed);
  }
  return site;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
