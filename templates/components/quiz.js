/**
 * The quiz, one question at a time. The page holds every word and works without this script as links from
 * section to section; the script takes the sections out and shows them again as forms. Answers live in one
 * variable: nothing is stored, sent, or written into the address, the title or the history.
 */

import { explain, next, pathOf } from "./flow.js";

/** @typedef {import("./flow.js").QuizData} QuizData */

export class Quiz {
  /** @param {HTMLFormElement} root */
  constructor(root) {
    this.root = root;
    /** @type {QuizData} */
    this.data = JSON.parse(part(root, "data").textContent);
    this.parts = part(root, "parts").content;
    this.start = part(root, "start");
    this.tail = part(root, "tail");
    this.more = part(root, "more");
    this.remedies = [...part(root, "remedies").querySelectorAll("li")];
    this.filters = [...part(root, "finds").querySelectorAll("li")];
    this.asks = [...part(root, "ask").querySelectorAll("li")];
    this.needs = [...root.querySelectorAll(".needs-of")];
    /** @type {Map<string, HTMLElement>} */
    this.steps = new Map([...root.querySelectorAll("[data-step]")].map((step) => [step.id, step]));
    root.querySelectorAll("[data-live]").forEach((one) => (one.hidden = one.dataset.live === "off"));
    [...this.steps.values(), ...this.needs].forEach((one) => one.remove());
    this.stage = root.appendChild(document.createElement("div"));
    this.tail.remove();
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("change", (event) => this.change(event));
    window.addEventListener("beforeprint", () => this.date(new Date()));
    document.querySelector(".exit")?.addEventListener("click", () => this.forget());
    window.addEventListener("pagehide", () => this.forget());
    window.addEventListener("pageshow", (event) => event.persisted && this.forget());
    this.clear();
  }

  /** Forget everything. */
  clear() {
    /** @type {Map<number, number[]>} */
    this.answers = new Map();
    /** @type {string[]} what came first, when the reader went on from a result */
    this.before = [];
    /** @type {number|null} the question on the stage */
    this.current = null;
    this.isChanging = false;
    this.root.reset();
    this.more.querySelectorAll("input").forEach((input) => (input.checked = false));
    this.tail.querySelectorAll("[data-list], [data-group] ul, [data-answers], [data-date]").forEach((one) => one.replaceChildren());
  }

  /** As if nobody had been here: a page that is left may be shown again to the next person who presses Back. */
  forget() {
    this.clear();
    this.show([]);
    this.start.hidden = false;
  }

  restart() {
    this.forget();
    focusOn(this.start.querySelector("h2"));
  }

  showStart() {
    this.current = null;
    this.show([]);
    this.start.hidden = false;
    focusOn(this.start.querySelector("h2"));
  }

  submit(event) {
    event.preventDefault();
    if (this.current === null) return;
    const chosen = [...this.stage.querySelectorAll("input:checked")].map((input) => Number(input.value));
    if (chosen.length === 0) this.showError();
    else this.answer(this.current, chosen);
  }

  click(event) {
    const link = event.target.closest("[data-do]");
    if (!link) return;
    event.preventDefault();
    const actions = {
      begin: () => this.begin(),
      back: () => this.back(),
      change: () => this.showQuestion(Number(link.value), { isChanging: true }),
      "go-on": () => this.goOn(),
      restart: () => this.restart(),
      print: () => window.print(),
    };
    actions[link.dataset.do]();
  }

  /** Options that exclude others; and questions after the result, which only change what can help. */
  change(event) {
    const group = event.target.closest("[data-criterion]");
    if (!group) return;
    const place = this.placeOf(group);
    keepAlone(this.data.criteria[place].alone ?? [], event.target, group);
    if (this.current !== null) return;
    this.answers.set(place, [...group.querySelectorAll("input:checked")].map((input) => Number(input.value)));
    this.showAdvice(explain(this.data, this.answers));
  }

  begin() {
    const [first] = pathOf(this.data, this.answers);
    if (first === undefined) this.advance();
    else this.showQuestion(first);
  }

  answer(place, chosen) {
    this.answers.set(place, chosen);
    const path = pathOf(this.data, this.answers);
    const following = path[path.indexOf(place) + 1];
    if (this.isChanging || following === undefined) this.advance();
    else this.showQuestion(following);
  }

  /** To the first question without an answer, or to the result. */
  advance() {
    const step = next(this.data, this.answers);
    if ("result" in step) this.showResult(step.result);
    else this.showQuestion(step.question, { isChanging: this.isChanging });
  }

