/**
 * The quiz without a page: which question comes next, which result the answers lead to, what can help.
 * Criteria, options, results and remedies are numbers: their places in the data that the build writes.
 *
 * @typedef {[number, number[]]} Term - a criterion, and the options of which one must be chosen
 * @typedef {Term[][]} Condition - alternatives; in each, all terms must hold
 * @typedef {Object} Criterion
 * @property {string} id
 * @property {string[]} options
 * @property {Condition} [askedIf]
 * @property {string} [notSure] - the option that "not sure" is read as
 * @property {boolean} [more] - may be asked after the result: changes what can help, never the result
 * @property {boolean} [multiple]
 * @property {number[]} [alone] - options that exclude all others
 * @property {number[][]} [tests] - sets of options; which of them are touched tells answers apart
 * @property {number[][]} [branches] - for each branch, which of the tests it touches
 * @typedef {{id: string, outcome: string, onlyRemedies?: string[], assume?: Term[]}} Result
 * @typedef {{id: string, when: Condition, hides?: string[]}} Remedy
 * @typedef {{criteria: Criterion[], root: number, nodes: number[][], results: Result[], remedies: Remedy[]}} QuizData
 * @typedef {Map<number, number[]>|Record<number, number[]>} Answers - criterion to options chosen
 * @typedef {{question: number, node: number}|{result: number}} Step
 */

const NOT_SURE = "not_sure";

/**
 * The answers that count: only questions that are asked; one without an answer counts as not sure.
 * Not being sure is -1 where it is no option of the question.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @returns {Map<number, number[]>}
 */
export function settle(data, answers) {
  const settled = new Map();
  data.criteria.forEach((criterion, place) => {
    if (criterion.askedIf && !fits(criterion.askedIf, settled)) return;
    const chosen = chosenIn(answers, place);
    settled.set(place, readNotSure(criterion, chosen.length ? chosen : [criterion.options.indexOf(NOT_SURE)]));
  });
  return settled;
}

/**
 * The first question on the way that has no answer, with its node; else the result.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @returns {Step}
 */
export function next(data, answers) {
  return walk(data, answers).step;
}

/**
 * The questions that the answers have gone through, in the order of asking.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @returns {number[]}
 */
export function pathOf(data, answers) {
  return walk(data, answers).path;
}

/**
 * What can help: the remedies whose condition is met by answers on the way to the result, or by those
 * to questions asked after it. A question that was not answered speaks for nothing.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @param {number} result
 * @returns {number[]}
 */
export function matchingRemedies(data, answers, result) {
  const path = pathOf(data, answers);
  const said = settle(data, answers);
  for (const place of said.keys()) {
    const counts = path.includes(place) || data.criteria[place].more;
    if (!counts || chosenIn(answers, place).length === 0) said.delete(place);
  }
  const only = data.results[result].onlyRemedies;
  const matching = data.remedies.filter((remedy) => fits(remedy.when, said) && (!only || only.includes(remedy.id)));
  const hidden = matching.flatMap((remedy) => remedy.hides ?? []);
  return matching.filter((remedy) => !hidden.includes(remedy.id)).map((remedy) => data.remedies.indexOf(remedy));
}

/** @returns {{path: number[], step: Step}} */
function walk(data, answers) {
  const path = [];
  let number = data.root;
  while (number >= 0) {
    const [place, ...children] = data.nodes[number];
    const chosen = chosenIn(answers, place);
    if (chosen.length === 0) return { path, step: { question: place, node: number } };
    path.push(place);
    number = children[branchOf(data.criteria[place], chosen)];
  }
  return { path, step: { result: -number - 1 } };
}

function branchOf(criterion, chosen) {
  const options = readNotSure(criterion, chosen);
  if (!criterion.branches) return options[0];
  const touched = criterion.tests.map((test) => Number(test.some((option) => options.includes(option))));
  return criterion.branches.findIndex((branch) => branch.join() === touched.join());
}

function readNotSure(criterion, chosen) {
  const notSure = criterion.options.indexOf(NOT_SURE);
  if (!criterion.notSure || !chosen.includes(notSure)) return chosen;
  return [...chosen.filter((option) => option !== notSure), criterion.options.indexOf(criterion.notSure)];
}

/** Whether one of the alternatives has every term met. */
function fits(condition, settled) {
  return condition.some((terms) =>
    terms.every(([place, options]) => (settled.get(place) ?? []).some((option) => options.includes(option))),
  );
}

function chosenIn(answers, place) {
  return (answers instanceof Map ? answers.get(place) : answers[place]) ?? [];
}
