/**
 * What the finder can do with a script: count what fits, search by name, and put the nearest first. Filtering is done by
 * style rules and needs none of this. What is typed stays in its field: the table of ZIP codes is one file for everybody,
 * fetched when the first ZIP code is typed, whichever it is.
 */

const MILES_PER_DEGREE = 69.1;
// More than a screen shows, and few enough that an old phone lays them out before it is missed.
const STEP = 25;

class Finder {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.list = root.querySelector(".cards");
    this.cards = [...this.list.querySelectorAll(".card")];
    this.places = new Map(this.cards.map((card, place) => [card, place]));
    this.words = this.cards.map((card) => plain(card.textContent));
    [this.name, this.zip, this.status] = ["name", "zip", "status"].map((one) => root.querySelector(`[data-finder=${one}]`));
    root.querySelectorAll("[data-live]").forEach((one) => (one.hidden = false));
    this.name.addEventListener("input", () => this.search());
    this.zip.addEventListener("input", () => this.locate());
    this.form.addEventListener("change", () => this.tell());
    this.form.addEventListener("reset", () => requestAnimationFrame(() => this.clear()));
    document.querySelector(".exit")?.addEventListener("click", () => this.form.reset());
    this.tell();
  }

  /** Once the fields are empty again. */
  clear() {
    this.search();
    this.locate();
  }

  search() {
    const wanted = plain(this.name.value).split(" ");
    this.cards.forEach((card, place) => {
      const hidden = !wanted.every((word) => this.words[place].includes(word));
      if (card.hidden !== hidden) card.hidden = hidden;
    });
    this.tell();
  }

  /** The nearest first; in the order of the list again where there is no whole ZIP code. */
  async locate() {
    const code = this.zip.value.trim();
    if (!/^\d{5}$/.test(code)) return this.arrange(this.cards, []);
    const { places, zips } = this.root.dataset;
    const [table, listed] = await Promise.all([import(zips), import(places)]);
    // Another one may have been typed since.
    if (code !== this.zip.value.trim()) return;
    const here = placeOf(Number(code), table.zips);
    this.zip.setCustomValidity(here ? "" : this.zip.dataset.unknown);
    this.zip.reportValidity();
    if (!here) return this.arrange(this.cards, []);
    const far = listed.places.map((place) => (place ? miles(here, place) : Infinity));
    const order = this.cards.map((_, place) => place).sort((one, other) => far[one] - far[other] || one - other);
    return this.arrange(order.map((place) => this.cards[place]), far);
  }

  /** A few with each picture, the nearest in the first: the page can answer in between, and a later wish goes first. */
  async arrange(cards, far) {
    // Nothing was arranged, and nothing is to be.
    if (cards === this.cards && !this.list.querySelector(".card__miles")) return;
    const say = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "mile", unitDisplay: "long" });
    const wish = (this.wish = {});
    for (let at = 0, last = this.list.firstElementChild; at < cards.length && wish === this.wish; at += STEP) {
      const some = cards.slice(at, at + STEP);
      some.forEach((card) => this.label(card, far[this.places.get(card)], say));
      last.after(...some);
      last = some.at(-1);
      await new Promise((done) => requestAnimationFrame(done));
    }
  }

  label(card, away, say) {
    const label = card.querySelector(".card__miles") ?? document.createElement("span");
    if (!(away < Infinity)) return label.remove();
    label.className = "card__miles";
    label.textContent = this.zip.dataset.about.replace("{miles}", say.format(Math.round(away) || 1));
    card.append(label);
  }

  /** How many programs show, said politely: those that fit, and those to ask. */
  tell() {
    // Of what is not shown a browser keeps no style: to ask for it costs milliseconds each time.
    const shown = this.cards.filter((card) => card.offsetHeight);
    const asked = shown.filter((card) => getComputedStyle(card).order === "2").length;
    const words = asked ? this.status.dataset.both : this.status.dataset.some;
    const told = words.replace("{fit}", shown.length - asked).replace("{ask}", asked);
    if (this.status.textContent !== told) this.status.textContent = told;
  }
}

/** Letters and numbers only, in lower case and without accents. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** @returns {[number, number]|undefined} the middle of the ZIP code, in hundredths of a degree */
function placeOf(code, steps) {
  for (let at = 0, zip = 0, lat = 0, lon = 0; at < steps.length; at += 3) {
    [zip, lat, lon] = [zip + steps[at], lat + steps[at + 1], lon + steps[at + 2]];
    if (zip === code) return [lat, lon];
  }
  return undefined;
}

/** On a flat map at their latitude; the places are in hundredths of a degree. */
function miles([lat, lon], [otherLat, otherLon]) {
  const right = (lon - otherLon) * Math.cos(((lat + otherLat) / 200) * (Math.PI / 180));
  return (MILES_PER_DEGREE / 100) * Math.hypot(lat - otherLat, right);
}

document.querySelectorAll('[data-module="finder"]').forEach((root) => new Finder(root));