  back() {
    const previous = this.pathBefore(this.current).at(-1);
    if (this.isChanging && "result" in next(this.data, this.answers)) this.advance();
    else if (previous === undefined) this.showStart();
    else this.showQuestion(previous);
  }

  /** Past a result that comes first, as if it were done. */
  goOn() {
    const { result } = next(this.data, this.answers);
    this.before.push(this.nameOf(result));
    this.data.results[result].assume.forEach(([place, options]) => this.answers.set(place, options));
    this.advance();
  }

  showQuestion(place, { isChanging = false } = {}) {
    this.current = place;
    this.isChanging = isChanging;
    const step = this.sectionOf(place).cloneNode(true);
    step.removeAttribute("id");
    step.querySelector("[data-choices]").replaceWith(this.copy("controls"));
    step.prepend(this.asForm(step, place));
    this.show([step]);
    focusOn(step.querySelector("h2"));
  }

  /** The section for the question where it stands now: it knows how many questions may follow. */
  sectionOf(place) {
    const before = new Map(this.pathBefore(place).map((one) => [one, this.answers.get(one)]));
    return this.steps.get(`q${next(this.data, before).node}`);
  }

  pathBefore(place) {
    const path = pathOf(this.data, this.answers);
    return path.includes(place) ? path.slice(0, path.indexOf(place)) : path;
  }

  /** The heading and the options as a group of radio buttons or checkboxes. */
  asForm(step, place) {
    const { multiple } = this.data.criteria[place];
    const group = element("fieldset", "question");
    group.dataset.criterion = step.dataset.criterion;
    const legend = group.appendChild(element("legend"));
    legend.append(step.querySelector("h2"));
    const about = step.querySelector("[data-about]");
    about.id = "about";
    group.setAttribute("aria-describedby", "error about");
    group.append(about);
    this.labelsOf(place).forEach((label, option) => {
      const input = element("input");
      input.type = multiple ? "checkbox" : "radio";
      input.name = "answer";
      input.value = option;
      input.checked = this.answers.get(place)?.includes(option) ?? false;
      const row = group.appendChild(element("label", "option"));
      row.append(input, ...label);
    });
    return group;
  }

  showError() {
    this.stage.querySelector(".quiz__error")?.remove();
    const error = this.copy("error");
    this.stage.querySelector("[data-about]").after(error);
    focusOn(error);
  }

  showResult(result) {
    this.current = null;
    this.isChanging = false;
    this.forgetOffPath();
    const section = this.sectionOfResult(result);
    this.show([...this.before.map((name) => this.first(name)), section, this.tail]);
    const told = explain(this.data, this.answers);
    this.showReasons(told);
    this.showAdvice(told);
    const then = section.querySelector("[data-afterwards]");
    if (then) then.textContent = this.nameOf(told.afterwards);
    this.more.hidden = Boolean(this.data.results[result].onlyRemedies);
    const onPath = pathOf(this.data, this.answers);
    this.more.querySelectorAll("[data-criterion]").forEach((group) => {
      group.hidden = onPath.includes(this.placeOf(group));
    });
    this.tail.querySelector("[data-answers]").replaceChildren(...onPath.map((place) => this.answered(place)));
    focusOn(section.querySelector("h2"));
  }

  /** A question that a changed answer leads past is as if it had never been answered. */
  forgetOffPath() {
    const path = pathOf(this.data, this.answers);
    for (const place of this.answers.keys()) {
      if (!path.includes(place) && !this.data.criteria[place].more) this.answers.delete(place);
    }
  }

  /** The needs by how they stand, why it is not less care, and what could lead to the goal. */
  showReasons({ level, needs, less, unmetForLess, changes }) {
    const reasons = part(this.tail, "reasons");
    reasons.hidden = level === undefined;
    if (!reasons.hidden) {
      reasons.querySelector("[data-title]").textContent = this.needs[level].querySelector("h3").textContent;
      const items = [...this.needs[level].querySelectorAll("li")];
      for (const group of reasons.querySelectorAll("[data-group]")) {
        const its = items.filter((item, place) => groupOf(item, needs[place]) === group.dataset.group);
        group.querySelector("ul").replaceChildren(...its.map((item) => item.cloneNode(true)));
        group.hidden = its.length === 0;
      }
    }
    const lacking = unmetForLess.map((place) => this.needs[less].querySelectorAll("li")[place].cloneNode(true));
    const why = this.fill("less", lacking);
    if (less !== undefined) why.querySelector("[data-title]").textContent = this.needs[less].dataset.level;
    this.fill("changes", changes.map((change) => this.sayChange(change)));
  }

