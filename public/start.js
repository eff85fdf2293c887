// Starts the console: loads the two files that index.html names and, if that fails,
// says so in plain words. It stands in a file of its own so that no page needs an inline
// script. It puts nothing on `window` and knows nothing of what the console does.

// The page forbids that any string becomes markup (require-trusted-types-for). Leptos
// makes the unchanging parts of a view from markup written at compile time; only that
// exact, harmless form is let through: known shapes of tags, no element and no attribute
// that loads, runs or styles anything, links only within this site. All else is refused.
const text = "[^<>]*";
const forbidden = "script|style|iframe|frame|object|embed|base|meta|link|template";
const address = '(?:href|src)="(?:#|/(?!/))[^"<>]*"';
const plain = '(?!on|style\\b|src|href|xlink|action|formaction)[a-z][\\w:-]*(?:="[^"<>]*")?';
const opening = `<(?!(?:${forbidden})\\b)[a-z][a-z0-9-]*(?: (?:${address}|${plain}))*>`;
const inert = new RegExp(`^${text}(?:(?:${opening}|</[a-z][a-z0-9-]*>)${text})*$`, "i");

globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => {
    if (inert.test(markup)) return markup;
    console.error("start.js refuses this as markup:", markup.slice(0, 80));
    return null;
  },
  // The one script that may run as a thread: see courier.js.
  createScriptURL: (address) => (address === "/courier.js" ? address : null),
});

// Both files are named in the page's head with a digest; a file that does not match it
// is not run. (The JavaScript module is covered by its modulepreload link.)
const integrityOf = (url) =>
  Array.from(document.querySelectorAll("link[integrity]")).find(
    (link) => link.getAttribute("href") === url,
  )?.integrity ?? "";

const start = async () => {
  const { js, wasm } = document.querySelector('meta[name="redrive-start"]').dataset;
  const module = WebAssembly.compileStreaming(fetch(wasm, { integrity: integrityOf(wasm) }));
  // It is awaited once the script is here: until then nobody would hear that it failed.
  module.catch(() => {});
  const { default: init, ahead } = await import(js);
  // Only a console in parts has more to fetch.
  ahead?.(location.pathname);
  await init({ module_or_path: await module });
};

const element = (name, words) => {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
};

const reloadButton = () => {
  const button = element("button", "Reload");
  button.type = "button";
  button.addEventListener("click", () => location.reload());
  return button;
};

const sayItFailed = (error) => {
  console.error(error);
  const box = element("main", "");
  box.className = "start-failed";
  const alert = element("div", "");
  alert.setAttribute("role", "alert");
  alert.append(
    element("h1", "Redrive could not start"),
    element(
      "p",
      "A part of this page did not arrive, or this browser cannot run it. Nothing was sent. Reload the page; if it happens again, tell whoever runs Redrive.",
    ),
    reloadButton(),
  );
  box.append(alert);
  document.body.replaceChildren(box);
};

// A fault of ours ends the console, and what stands on the screen would not tell: nothing moves any
// more, and a run that this tab carries out keeps its lock until the page is left.
const sayItStopped = () => {
  if (document.querySelector(".start-failed")) return;
  const said = document.querySelector(".stopped");
  if (said !== null) {
    // Whoever closed it goes on by a page that is none any more.
    if (!said.open) said.showModal();
    return;
  }
  const box = element("dialog", "");
  box.className = "dialog question stopped";
  const title = element("h2", "Redrive has stopped in this tab");
  title.id = "stopped-title";
  box.setAttribute("aria-labelledby", title.id);
  const [header, section, footer] = ["header", "section", "footer"].map((name) => element(name, ""));
  const words = element(
    "p",
    "A fault of its own ended it. This tab sends nothing more; a call that is on its way may still arrive. A run that it carried out says after a reload how far it came, and goes on when you confirm it. If this happens again, tell whoever runs Redrive.",
  );
  words.className = "sentence";
  const reload = reloadButton();
  reload.className = "button primary";
  header.append(title);
  section.append(words);
  footer.append(reload);
  box.append(header, section, footer);
  document.body.append(box);
  box.showModal();
};

const isFault = (thrown) => thrown instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => isFault(event.error) && sayItStopped());
addEventListener("unhandledrejection", (event) => isFault(event.reason) && sayItStopped());

start().catch(sayItFailed);
