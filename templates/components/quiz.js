/**
 * The quiz, one question at a time. The page holds every word and works without this script as links from
 * section to section; the script takes the sections out and shows them again as forms. Answers live in one
 * variable: nothing is stored, sent, or written into the address, the title or the history.
 */

import { answersBefore, explain, next, onPath, pathOf } from "./flow.js";

export class Quiz {
  /** @param {HTMLFormElement} root */
  constructor(root) {
    this.root = root;
    /** @type {import("./flow.js").QuizData} */
    this.data = JSON.parse(part(root, "data").textContent);
    this.parts = part(root, "parts").content;
    this.start = part(root, "start");
    this.tail = part(root, "tail");
    this.more = part(root, "more");
    [this.remedies, this.filters, this.asks] = ["remedies", "finds", "ask"].map((name) => itemsOf(part(root, name)));
    this.needs = [...root.querySelectorAll(".needs-of")];
    this.folds = root.querySelectorAll("details");
    /** @type {Map<string, HTMLElement>} */
    this.steps = new Map([...root.querySelectorAll("[data-step]")].map((step) => [step.id, step]));
    root.querySelectorAll("[data-live]").forEach((one) => (one.hidden = one.dataset.live === "off"));
    [...this.steps.values(), ...this.needs, this.tail].forEach((one) => one.remove());
    this.stage = root.appendChild(element("div"));
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("change", (event) => this.change(event));
    window.addEventListener("beforeprint", () => this.date(new Date()));
    document.querySelector(".exit")?.addEventListener("click", () => this.forget());
    window.addEventListener("pagehide", () => this.forget());
    window.addEventListener("pageshow", (event) => event.persisted && this.forget());
    this.forget();
  }

  /** As if nobody had been here: a page that is left can be shown again to the next person who presses Back. */
  forget() {
    /** @type {import("./flow.js").Answers} */
    this.answers = new Map();
    /** @type {string[]} what came first, when the reader went on from a result */
    this.before = [];
    /** @type {Map<number, number[]|null>} what the reader had said up to there; null for what is only assumed */
    this.past = new Map();
    this.isChanging = false;
    this.root.reset();
    this.more.querySelectorAll("input").forEach((input) => (input.checked = false));
    this.tail.querySelectorAll("[data-list], [data-date]").forEach((one) => one.replaceChildren());
    this.folds.forEach((one) => (one.open = false));
    this.showStart();
  }

  showStart() {
    /** @type {number|null} the question on the stage */
    this.current = null;
    this.stage.replaceChildren();
    this.start.hidden = false;
  }

  submit(event) {
    event.preventDefault();
    if (this.current === null) return;
    const chosen = chosenIn(this.stage);
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
      change: () => this.revise(Number(link.value)),
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
    this.answers.set(place, chosenIn(group));
    this.showAdvice(explain(this.data, this.answers, this.past));
  }

  begin() {
    const [first] = pathOf(this.data, this.answers);
    if (first === undefined) this.advance();
    else this.showQuestion(first);
  }

  restart() {
    this.forget();
    focusOn(this.start.querySelector("h2"));
  }

  answer(place, chosen) {
    this.answers.set(place, chosen);
    const path = pathOf(this.data, this.answers);
    const following = path.slice(path.indexOf(place) + 1).find((one) => !this.past.has(one));
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
    const previous = [...answersBefore(this.data, this.answers, this.current).keys()].at(-1);
    const isPast = this.past.has(previous);
    if (isPast) this.goBack();
    if (isPast || (this.isChanging && "result" in next(this.data, this.answers))) this.advance();
    else if (previous !== undefined) this.showQuestion(previous);
    else {
      this.showStart();
      focusOn(this.start.querySelector("h2"));
    }
  }

  /** Past a result that comes first, as if it were done; what was said up to there is kept beside. */
  goOn() {
    const { result } = next(this.data, this.answers);
    this.before.push(this.nameOf(result));
    const { assume } = this.data.results[result];
    const said = pathOf(this.data, this.answers).map((place) => [place, this.answers.get(place)]);
    this.past = new Map([...assume.map(([place]) => [place, null]), ...said, ...this.past]);
    assume.forEach(([place, options]) => this.answers.set(place, options));
    this.advance();
  }

  /** To what was said, before anything was assumed. */
  goBack() {
    this.past.forEach((options, place) => (options ? this.answers.set(place, options) : this.answers.delete(place)));
    this.past = new Map();
    this.before = [];
  }

  revise(place) {
    if (this.past.has(place)) this.goBack();
    this.showQuestion(place, { isChanging: true });
  }

  showQuestion(place, { isChanging = false } = {}) {
    this.current = place;
    this.isChanging = isChanging;
    // The section for the question where it stands now: it knows how many questions may follow.
    const { node } = next(this.data, answersBefore(this.data, this.answers, place));
    const step = this.steps.get(`q${node}`).cloneNode(true);
    step.removeAttribute("id");
    step.querySelector("[data-choices]").replaceWith(this.copy("controls"));
    step.prepend(this.asForm(step, place));
    this.show([step]);
  }

