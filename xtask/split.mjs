// Takes the console's module apart, after Trunk has built it: what src/parts/catalogue.rs
// names goes into files that the browser fetches when they are first wanted. Trunk has no
// such step and its hooks come before or after wasm-bindgen, while the cut must be made
// between the linker and wasm-bindgen; so this hook does wasm-bindgen's step once more, with
// the cut before it, and puts the result where Trunk put its own. A module that was compiled
// without cuts (a plain `trunk build`) is left as it is.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const name = "redrive-console";
const stage = process.env.TRUNK_STAGING_DIR;
const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8" });
// The whole script runs at the start. Where a browser knows this word, it compiles all of it beside the
// page, and not function by function when each is first called.
const eager = "//# allFunctionsCalledOnLoad\n";
const digest = (kind, bytes, form) => createHash(kind).update(bytes).digest(form);
const integrityOf = (bytes) => `sha384-${digest("sha384", bytes, "base64")}`;
// Sixteen hexadecimal digits: a name by which the gateway knows that the file never changes.
const named = (stem, ending, bytes) => `${stem}-${digest("sha256", bytes, "hex").slice(0, 16)}.${ending}`;

const { target_directory: target } = JSON.parse(
  run("cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"),
);
const linked = join(target, "wasm32-unknown-unknown/wasm-release", `${name}.wasm`);
const cuts = "__wasm_split_placeholder__";
if (process.env.TRUNK_PROFILE === "release" && readFileSync(linked).includes(cuts)) split();

function split() {
  const work = mkdtempSync(join(target, "split-"));
  try {
    run("wasm-split-cli", "--out-name", name, linked, work);
    const first = join(work, `${name}.wasm`);
    // The parts are linked through the table, which wasm-bindgen would otherwise hide.
    const given = ["--no-typescript", "--remove-name-section", "--remove-producers-section", "--keep-lld-exports"];
    run("wasm-bindgen", "--target", "web", ...given, "--out-dir", join(work, "out"), first);

    const parts = keepParts(work);
    const loader = loaderOf(readFileSync(join(work, "__wasm_split.js"), "utf8"), parts);
    const glue = readFileSync(join(work, "out", `${name}.js`), "utf8");
    replaceTrunks({
      js: Buffer.from(eager + joined(glue, loader) + ahead(loader)),
      wasm: readFileSync(join(work, "out", `${name}_bg.wasm`)),
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Puts every part beside the module. Their new names and digests, by their old names. */
function keepParts(work) {
  const parts = new Map();
  for (const file of readdirSync(work).filter((file) => /^(split|chunk)_.*\.wasm$/.test(file))) {
    const stem = file.replace(/^split_/, "part-").replace(/^chunk_/, "part-shared-").replace(/\.wasm$/, "");
    const bytes = withoutCustomSections(readFileSync(join(work, file)));
    const kept = named(stem, "wasm", bytes);
    writeFileSync(join(stage, kept), bytes);
    parts.set(file, { kept, integrity: integrityOf(bytes) });
  }
  return parts;
}

/** Names of functions and the like, of which only a person has any use. */
function withoutCustomSections(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const { value: length, next } = number(module, at + 1);
    if (module[at] !== 0) kept.push(module.subarray(at, next + length));
    at = next + length;
  }
  return Buffer.concat(kept);
}

/** A number as WebAssembly writes them: seven bits a byte, the lowest first. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at };
  }
}

/** The splitter's loader, with the new names. Files come as `src/parts/ahead.js` fetches them: one that is not the one meant is not run. */
function loaderOf(script, parts) {
  const own = replaced(script, /^import \{ initSync \} from .*$/m, "").replaceAll("export const", "const");
  const named = replaced(own, /fetch\(new URL\("\.\/([^"]+)", import\.meta\.url\)\)/g, (_, file) => {
    const { kept, integrity } = parts.get(file);
    return `compiled("./${kept}", "${integrity}")`;
  });
  return replaced(named, /WebAssembly\.instantiateStreaming\(src, imports\)/g, "WebAssembly.instantiate(await src, imports)");
}

/** How parts come ahead: the script beside the catalogue, with the addresses that need each part, and its files. */
function ahead(loader) {
  const [script, addresses] = ["ahead.js", "addresses.json"].map((file) => readFileSync(join("src/parts", file), "utf8"));
  const loads = new Map();
  for (const [text, name, needs] of loader.matchAll(/^const (\w+) = (?:wrapAsyncCb\()?makeLoad\([^]*?^, \[(.*?)\]\)/gm)) {
    loads.set(name, { file: /compiled\("[^"]+", "[^"]+"\)/.exec(text)[0], needs: needs.split(/, */).filter(Boolean) });
  }
  const parts = Object.entries(JSON.parse(addresses)).map(([part, addresses]) => {
    // It throws for a part that the catalogue does not cut.
    const { file, needs } = loads.get(`__wasm_split_load_${part}`);
    const files = [...needs.map((shared) => loads.get(shared).file), file];
    return `  { addresses: ${JSON.stringify(addresses)}, fetch: () => [${files.join(", ")}] },\n`;
  });
  return `${script}\nconst PARTS = [\n${parts.join("")}];\n`;
}

/** One script: as two, each would have to hold the other's digest in its name. */
function joined(glue, loader) {
  const loads = [...loader.matchAll(/^const (__wasm_split_load_\w+)/gm)].map((found) => found[1]);
  const alone = replaced(glue, /^import \* as \w+ from "\.\/__wasm_split\.js";?$/gm, "");
  return replaced(alone, /("\.\/__wasm_split\.js"): \w+,/g, `$1: { ${loads.join(", ")} },`) + loader;
}

function replaceTrunks(made) {
  const page = join(stage, "index.html");
  let html = readFileSync(page, "utf8");
  for (const [ending, bytes] of Object.entries(made)) {
    const trunks = readdirSync(stage).find((file) => file.startsWith(`${name}-`) && file.endsWith(`.${ending}`));
    const old = readFileSync(join(stage, trunks));
    rmSync(join(stage, trunks));
    const kept = named(name, ending, bytes);
    writeFileSync(join(stage, kept), bytes);
    html = replaced(html, new RegExp(trunks.replaceAll(".", "\\."), "g"), kept);
    html = replaced(html, integrityOf(old), integrityOf(bytes));
  }
  writeFileSync(page, html);
}

/** Replaces what must be there: another version of a tool may write it otherwise. */
function replaced(text, what, by) {
  const result = text.replace(what, by);
  if (result === text) throw new Error(`split.mjs does not find ${what}; did a tool's version change?`);
  return result;
}
