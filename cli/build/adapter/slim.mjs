/** Removes traced files and code that would never be used. */
import { posix } from "node:path";
import { transformSync } from "esbuild";

/**
 * Files traced as needed by Next but unreachable here: signed cookies of its preview mode, a WebSocket
 * for servers without one. Their requires remain and would fail.
 */
export const NEVER_REACHED = /(^|\/)node_modules\/next\/dist\/compiled\/(fast-jwt|ws)\//;

/**
 * Next's first module also patches the console, the clock, random numbers and cryptography, for
 * development and partially cached pages. Its renderer needs only this part.
 */
export const ENVIRONMENT = `"use strict";
globalThis.AsyncLocalStorage ??= require("node:async_hooks").AsyncLocalStorage;
`;

/** Source maps are not shipped. */
export function dropMapComment(code) {
  return code.replace(/\n*\/\/# sourceMappingURL=\S+\s*$/, "\n");
}

/** Strips comments and whitespace from unminified packages. Keeps names, for error messages. */
export function minify(path, code) {
  if (!path.startsWith("node_modules/") || path.endsWith(".prod.js")) return code;
  return transformSync(code, { minifyWhitespace: true, legalComments: "inline" }).code;
}

/**
 * Replaces duplicate chunks under other names by references to the first, which also saves memory.
 * @param {Map<string, string | Buffer>} files path to content, changed in place
 */
export function mergeChunks(files) {
  const first = new Map();
  for (const [path, content] of files) {
    if (!/^\.next\/server\/chunks\/.*\.js$/.test(path) || content.length < 200) continue;
    const same = first.get(content);
    if (same === undefined) first.set(content, path);
    else files.set(path, `module.exports=require(${JSON.stringify(relativePath(path, same))});\n`);
  }
}

/**
 * Removes the modules of packages that no route leads to.
 * @param {Map<string, string | Buffer>} files path to content, changed in place
 * @param {readonly string[]} entries files loaded by name
 */
export function dropUnreached(files, entries) {
  const reached = new Set();
  const open = [...files.keys()].filter((path) => !path.startsWith("vendor/") || entries.includes(path));
  while (open.length > 0) {
    const path = open.pop();
    if (reached.has(path)) continue;
    reached.add(path);
    if (path.endsWith(".js")) open.push(...requiredBy(path, String(files.get(path)), files));
  }
  for (const path of files.keys()) {
    if (reached.has(path) || isPackageFile(path, reached)) continue;
    files.delete(path);
  }
}

/** A package's name, version and licence are kept as long as any of its modules is. */
function isPackageFile(path, reached) {
  const folder = posix.dirname(path);
  if (!/^(package\.json|licen[cs]e.*)$/i.test(posix.basename(path))) return false;
  return [...reached].some((other) => other.startsWith(`${folder}/`));
}

function requiredBy(path, code, files) {
  const found = [];
  for (const [, specifier] of code.matchAll(/\b(?:require|import)\(\s*["'](\.[^"']*)["']\s*\)/g)) {
    const target = posix.join(posix.dirname(path), specifier);
    const candidates = [target, `${target}.js`, `${target}.cjs`, `${target}.json`, `${target}/index.js`];
    const file = candidates.find((candidate) => files.has(candidate)) ?? mainOf(target, files);
    if (file) found.push(file);
  }
  return found;
}

/** The entry file of a folder, which its package.json may name. */
function mainOf(folder, files) {
  const about = files.get(`${folder}/package.json`);
  if (about === undefined) return undefined;
  const main = posix.join(folder, JSON.parse(String(about)).main ?? "index.js");
  return [main, `${main}.js`].find((candidate) => files.has(candidate));
}

function relativePath(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
