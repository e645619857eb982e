/**
 * What the finder can do with a script: count what fits, search by name, put the nearest first, and answer at once on a
 * long list. Filtering is done by style rules and needs none of this; they stay and decide what is shown. But browsers give
 * every card in the document its style anew when a filter changes, so the script works out from the same marks which cards
 * the rules will show, has no others in the document, and puts them there a few at a time.
 *
 * What is typed stays in its field: the table of ZIP codes is one file for everybody, fetched when the first ZIP code is
 * typed, whichever it is, and so is what reads it.
 */

// As many as the screen of a phone shows, so that they are there at once; then as many as are put in before they are missed.
const [FIRST, STEP] = [4, 15];
/** The groups of a list from its top down, as the style rules order them; OUT: in none. */
const [FIT, HEADING, ASK, END, OUT] = [0, 1, 2, 3, 9];

/**
 * @typedef {object} Item what can stand in a list: a card, the heading of those to ask, or the words at its end
 * @property {HTMLElement} element
 * @property {number} list the number of its list
 * @property {number} group
 * @property {string} words to search by
 * @property {string} [marks] of a card: what its program has, and what it says it does not
 * @property {string} [home] of a card: the number of its town
 * @property {number} [away] in miles; Infinity where its place is not known, undefined as long as no ZIP code is
 */