  /** What can help, what to look for and what to ask: these follow the questions after the result too. */
  showAdvice({ result, remedies, finds, askThere }) {
    const isEmergency = Boolean(this.data.results[result].onlyRemedies);
    const { listed } = this.sectionOfResult(result).dataset;
    showSome(part(this.tail, "remedies"), this.remedies, (_, place) => remedies.includes(place));
    part(this.tail, "remedies").open = true;
    showSome(part(this.tail, "ask"), this.asks, (_, place) => !isEmergency && askThere.includes(place));
    showSome(part(this.tail, "finds"), this.filters, (item, place) => {
      const isFound = item.dataset.listed ? item.dataset.listed === listed : finds.includes(place);
      return isFound && !isEmergency && item.textContent !== "";
    });
  }

  /** Puts *items* into the list of a part of the page, which is hidden where there are none. */
  fill(name, items) {
    const group = part(this.tail, name);
    group.hidden = items.length === 0;
    group.querySelector("[data-list]").replaceChildren(...items);
    return group;
  }

  sayChange(change) {
    const item = element("li");
    const words = part(this.tail, "changes").querySelector("template").content;
    for (const [place, option] of change) {
      const line = words.querySelector(`[data-criterion="${this.data.criteria[place].id}"]`).cloneNode(true);
      line.append(...this.labelsOf(place)[option]);
      item.append(...(item.firstChild ? ["; "] : []), line);
    }
    return item;
  }

  /** The day of printing stands on paper only: nothing of it is kept. */
  date(now) {
    const day = now.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    this.tail.querySelector("[data-date]").textContent = day;
  }

  sectionOfResult(result) {
    return this.steps.get(this.data.results[result].id);
  }

  nameOf(result) {
    return this.sectionOfResult(result).querySelector("h2").textContent;
  }

  first(name) {
    const note = this.copy("first");
    note.append(" ", name);
    return note;
  }

  answered(place) {
    const item = this.copy("answered");
    const heading = this.anySectionOf(place).querySelector("h2");
    item.querySelector("[data-question]").append(...copiesOf(heading));
    const labels = this.labelsOf(place);
    this.answers.get(place).forEach((option, index) => {
      item.querySelector("[data-answer]").append(...(index ? ["; "] : []), ...labels[option]);
    });
    const button = item.querySelector("button");
    button.value = place;
    button.lastElementChild.append(...copiesOf(heading));
    return item;
  }

  /** @returns {Node[][]} */
  labelsOf(place) {
    return [...this.anySectionOf(place).querySelectorAll("[data-label]")].map(copiesOf);
  }

  anySectionOf(place) {
    const { id } = this.data.criteria[place];
    return [...this.steps.values()].find((step) => step.dataset.criterion === id);
  }

  placeOf(group) {
    return this.data.criteria.findIndex((criterion) => criterion.id === group.dataset.criterion);
  }

  copy(name) {
    return this.parts.querySelector(`[data-part="${name}"]`).cloneNode(true);
  }

  show(nodes) {
    this.start.hidden = true;
    this.stage.replaceChildren(...nodes);
  }
}

function part(root, name) {
  return root.querySelector(`[data-quiz="${name}"]`);
}

/** Which list a need belongs in. */
function groupOf(item, isMet) {
  if (isMet === null) return "unknown";
  if (!isMet) return "unmet";
  return "safety" in item.dataset ? "safe" : "met";
}

/** Of the items of a group, those that pass; without any, not the group either. */
function showSome(group, items, passes) {
  items.forEach((item, place) => (item.hidden = !passes(item, place)));
  group.hidden = items.every((item) => item.hidden);
}

function copiesOf(node) {
  return [...node.cloneNode(true).childNodes];
}

function element(name, className = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

function focusOn(node) {
  node.tabIndex = -1;
  node.focus();
}

/** Where an option that excludes all others is ticked, the others are not; and the other way round. */
function keepAlone(alone, input, group) {
  if (!input.checked || alone.length === 0) return;
  const isAlone = alone.includes(Number(input.value));
  for (const other of group.querySelectorAll("input:checked")) {
    if (other !== input && (isAlone || alone.includes(Number(other.value)))) other.checked = false;
  }
}

document.querySelectorAll('[data-module="quiz"]').forEach((root) => new Quiz(root));
