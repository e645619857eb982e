// The Eleventy site: articles are its Markdown files; programs and lists come from data read here.
import { readFileSync, readdirSync } from "node:fs";
import { load } from "js-yaml";
import nunjucks from "nunjucks";

const MOST_TOGETHER = 500;

export default function (config) {
  const words = readYaml("data/words.yaml");
  const programs = readdirSync("data/programs").sort().flatMap((name) => readYaml(`data/programs/${name}`));
  config.addGlobalData("words", words);
  config.addGlobalData("guide", readYaml("data/articles.yaml"));
  config.addGlobalData("programs", programs);
  config.addGlobalData("listings", [...listPrograms(programs, words)]);
  config.addFilter("json", (value) => new nunjucks.runtime.SafeString(JSON.stringify(value).replaceAll("<", "\\u003c")));
  config.addFilter("sections", (html) => [...html.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/gs)].map(([, id, name]) => ({ id, name })));
  config.amendLibrary("md", (markdown) => markdown.core.ruler.push("ids", addIds));
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true, autoescape: true });
  return { dir: { input: "content", includes: "../templates", data: "../nothing" }, markdownTemplateEngine: false };
}

function readYaml(path) {
  return load(readFileSync(path, "utf8"));
}

function addIds(state) {
  state.tokens.forEach((token, at) => {
    if (token.type === "heading_open") {
      token.attrSet("id", state.tokens[at + 1].content.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""));
    }
  });
}

// All programs, those of each level, and where that is too many for a page, those of each state.
function* listPrograms(programs, words) {
  const states = programs.length > MOST_TOGETHER ? groupByState(programs) : new Map();
  const parts = [...states].map(([state, found]) => ({ address: addressOf(words.states[state]), title: words.states[state], count: found.length }));
  const kinds = [["programs/", "Find a program", programs]];
  for (const level of words.levels) {
    kinds.push([`levels/${level.id}/`, level.name, programs.filter((one) => one.levels.includes(level.id))]);
  }
  for (const [address, title, found] of kinds) {
    yield { address, title, programs: parts.length ? [] : found, parts };
  }
  for (const [state, found] of states) {
    yield* listState(words.states[state], found);
  }
}

function* listState(title, programs) {
  for (let start = 0; start < programs.length; start += MOST_TOGETHER) {
    const number = start / MOST_TOGETHER + 1;
    const address = number === 1 ? addressOf(title) : `${addressOf(title)}${number}/`;
    yield { address, title, programs: programs.slice(start, start + MOST_TOGETHER), parts: [] };
  }
}

function groupByState(programs) {
  const states = new Map();
  for (const program of programs) {
    const state = program.address.state;
    if (!states.has(state)) states.set(state, []);
    states.get(state).push(program);
  }
  return states;
}

function addressOf(state) {
  return `programs/in/${state.toLowerCase().replaceAll(" ", "-")}/`;
}
