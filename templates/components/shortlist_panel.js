/**
 * The list of picked programs: what is on it, what can be done with it, and one view at a time below. Its elements come
 * from templates/parts/shortlist.html as data; the views and the listings are imported when the first view is opened.
 */

/** @typedef {string | [string, Record<string, string>, ...Tree[]]} Tree text, or an element: name, attributes, content */

export class Panel {
  /**
   * @param {import("./shortlist.js").Shortlist} list
   * @param {{parts: Record<string, Tree>, style: string}} made
   */
  constructor(list, { parts, style }) {
    this.list = list;
    this.make = (name) => build(parts[name]);
    this.words = this.make("words").dataset;
    this.told = this.make("told");
    document.styleSheets[0].insertRule(style, document.styleSheets[0].cssRules.length);
    this.root = this.make("panel");
    this.pill = this.make("pill");
    this.keep = this.root.querySelector("[data-do=keep]");
    this.buttons = [...this.root.querySelectorAll("[data-view]")];
    /** @type {string} the view that is open */
    this.view = "";
    this.pill.addEventListener("click", () => this.slot("title").focus());
    this.keep.addEventListener("change", () => {
      list.keep(this.keep.checked);
      this.keep.checked = list.isKept;
    });
    this.root.querySelector("[data-do=clear]").addEventListener("click", () => this.clear());
    this.buttons.forEach((one) => one.addEventListener("click", () => this.toggle(one.dataset.view)));
    window.addEventListener("beforeprint", () => this.views?.datePrinted(this.root, list.address));
  }

  /** @param {string} name */
  slot(name) {
    return this.root.querySelector(`[data-slot=${name}]`);
  }

  /** What is on the list now; the status says so to those who do not see it. */
  show() {
    const { picked, lost, isKept, root } = this.list;
    if (!this.root.isConnected && !picked.length && !lost) return;
    if (!this.root.isConnected) root.querySelector("[data-shortlist=place]").prepend(this.root);
    if (!this.pill.isConnected) document.body.append(this.pill);
    this.keep.checked = isKept;
    const { say } = this.slot("title").dataset;
    [this.pill, this.slot("title"), this.slot("status")].forEach((one) => (one.textContent = say.replace("{count}", picked.length)));
    this.pill.hidden = this.slot("do").hidden = !picked.length;
    this.slot("empty").hidden = picked.length > 0;
    this.slot("lost").hidden = !lost;
    this.slot("lost").textContent = this.slot("lost").dataset.say.replace("{count}", lost);
    this.slot("picked").replaceChildren(...picked.map((id) => this.makeItem(id)));
    this.refresh();
  }

  makeItem(id) {
    const item = this.make("item");
    const program = this.programOf(id);
    Object.assign(item.querySelector("a"), { href: program.page, textContent: program.name });
    item.querySelector("[data-slot=of]").textContent = program.name;
    item.querySelector("button").addEventListener("click", () => this.take(id));
    return item;
  }

  async take(id) {
    const place = this.list.picked.indexOf(id);
    await this.list.toggle(id);
    const left = this.slot("picked").querySelectorAll("button");
    (left[Math.min(place, left.length - 1)] ?? this.slot("title")).focus();
  }

  async clear() {
    this.open("");
    await this.list.clear();
    this.slot("title").focus();
  }

  /** Nothing of a list stays on the page. */
  remove() {
    this.open("");
    this.root.remove();
    this.pill.remove();
  }

  /** @param {string} view */
  async toggle(view) {
    await this.open(view === this.view ? "" : view);
    this.slot("view").querySelector("h3")?.focus();
  }

  /** @param {string} view none, when empty */
  open(view) {
    this.view = view;
    this.buttons.forEach((one) => one.setAttribute("aria-expanded", one.dataset.view === view));
    return this.refresh();
  }

  /** The open view, made again from what is on the list now. */
  async refresh() {
    if (!this.view || !this.list.picked.length) return this.slot("view").replaceChildren();
    const { listings: file } = this.list.root.dataset;
    const [views, { listings }] = await Promise.all([import("./shortlist_views.js"), import(file)]);
    this.views = views;
    const order = [...this.list.cards.keys()];
    const programs = this.list.picked.map((id) => {
      const place = order.indexOf(id);
      const told = (row) => [...this.told.querySelectorAll(`[data-of="${place}"][data-row=${row}]`)].map((one) => one.textContent);
      return { ...this.programOf(id), listing: listings[place], told };
    });
    if (!this.view || !programs.length) return undefined;
    const made = this.make(this.view);
    views.VIEWS[this.view](made, programs, this);
    return this.slot("view").replaceChildren(made);
  }

  programOf(id) {
    const card = this.list.cards.get(id);
    const { textContent: name, href: page } = card.querySelector("a");
    return { card, name, page };
  }
}

/** @param {Tree} tree @returns {Node} */
function build(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [name, attributes, ...content] = tree;
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...content.map(build));
  return made;
}
