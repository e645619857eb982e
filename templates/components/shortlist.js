/**
 * Programs that a reader picks from the list. They stand in one variable, and leaving the page forgets them. Only while
 * "Keep on this device" is ticked are their ids stored, and nothing else. A link to a list carries ids behind its "#",
 * which browsers do not send; they are taken out of the address once read, so that nobody copies or bookmarks them
 * unaware. What shows the list is imported when the first program is on it.
 */

const KEY = "stepdown-list";
const LINK = /^#p=([a-z0-9,-]+)$/;

class Shortlist {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.address = location.origin + location.pathname;
    /** @type {Map<string, HTMLElement>} cards by the ids of their programs, in the order of the list */
    this.cards = new Map([...root.querySelectorAll(".card")].map((card) => [idOf(card), card]));
    const control = root.querySelector("[data-shortlist=control]").content.firstElementChild;
    /** @type {Map<string, HTMLButtonElement>} */
    this.controls = new Map([...this.cards].map(([id, card]) => [id, addControl(control, card)]));
    this.words = { on: control.dataset.on, off: control.textContent };
    this.controls.forEach((one, id) => one.addEventListener("click", () => this.toggle(id)));
    document.querySelector(".exit")?.addEventListener("click", () => this.leave());
    window.addEventListener("pagehide", () => this.forget());
    window.addEventListener("pageshow", (event) => event.persisted && this.open());
    window.addEventListener("hashchange", () => this.open());
    this.forget();
    this.open();
  }

  /** As if nobody had been here; what is kept on the device stays. */
  forget() {
    /** @type {string[]} ids, in the order picked */
    this.picked = [];
    this.isKept = false;
    this.lost = 0;
    this.panel?.remove();
    this.mark();
  }

  leave() {
    store(null);
    this.forget();
  }

  /** What is kept on this device, and what a link brings. */
  open() {
    const kept = stored();
    const brought = takeFromAddress();
    if (!kept && !brought) return undefined;
    this.isKept ||= Boolean(kept);
    const wanted = [...this.picked, ...(kept ?? []), ...(brought ?? [])];
    const known = wanted.filter((id) => this.cards.has(id));
    this.lost = new Set(wanted).size - new Set(known).size;
    return this.change([...new Set(known)]);
  }

  /** @param {string} id */
  toggle(id) {
    const left = this.picked.filter((one) => one !== id);
    return this.change(left.length < this.picked.length ? left : [...left, id]);
  }

  clear() {
    this.isKept = false;
    this.lost = 0;
    return this.change([]);
  }

  /** What the reader wishes, as far as the browser stores anything. @param {boolean} isWished */
  keep(isWished) {
    this.isKept = isWished;
    this.save();
    this.isKept = Boolean(stored());
  }

  save() {
    store(this.isKept && this.picked.length ? this.picked : null);
  }

  /** @param {string[]} ids */
  async change(ids) {
    this.picked = ids;
    this.save();
    this.mark();
    const [{ Panel }, made] = await Promise.all([import("./shortlist_panel.js"), import(this.root.dataset.parts)]);
    this.panel ??= new Panel(this, made);
    this.panel.show();
  }

  /** What the controls on the cards say. */
  mark() {
    this.controls.forEach((one, id) => {
      const words = this.picked.includes(id) ? this.words.on : this.words.off;
      if (one.firstChild.data !== words) one.firstChild.data = words;
    });
  }
}

const idOf = (card) => card.querySelector("a").getAttribute("href").replace(/^.*?([a-z0-9-]+)\/$/, "$1");

/** A copy of the control, named after the program for those who do not see where it stands. */
function addControl(control, card) {
  const one = control.cloneNode(true);
  const of = document.createElement("span");
  of.className = "hush";
  of.textContent = card.querySelector("a").textContent;
  one.append(of);
  card.append(one);
  return one;
}

/** @returns {string[]|undefined} */
function takeFromAddress() {
  const found = LINK.exec(location.hash);
  if (found) history.replaceState(history.state, "", location.pathname + location.search);
  return found?.[1].split(",").filter(Boolean);
}

/** @param {string[]|null} ids null takes them away */
function store(ids) {
  try {
    if (ids) localStorage.setItem(KEY, ids.join());
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

/** @returns {string[]|undefined} */
function stored() {
  try {
    return localStorage.getItem(KEY)?.split(",").filter(Boolean);
  } catch {
    return undefined;
  }
}

document.querySelectorAll("[data-parts]").forEach((root) => new Shortlist(root));
