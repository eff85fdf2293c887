// The floor: the deliveries in plain script, with typed arrays and rows that are used again. It
// shows what the browser itself costs; nobody would want to maintain a whole console of it.
import { element } from "./element.ts";
import { deliveriesScreen } from "./screen.ts";
import "./styles.ts";

const content = element("main", { id: "content", tabindex: "-1" });
const links = ["Overview", "Deliveries"].map((words) => element("a", { href: `#${words.toLowerCase()}` }, words));
const menu = element(
  "nav",
  { class: "menu", "aria-label": "Main" },
  element("div", { class: "menu-places" }, element("ul", {}, ...links.map((link) => element("li", {}, link)))),
);

function go(): void {
  const overview = window.location.hash === "#overview";
  if (overview) content.replaceChildren(element("h1", {}, "Overview"));
  else content.replaceChildren(...deliveriesScreen());
}

window.addEventListener("hashchange", go);
document.body.append(element("div", { class: "app" }, menu, content));
go();