  /** The heading and the options as a group of radio buttons or checkboxes. */
  asForm(step, place) {
    const { multiple } = this.data.criteria[place];
    const group = element("fieldset", "question");
    group.dataset.criterion = step.dataset.criterion;
    const about = step.querySelector("[data-about]");
    about.id = "about";
    group.setAttribute("aria-describedby", "error about");
    group.appendChild(element("legend")).append(step.querySelector("h2"));
    group.append(about);
    this.labelsOf(place).forEach((label, option) => {
      const input = element("input");
      input.type = multiple ? "checkbox" : "radio";
      input.name = "answer";
      input.value = option;
      input.checked = this.answers.get(place)?.includes(option) ?? false;
      group.appendChild(element("label", "option")).append(input, ...label);
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
    this.answers = onPath(this.data, this.answers);
    const told = explain(this.data, this.answers, this.past);
    const section = this.sectionOf(result);
    const then = section.querySelector("[data-afterwards]");
    if (then) then.textContent = this.nameOf(told.afterwards);
    this.show([...this.before.map((name) => this.first(name)), section, this.tail], section);
    this.more.querySelectorAll("[data-criterion]").forEach((group) => {
      group.hidden = told.path.includes(this.placeOf(group));
    });
    this.showReasons(told);
    this.showAdvice(told);
    const places = [...new Set([...this.past.keys(), ...told.path])].filter((place) => this.past.get(place) !== null);
    this.tail.querySelector(".answers").replaceChildren(...places.sort((one, other) => one - other).map((place) => this.answered(place)));
  }

  /** The needs by how they stand, why it is not less care or more, and what could lead to the goal. */
  showReasons({ result, needs, unmetForLess, waysUp, changes }) {
    const { needs: level, less, more } = this.data.results[result];
    const items = itemsOf(this.needs[level]);
    for (const group of this.tail.querySelectorAll("[data-group]")) {
      fill(group, items.filter((item, place) => groupOf(item, needs[place]) === group.dataset.group));
    }
    const reasons = part(this.tail, "reasons");
    reasons.hidden = level === undefined;
    reasons.querySelector("h3").textContent = this.needs[level]?.querySelector("h3").textContent;
    this.fillStep("less", less, itemsOf(this.needs[less]).filter((_, place) => unmetForLess.includes(place)));
    this.fillStep("up", more, waysUp.map((change) => this.sayChange(change)));
    fill(part(this.tail, "changes"), changes.map((change) => this.sayChange(change)));
  }

  /** What stands between the result and the next care that is less or more. */
  fillStep(name, level, items) {
    const step = part(this.tail, name);
    const there = this.data.results.findIndex((result) => result.level === level);
    step.querySelector("strong").textContent = items.length ? this.nameOf(there) : "";
    fill(step, items);
  }

  /** What can help, what to look for and what to ask: these follow the questions after the result too. */
  showAdvice({ result, remedies, finds, askThere }) {
    const { listed } = this.sectionOf(result).dataset;
    showSome(part(this.tail, "remedies"), this.remedies, (_, place) => remedies.includes(place));
    part(this.tail, "remedies").open = true;
    showSome(part(this.tail, "ask"), this.asks, (_, place) => askThere.includes(place));
    showSome(part(this.tail, "finds"), this.filters, ({ dataset }) =>
      dataset.listed ? dataset.listed === listed : finds.includes(Number(dataset.filter)),
    );
  }

  sayChange(change) {
    const item = element("li");
    change.forEach(([place, option], index) => {
      const line = this.copy(`short-${this.data.criteria[place].id}`);
      line.append(...this.labelsOf(place)[option]);
      item.append(...(index ? ["; "] : []), line);
    });
    return item;
  }

  /** The day of printing stands on paper only: nothing of it is kept. */
  date(now) {
    const day = now.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    this.tail.querySelector("[data-date]").textContent = day;
  }

  first(name) {
    const note = this.copy("first");
    note.append(" ", name);
    return note;
  }

  answered(place) {
    const item = this.copy("answered");
    const heading = this.anySectionOf(place).querySelector("h2");
    const button = item.querySelector("button");
    button.value = place;
    button.lastElementChild.append(...copiesOf(heading));
    item.firstElementChild.append(...copiesOf(heading));
    (this.past.get(place) ?? this.answers.get(place)).forEach((option, index) => {
      item.querySelector("strong").append(...(index ? ["; "] : []), ...this.labelsOf(place)[option]);
    });
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

  sectionOf(result) {
    return this.steps.get(this.data.results[result].id);
  }

  nameOf(result) {
    return this.sectionOf(result).querySelector("h2").textContent;
  }

  placeOf(group) {
    return this.data.criteria.findIndex((criterion) => criterion.id === group.dataset.criterion);
  }

  copy(name) {
    return this.parts.querySelector(`[data-part="${name}"]`).cloneNode(true);
  }

  show(nodes, told = nodes[0]) {
    this.start.hidden = true;
    this.stage.replaceChildren(...nodes);
    focusOn(told.querySelector("h2"));
  }
}

const part = (root, name) => root.querySelector(`[data-quiz="${name}"]`);
const itemsOf = (group) => [...(group?.querySelectorAll("li") ?? [])];
const chosenIn = (group) => [...group.querySelectorAll("input:checked")].map((input) => Number(input.value));
const copiesOf = (node) => [...node.cloneNode(true).childNodes];

function element(name, className = "") {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function focusOn(node) {
  node.tabIndex = -1;
  node.focus();
}

/** Copies of *items* into the list of a part of the page, which is hidden where there are none. */
function fill(group, items) {
  group.hidden = items.length === 0;
  group.querySelector("[data-list]").replaceChildren(...items.map((item) => item.cloneNode(true)));
}

/** Of the items of a part, those that pass; without any, not the part either. */
function showSome(group, items, passes) {
  items.forEach((item, place) => (item.hidden = !passes(item, place)));
  group.hidden = items.every((item) => item.hidden);
}

/** Which list a need belongs in. */
function groupOf(item, isMet) {
  if (isMet === null) return "unknown";
  return isMet ? item.dataset.safety ?? "met" : "unmet";
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
