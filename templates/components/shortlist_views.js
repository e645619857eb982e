/**
 * What can be made of picked programs: a table side by side, a call sheet, a text to share. All of it is made here, from
 * the cards and the listings; what a listing does not state is told as a question.
 */

const MOST = 4;

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} page the address of its page
 * @property {HTMLElement} card
 * @property {[string, string, string[][]]} listing facts ("1" yes, "0" no, "_" not stated), address, other numbers
 * @property {(row: string) => string[]} told what few listings state, as lines
 */

/** What is stated about a program, as lines; what is not here is `told`. */
const READ = {
  levels: ({ card }) => textsOf(card, "b"),
  place: ({ listing }) => [listing[1]],
  away: ({ card }) => textsOf(card, ".card__miles"),
  phones: ({ card, listing }, words) => [
    ...textsOf(card, "[href^=tel]"),
    ...listing[2].map(([type, number, extension]) => `${number}${extension ? " " + words.ext + " " + extension : ""} (${words[type]})`),
  ],
  before: ({ card, told }) => [...textsOf(card, "i"), ...told("before")],
};

const linesOf = (program, row, words) => READ[row]?.(program, words) ?? program.told(row);

const textsOf = (card, selector) => [...card.querySelectorAll(selector)].map((one) => one.textContent);

/** @param {HTMLElement} made @param {Program[]} programs */
function compare(made, programs, { make, words }) {
  const shown = programs.slice(0, MOST);
  const say = { 1: words.yes, 0: words.no, _: words.ask };
  made.querySelector("[data-slot=more]").hidden = programs.length <= MOST;
  made.querySelector("thead tr").append(...shown.map(({ name }) => fill(make("column"), [name])));
  made.querySelectorAll("[data-row]").forEach((one) => {
    const { row, none = words.ask } = one.dataset;
    const told = shown.map((program) => linesOf(program, row, words));
    if (row === "away" && !told.some((lines) => lines.length)) one.remove();
    one.append(...told.map((lines, place) => tell(make("cell"), shown[place], lines.length ? lines : [none], lines.length ? "" : "_")));
  });
  made.querySelectorAll("[data-fact]").forEach((one) => {
    const said = shown.map(({ listing }) => listing[0][one.dataset.fact]);
    if (!one.dataset.asked && said.every((is) => is === "_")) one.remove();
    one.append(...said.map((is, place) => tell(make("cell"), shown[place], [say[is]], is)));
  });
  made.querySelectorAll(".versus__group").forEach((one) => (one.colSpan = shown.length + 1));
  const differ = made.querySelector("[data-do=differ]");
  differ.addEventListener("change", () => hideRows(made, differ.checked));
  hideRows(made, false);
}

/** Show all rows or those in which the programs differ, and no heading without rows. */
function hideRows(made, isDiffering) {
  made.querySelectorAll("tbody").forEach((body) => {
    const rows = [...body.querySelectorAll("tr:has(td)")];
    rows.forEach((row) => (row.hidden = isDiffering && new Set(textsOf(row, "[data-slot=said]")).size === 1));
    body.hidden = rows.every((row) => row.hidden);
  });
}

/** A cell; on narrow screens, where it stands alone, it says whose it is. */
function tell(made, { name }, lines, is) {
  if (is) made.dataset.is = is;
  fill(made.querySelector("[data-slot=of]"), [name]);
  fill(made.querySelector("[data-slot=said]"), lines);
  return made;
}

/** Lines as elements of their own. */
function fill(made, lines) {
  made.append(...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
  return made;
}

/** @param {HTMLElement} made @param {Program[]} programs */
function fillSheet(made, programs, { make, words, list }) {
  const forms = programs.map((program) => fillForm(make("form"), program, words));
  made.querySelector("[data-slot=forms]").append(...forms);
  made.querySelector("[data-do=print]").addEventListener("click", () => window.print());
  datePrinted(made, list.address);
}

/** Say when and from where, as the device knows it. */
export function datePrinted(root, address) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format();
  root.querySelectorAll("[data-slot=printed]").forEach((one) => {
    one.textContent = one.dataset.say.replace("{day}", day).replace("{address}", address);
  });
}

function fillForm(form, program, words) {
  fill(form.querySelector("[data-slot=name]"), [program.name]);
  form.querySelectorAll("[data-row]").forEach((one) => {
    const lines = linesOf(program, one.dataset.row, words);
    fill(one, lines);
    if (one.dataset.row === "before") one.parentElement.hidden = !lines.length;
  });
  form.querySelectorAll("li:has([data-fact])").forEach((one) => ask(one, program.listing[0]));
  return form;
}

/** Keep a question that the listing leaves open, with the names of what it does not state. */
function ask(question, facts) {
  question.querySelectorAll("[data-fact]").forEach((one) => facts[one.dataset.fact] === "_" || one.remove());
  const left = textsOf(question, "[data-fact]");
  if (!left.length) question.remove();
  else if (!left.join("")) question.querySelector(".small").remove();
}

/** @param {HTMLElement} made @param {Program[]} programs */
function share(made, programs, { words, list }) {
  const area = made.querySelector("textarea");
  const status = made.querySelector("[data-slot=told]");
  const send = made.querySelector("[data-do=send]");
  const { head, link } = area.dataset;
  const told = programs.map((one) => [one.name, ...READ.phones(one, words), one.listing[1], one.page].join("\n"));
  const text = [head, ...told, `${link} ${list.address}#p=${list.picked}`].join("\n\n");
  const body = `body=${encodeURIComponent(text)}`;
  area.value = text;
  made.querySelector("[data-slot=sms]").href = `sms:?&${body}`;
  made.querySelector("[data-slot=mail]").href = `mailto:?subject=${encodeURIComponent(head)}&${body}`;
  send.hidden = !navigator.share;
  // A reader who closes the device's own dialog without sending has done nothing wrong.
  send.addEventListener("click", () => navigator.share({ text }).catch(() => undefined));
  made.querySelector("[data-do=copy]").addEventListener("click", async () => {
    const isCopied = await copy(text);
    if (!isCopied) area.select();
    status.textContent = isCopied ? status.dataset.copied : status.dataset.select;
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export const VIEWS = { compare, sheet: fillSheet, share };
