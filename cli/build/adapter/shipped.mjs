/** Looks through built files for what must not be shipped, whatever part of the build has put it there. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";
import { nameProblem } from "./paths.mjs";
import { INSTALLED, namesFolder } from "./rewrite.mjs";

/** As a bundler writes them: at the beginning of a line, or as a call. */
const IMPORTS = [
  /^(?:import|export)\b[^"'`;]*?["']([^"'.][^"']*)["'];?$/gm,
  /\b(?:require|import)\(\s*["']([^"'.][^"']*)["']\s*\)/g,
];
/** Bundled whole: all else that they import would have to be installed with them. */
const BUNDLED = /^(lib|cli)\//;

function textProblems(path, text, root) {
  const problems = namesFolder(text, root) ? ["holds a path of this machine"] : [];
  if (!BUNDLED.test(path) || !/\.[cm]?js$/.test(path)) return problems;
  const names = IMPORTS.flatMap((form) => [...text.matchAll(form)].map(([, name]) => name));
  const foreign = names.filter((name) => !isBuiltin(name) && !INSTALLED.test(name));
  return [...problems, ...[...new Set(foreign)].map((name) => `imports ${name}, which is not shipped`)];
}

/** What is in the folder but folders. Node's own recursive listing follows links, from Node 22 on. */
function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* walk(join(folder, entry.name));
    else yield entry;
  }
}

/**
 * @param {string} dist the folder that is shipped
 * @param {string} root the checkout it was built in
 * @returns {string[]} a line for each thing that cannot be shipped
 */
export function findUnshippable(dist, root) {
  const problems = [];
  for (const entry of walk(dist)) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(dist, file).split(sep).join("/");
    if (!entry.isFile()) {
      problems.push(`${path} is not a plain file (npm drops links)`);
      continue;
    }
    const problem = nameProblem(path);
    const rest = /\.([cm]?js|json|html|css|ts|cts|mts|map|svg|txt)$/.test(path)
      ? textProblems(path, readFileSync(file, "utf8"), root)
      : [];
    problems.push(...[...(problem ? [problem] : []), ...rest].map((what) => `${path} ${what}`));
  }
  return problems;
}
