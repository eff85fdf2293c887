// Starts the console: loads the two files that index.html names and, if that fails,
// says so in plain words. It stands in a file of its own so that no page needs an inline
// script. It puts nothing on `window` and knows nothing of what the console does.

// Both files are named in the page's head with a digest; a file that does not match it
// is not run. (The JavaScript module is covered by its modulepreload link.)
const integrityOf = (url) =>
  Array.from(document.querySelectorAll("link[integrity]")).find(
    (link) => link.getAttribute("href") === url,
  )?.integrity ?? "";

const start = async () => {
  const { js, wasm } = document.querySelector('meta[name="redrive-start"]').dataset;
  const { default: init } = await import(js);
  await init({ module_or_path: fetch(wasm, { integrity: integrityOf(wasm) }) });
};

const sayItFailed = (error) => {
  console.error(error);
  const box = document.createElement("main");
  box.className = "start-failed";
  box.setAttribute("role", "alert");
  const title = document.createElement("h1");
  title.textContent = "Redrive could not start";
  const text = document.createElement("p");
  text.textContent =
    "A part of this page did not arrive, or this browser cannot run it. Nothing was sent. Reload the page; if it happens again, tell whoever runs Redrive.";
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = "Reload";
  reload.addEventListener("click", () => location.reload());
  box.append(title, text, reload);
  document.body.replaceChildren(box);
};

start().catch(sayItFailed);