class Finder {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    [this.name, this.zip, this.status] = ["name", "zip", "status"].map((one) => root.querySelector(`[data-finder=${one}]`));
    this.lists = [...root.querySelectorAll(".cards")];
    /** @type {HTMLElement[]} lists that others have taken the place of, and in which something still stands */
    this.past = [];
    /** @type {Item[]} */
    this.items = this.lists.flatMap((list, place) => [...list.children].map((one) => describe(one, place)));
    this.cards = this.items.filter(({ group }) => group === FIT);
    /** @type {Item[]} what is still to be put in its place, or taken out */
    this.queue = [];
    // Other scripts look for all cards in the document. By then they have.
    document.addEventListener("DOMContentLoaded", () => this.start());
  }

  start() {
    this.root.querySelectorAll("[data-live]").forEach((one) => (one.hidden = false));
    this.form.addEventListener("input", ({ target }) => (target === this.zip ? this.locate() : this.choose()));
    this.form.addEventListener("reset", () => this.clear());
    document.querySelector(".exit")?.addEventListener("click", () => this.form.reset());
    window.addEventListener("beforeprint", () => this.putAll());
    this.cards.forEach((card) => ({ f: card.marks = "", c: card.home } = card.element.dataset));
    this.judge();
    this.tell();
  }

  choose() {
    this.judge();
    this.show();
  }

  /** Before the fields are empty: as soon as they are, browsers look at all that stands in the document. */
  clear() {
    this.cards.forEach((card) => (card.group = FIT));
    this.measure();
    this.show();
  }

  /** The nearest first; in the order of the list again where there is no whole ZIP code. */
  async locate() {
    const code = this.zip.value.trim();
    const isWhole = /^\d{5}$/.test(code);
    if (isWhole && !this.nearest) await this.learnPlaces();
    // Another one may have been typed since.
    if (code !== this.zip.value.trim()) return;
    const before = this.away;
    if (isWhole) this.measure(this.nearest.measure(Number(code), this.zips, this.places), this.zip.dataset.unknown);
    else this.measure();
    this.zip.reportValidity();
    if (before || this.away) this.show();
  }

  async learnPlaces() {
    const { places, zips } = this.root.dataset;
    [this.nearest, { zips: this.zips }, { places: this.places }] = await Promise.all([
      import("./nearest.js"),
      import(zips),
      import(places),
    ]);
  }

  /** @param {number[]} [away] of the cards, in their order @param {string} [fault] what to say without it */
  measure(away, fault = "") {
    this.away = away;
    this.cards.forEach((card, place) => (card.away = away?.[place]));
    this.zip.setCustomValidity(away ? "" : fault);
  }

  /** Which cards the style rules show, and in which group: they are made in site_gen/finder.py. */
  judge() {
    const wanted = plain(this.name.value).split(" ");
    const town = this.form.querySelector("select").value;
    const facets = [...this.form.querySelectorAll(".facet")].map(readFacet).filter(({ yes }) => yes.length);
    for (const card of this.cards) {
      const has = (mark) => card.marks.includes(mark);
      const missed = facets.filter(({ yes }) => !yes.some(has));
      const isOut = (town && town !== card.home) || missed.some(({ isStrict, no }) => isStrict || no.some(has));
      card.group = isOut || !wanted.every((word) => card.words.includes(word)) ? OUT : missed.length ? ASK : FIT;
    }
  }

  /** In new lists, since it takes a browser long to empty those in which all cards stand: they go when they are empty. */
  show() {
    this.queue = [...this.items].sort((one, other) => rank(one) - rank(other) || one.away - other.away || 0);
    this.past.push(...this.lists);
    this.lists = this.lists.map((list) => {
      const next = list.cloneNode();
      list.before(next);
      list.className = "cards--past";
      return next;
    });
    this.held = document.activeElement.closest(".card *") ?? this.held;
    this.put(FIRST);
    this.tell();
  }

  /** The next few in their place. They are shown before more follow, and a later wish goes first. */
  put(few) {
    const next = this.queue.splice(0, few);
    next.forEach((item) => this.nearest?.label(item, this.zip.dataset.about));
    next.filter(({ group }) => group === OUT).forEach(({ element }) => element.remove());
    this.lists.forEach((list, place) => {
      const shown = next.filter((item) => item.list === place && item.group !== OUT);
      if (shown.length) list.append(makeBatch(shown));
    });
    // What is moved loses the focus.
    if (document.activeElement === document.body) this.held?.focus({ preventScroll: true });
    cancelAnimationFrame(this.frame);
    if (this.queue.length) this.frame = requestAnimationFrame(() => (this.frame = requestAnimationFrame(() => this.put(STEP))));
    else this.finish();
  }

  /** All that is still to come: a printer does not wait. */
  putAll() {
    while (this.queue.length) this.put(STEP);
  }

  finish() {
    this.past.splice(0).forEach((list) => list.remove());
    this.held = undefined;
  }

  /** How many programs show, said politely: those that fit, and those to ask. */
  tell() {
    const [fit, ask] = [FIT, ASK].map((group) => this.cards.filter((card) => card.group === group).length);
    const words = ask ? this.status.dataset.both : this.status.dataset.some;
    const told = words.replace("{fit}", fit).replace("{ask}", ask);
    if (this.status.textContent !== told) this.status.textContent = told;
  }
}

/** @returns {Item} */
function describe(element, list) {
  const group = { "ask-heading": HEADING, cards__end: END }[element.className] ?? FIT;
  return { element, list, group, words: plain(element.textContent) };
}

/** What comes into a list at once, as one box: a browser that looks which boxes are on the screen has few to look at. */
function makeBatch(items) {
  const batch = document.createElement("div");
  batch.className = "cards__batch";
  batch.setAttribute("role", "none");
  batch.style.setProperty("--count", items.length);
  batch.append(...items.map(({ element }) => element));
  return batch;
}

const rank = ({ list, group }) => (group === OUT ? Infinity : list * OUT + group);

/** What is chosen in a group of filters, as marks of cards: of those that have it, and of those that say they do not. */
function readFacet(facet) {
  const chosen = [...facet.querySelectorAll(":checked")];
  const no = chosen.map((one) => one.dataset.no).filter(Boolean);
  return { isStrict: "strict" in facet.dataset, yes: chosen.map((one) => one.value), no };
}

/** Letters and numbers only, in lower case and without accents. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

document.querySelectorAll('[data-module="finder"]').forEach((root) => new Finder(root));
