// Fetches and compiles the part that an address needs beside the first load, so that the loader only
// has to put it in its place. `xtask/split.mjs` adds it to the console's script, and behind it `PARTS`:
// the addresses of addresses.json that need each part, and its files. It decides nothing: whoever shows
// a page asks the loader for its part, which awaits what is on its way, and asks anew for what did not
// arrive.

const onTheirWay = new Map();

/** A file's module. The browser takes no file whose digest is another. */
function compiled(file, integrity) {
  let module = onTheirWay.get(file);
  if (module === undefined) {
    module = WebAssembly.compileStreaming(fetch(new URL(file, import.meta.url), { integrity }));
    onTheirWay.set(file, module);
    module.catch(() => onTheirWay.delete(file));
  }
  return module;
}

/** Has what is needed at an address fetched, if it is not of the first load. */
export function ahead(path) {
  const words = (text) => text.split("/").filter(Boolean);
  const here = words(path);
  const fits = (address) => {
    const wanted = words(address);
    return wanted.length === here.length && wanted.every((word, at) => word === "*" || word === here[at]);
  };
  PARTS.find(({ addresses }) => addresses.some(fits))?.fetch();
}
