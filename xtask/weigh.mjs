// Prints, for each file of a folder: its name, its bytes, its bytes in brotli at quality 11.
// Node carries brotli, so xtask needs no crate for it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
for (const entry of entries.filter((one) => one.isFile())) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  console.log([entry.name, bytes.length, brotliCompressSync(bytes, options).length].join("\t"));
}
