/**
 * The quiz without a page: which question comes next, which result the answers lead to, and what explains it.
 * Criteria, options, results, levels, remedies and filters are numbers: their places in the data that the build
 * writes. `explain` tells exactly what site_gen/explain.py tells; a test compares the two.
 *
 * @typedef {[number, number[]]} Term - a criterion, and the options of which one must be chosen
 * @typedef {Term[][]} Condition - alternatives; in each, all terms must hold
 * @typedef {Object} Criterion
 * @property {string} id
 * @property {number} options - how many
 * @property {number} [unsure] - the option of not being sure; without one it counts as -1
 * @property {Condition} [askedIf]
 * @property {number} [readAs] - the option that not being sure is read as
 * @property {boolean} [more] - may be asked after the result: changes what can help, never the result
 * @property {boolean} [changeable] - something a family can work on
 * @property {number[][]} [finds] - for each option, filters of the program list
 * @property {boolean} [multiple]
 * @property {number[]} [alone] - options that exclude all others
 * @property {number[][]} [tests] - sets of options; which of them are touched tells answers apart
 * @property {number[][]} [branches] - for each branch, which of the tests it touches
 * @typedef {Object} Result
 * @property {string} id
 * @property {number} [level] - the care it is; care that is no level has a number after them
 * @property {number} [needs] - the level whose needs it tells: its own, or the goal
 * @property {number} [less] - the next level of less care
 * @property {number} [more] - the next step up in care
 * @property {boolean} [toGoal] - tells the ways to the goal
 * @property {string[]} [onlyRemedies]
 * @property {Term[]} [assume] - answers to go on with, once this result is done
 * @typedef {{id: string, when: Condition, hides?: string[], fix?: number[]}} Remedy
 * @typedef {Object} QuizData
 * @property {Criterion[]} criteria
 * @property {number} root
 * @property {number[][]} nodes
 * @property {Result[]} results
 * @property {Condition[][]} levels - the needs of each
 * @property {number} [goal] - a level
 * @property {Remedy[]} remedies
 * @property {Condition[]} askThere
 * @typedef {Map<number, number[]>} Answers - criterion to options chosen
 * @typedef {{question: number, node: number}|{result: number}} Step
 * @typedef {Object} Explanation
 * @property {number} result
 * @property {number[]} path - the questions that led to it
 * @property {(boolean|null)[]} needs - whether each of its needs is met; null where that is not known
 * @property {number[]} unmetForLess
 * @property {[number, number][][]} waysUp - criteria with the options that would lead to more care
 * @property {[number, number][][]} changes - the same, to the goal
 * @property {number[]} remedies
 * @property {number[]} askThere
 * @property {number[]} finds - filters of the program list
 * @property {number} [afterwards] - the result once this one is done
 */

/**
 * The answers that count: only questions that are asked; one without an answer counts as not sure.
 * Not being sure is -1 where it is no option of the question.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @returns {Answers}
 */
