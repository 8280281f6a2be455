/** Finds files that must not be shipped, whichever part of the build created them. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";

/** Dependencies installed with the package. */
export const INSTALLED = /^better-sqlite3(\/|$)/;

/** Imports in the forms bundlers emit: at the start of a line, or as a call. */
const IMPORTS = [
  /^(?:import|export)\b[^"'`;]*?["']([^"'.][^"']*)["'];?$/gm,
  /\b(?:require|import)\(\s*["']([^"'.][^"']*)["']\s*\)/g,
];
/** Fully bundled: anything else they import would have to be installed with them. */
const BUNDLED = /^(lib|cli)\//;

/** Why a file of that name cannot be shipped; undefined if it can. */
export function nameProblem(path) {
  if (/\.(node|so|dylib|dll|exe|wasm)(\.|$)/i.test(path)) return "is a native file, made for one platform";
  if (path.startsWith("..") || path.includes("/../")) return "lies outside of the repository";
  return undefined;
}

/**
 * Whether a text names something in the build machine's folder. Searches for its subfolders, not for the folder alone:
 * a checkout in `/app` must not match every path of the app router.
 */
export function namesFolder(text, root) {
  const forms = [root, root.replaceAll("\\", "/"), root.replaceAll("\\", "\\\\")];
  return [...new Set(forms)].some((form) => {
    const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const inside = "[\\\\/]+(app|lib|cli|node_modules|dist|\\.next)[\\\\/]";
    return new RegExp(`(?:(?<![\\w./\\\\-])|file:/{2,3})${escaped}${inside}`).test(text);
  });
}

function textProblems(path, text, root) {
  const problems = namesFolder(text, root) ? ["holds a path of this machine"] : [];
  if (!BUNDLED.test(path) || !/\.[cm]?js$/.test(path)) return problems;
  const names = IMPORTS.flatMap((form) => [...text.matchAll(form)].map(([, name]) => name));
  const foreign = names.filter((name) => !isBuiltin(name) && !INSTALLED.test(name));
  return [...problems, ...[...new Set(foreign)].map((name) => `imports ${name}, which is not shipped`)];
}

/** Everything in the folder except folders. From Node 22 on, Node's own recursive listing follows links. */
function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* walk(join(folder, entry.name));
    else yield entry;
  }
}

/**
 * @param {string} dist the folder to ship
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
