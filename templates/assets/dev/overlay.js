/**
 * While the site is being written, `serve` adds this to every page it shows; it is never published.
 * It reloads the page after a build, and lists the faults of a build that could not be published.
 */

const build = new URL(import.meta.url).searchParams.get("build");
const host = document.createElement("stepdown-faults");
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  dialog {
    position: fixed; z-index: 2147483647; inset: auto 0 0; box-sizing: border-box;
    inline-size: 100%; max-inline-size: none; max-block-size: 80vh; margin: auto 0 0; padding: 1rem; overflow: auto; border: 0; border-block-start: .5rem solid #b00020;
    background: #fff; color: #1a1a1a; font: 1rem/1.5 system-ui, sans-serif;
  }
  h1 { margin: 0; font-size: 1.25rem; }
  ul { margin-block: 1rem; padding: 0; list-style: none; }
  li { margin-block-end: .75rem; overflow-wrap: anywhere; }
  code { font-weight: bold; }
  small { display: block; font-size: 1em; color: #444; }
`);
shadow.adoptedStyleSheets = [sheet];

/** How long to wait, in milliseconds, before asking again for a server that is gone. */
const PAUSE = 500;

connect();

function connect() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  socket.addEventListener("open", () => {
    send(socket, { command: "hello" });
    send(socket, { command: "info", url: location.href, build });
  });
  socket.addEventListener("message", (event) => obey(JSON.parse(event.data)));
  socket.addEventListener("close", () => setTimeout(connect, PAUSE));
}

function send(socket, message) {
  socket.send(JSON.stringify(message));
}

function obey(message) {
  if (message.command === "reload") location.reload();
  if (message.command === "faults") show(message.notices, message.faults);
}

/**
 * @param {string[]} notices
 * @param {[string, string, string, string][]} faults - place, code, message, hint
 */
function show(notices, faults) {
  host.remove();
  if (notices.length + faults.length === 0) return;
  const dialog = element("dialog", "", [
    element("h1", "This page is not as it will be published"),
    element("ul", "", [...notices.map((notice) => element("li", notice)), ...faults.map(item)]),
    closing(element("button", "Hide")),
  ]);
  shadow.replaceChildren(dialog);
  document.documentElement.append(host);
  dialog.open = true; // not show(): it would take the focus away
}

function item([place, code, message, hint]) {
  return element("li", "", [element("code", `${place} ${code}`), " ", message, element("small", hint)]);
}

function closing(button) {
  button.addEventListener("click", () => host.remove());
  return button;
}

/** Text comes from the sources and stays text: nothing is ever read as HTML. */
function element(name, text, children = []) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}