export function settle(data, answers) {
  const settled = new Map();
  data.criteria.forEach((criterion, place) => {
    if (criterion.askedIf && !holds(criterion.askedIf, settled, data)) return;
    const chosen = chosenIn(answers, place);
    settled.set(place, readNotSure(criterion, chosen.length ? chosen : [criterion.unsure ?? -1]));
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
 * The answers given on the way to a question; all on the way where it is not asked.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @param {number} place
 * @returns {Answers}
 */
export function answersBefore(data, answers, place) {
  const path = pathOf(data, answers);
  const end = path.includes(place) ? path.indexOf(place) : path.length;
  return new Map(path.slice(0, end).map((one) => [one, answers.get(one)]));
}

/**
 * Without what a changed answer leads past: that is as if it had never been answered.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @returns {Answers}
 */
export function onPath(data, answers) {
  const path = pathOf(data, answers);
  return new Map([...answers].filter(([place]) => path.includes(place) || data.criteria[place].more));
}

/**
 * The result of the answers with its reasons. What was left out counts as not sure for the result, and
 * speaks for nothing else; so does an answer that the way to the result did not need.
 *
 * @param {QuizData} data
 * @param {Answers} answers
 * @param {Map<number, number[]|null>} past - what was said before something was assumed: it counts more; null for the rest
 * @returns {Explanation}
 */
export function explain(data, answers, past = new Map()) {
  const settled = settle(data, answers);
  const { path, step } = walk(data, settled);
  const { result } = step;
  const { needs, less, more, toGoal, assume } = data.results[result];
  const said = new Map(
    [...settled].filter(
      ([place]) => chosenIn(answers, place).length && (path.includes(place) || data.criteria[place].more),
    ),
  );
  past.forEach((chosen, place) => said.set(place, readNotSure(data.criteria[place], chosen ?? answers.get(place))));
  const holdsNow = (condition) => holds(condition, said, data);
  const answered = new Map(path.map((place) => [place, settled.get(place)]));
  const waysTo = (level, may) => (level === undefined ? [] : findWays(data, answered, level, placesWhere(data.criteria, may)));
  const remedies = matchingRemedies(data, holdsNow, result);
  return {
    result,
    path,
    needs: (data.levels[needs] ?? []).map(holdsNow),
    unmetForLess: placesWhere(data.levels[less] ?? [], (need) => holdsNow(need) === false),
    waysUp: waysTo(more, () => true),
    changes: waysTo(toGoal && data.goal, (criterion) => criterion.changeable),
    remedies,
    askThere: placesWhere(data.askThere, holdsNow),
    finds: listFinds(data, said, remedies),
    afterwards: assume && walk(data, settle(data, new Map([...answers, ...assume]))).step.result,
  };
}

/** Those that fit, less those that others hide and those that an emergency leaves out. */
function matchingRemedies(data, holdsNow, result) {
  const only = data.results[result].onlyRemedies;
  const matching = data.remedies.filter(({ id, when }) => holdsNow(when) && (!only || only.includes(id)));
  const hidden = matching.flatMap((remedy) => remedy.hides ?? []);
  return placesWhere(data.remedies, (remedy) => matching.includes(remedy) && !hidden.includes(remedy.id));
}

function listFinds(data, said, remedies) {
  const found = remedies.flatMap((place) => data.remedies[place].fix ?? []);
  for (const [place, chosen] of said) found.push(...chosen.flatMap((option) => data.criteria[place].finds?.[option] ?? []));
  return [...new Set(found)].sort((one, other) => one - other);
}

/** The ways to a level with the fewest answers changed; of several answers to the same questions, the least serious. */
function findWays(data, said, level, places) {
  for (let size = 1; size <= places.length; size += 1) {
    const ways = new Map();
    for (const change of changesTo(level, data, said, places, size, data.root)) {
      const changed = change.map(([place]) => place).join();
      if (!ways.has(changed)) ways.set(changed, change);
    }
    if (ways.size) return [...ways.values()];
  }
  return [];
}

/** Questions that were not asked yet may be answered in any way. */
function* changesTo(level, data, said, places, size, number) {
  if (number < 0) {
    if (size === 0 && data.results[-number - 1].level === level) yield [];
    return;
  }
  const [place, ...children] = data.nodes[number];
  const criterion = data.criteria[place];
  const open = said.has(place) ? [children[branchOf(criterion, said.get(place))]] : children;
  for (let option = 0; option < criterion.options; option += 1) {
    const child = children[branchOf(criterion, [option])];
    if (!size || !said.has(place) || !places.includes(place) || option === criterion.unsure || open.includes(child)) continue;
    for (const rest of changesTo(level, data, said, places, size - 1, child)) yield [[place, option], ...rest];
  }
  for (const child of open) yield* changesTo(level, data, said, places, size, child);
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
  const { unsure = -1, readAs } = criterion;
  return chosen.includes(unsure) ? chosen.map((option) => (option === unsure ? readAs ?? option : option)) : chosen;
}

/** Whether one of the alternatives has every term met; null where that cannot be told. */
function holds(condition, said, data) {
  const verdicts = condition.map((terms) => groupHolds(terms, said, data));
  return verdicts.includes(true) || (verdicts.includes(null) ? null : false);
}

function groupHolds(terms, said, data) {
  let verdict = true;
  for (const [place, options] of terms) {
    const chosen = said.get(place);
    if (chosen?.some((option) => options.includes(option))) continue;
    if (chosen && !chosen.includes(data.criteria[place].unsure ?? -1)) return false;
    verdict = null;
  }
  return verdict;
}

function chosenIn(answers, place) {
  return answers.get(place) ?? [];
}

/** @returns {number[]} the places of the items that pass */
function placesWhere(items, passes) {
  return items.flatMap((item, place) => (passes(item, place) ? [place] : []));
}
