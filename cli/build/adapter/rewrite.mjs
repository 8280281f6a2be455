/** Rewrites traced JavaScript so that it finds its modules inside dist/dashboard/, wherever that gets installed. */
import { realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { posix } from "node:path";
import { INSTALLED } from "./shipped.mjs";

/** Turbopack names an external after a link it creates in .next/node_modules, which npm drops. */
const HASHED_EXTERNAL = /\b(better-sqlite3)-[0-9a-f]{16}\b/g;
const BARE_REQUIRE = /\b(require|import)\(\s*(["'])([^"'.][^"']*)\2\s*\)/g;

/** Requires left unchanged: never reached in production, or expected to fail. A new one must be reviewed. */
const DEAD = [
  // Development and experimental runtimes, selected by NODE_ENV and by flags that are off.
  [
    /\/module\.compiled\.js$/,
    /^next\/dist\/compiled\/next-server\/(app-page|app-route)[a-z-]*\.runtime\.(dev|prod)\.js$/,
  ],
  [/\/module\.compiled\.js$/, /^next\/dist\/server\/route-modules\/(app-page|app-route)\/module\.js$/],
  // Inside a try: Next carries its own copy for when it is not installed.
  [/^node_modules\/next\/dist\/server\/lib\//, /^@opentelemetry\/api$/],
  // In the sample code shown on the page without a database.
  [/^\.next\/server\/chunks\//, /^spantom$/],
  // Not shipped: see slim.mjs.
  [/\/(app-page|app-route)-turbo\.runtime\.prod\.js$/, /^next\/dist\/compiled\/fast-jwt$/],
  // In a comment.
  [/\/\[turbopack\]_runtime\.js$/, /^something$/],
];

/** Where a traced file goes. npm and Yarn treat nested node_modules folders specially, so they get another name. */
export function vendorPath(path) {
  return path.replace(/(^|\/)node_modules\//g, "$1vendor/");
}

function resolveShipped(name, file, shipped) {
  try {
    return shipped.get(realpathSync(createRequire(file).resolve(name)));
  } catch {
    return undefined;
  }
}

/**
 * @param code text of the file
 * @param path the file's path in the build, with forward slashes
 * @param file its path on this machine
 * @param shipped maps real files on this machine to paths in dist/dashboard, for everything shipped
 */
export function relinkRequires(code, path, file, shipped) {
  const unresolved = [];
  const relinked = code.replace(HASHED_EXTERNAL, "$1").replace(BARE_REQUIRE, (whole, call, quote, name) => {
    if (isBuiltin(name) || INSTALLED.test(name)) return whole;
    const target = resolveShipped(name, file, shipped);
    if (!target) {
      if (!DEAD.some(([where, what]) => where.test(path) && what.test(name))) unresolved.push(name);
      return whole;
    }
    const relative = posix.relative(posix.dirname(vendorPath(path)), target);
    return `${call}(${quote}${relative.startsWith(".") ? relative : `./${relative}`}${quote})`;
  });
  return { code: relinked, unresolved };
}

/** Removes the build machine's folder from Next's JSON: absolute paths become relative to the dashboard's folder. */
export function hidePaths(json, root) {
  const hide = (_, value) => {
    if (typeof value !== "string" || !value.startsWith(root)) return value;
    const rest = value.slice(root.length);
    return rest === "" || /^[\\/]/.test(rest) ? `.${rest}` : value;
  };
  return `${JSON.stringify(JSON.parse(json), hide)}\n`;
}

/** The fields Node itself reads from a vendored package.json. `exports` would only confuse tools that read ours. */
export function trimPackage(text) {
  const { name, version, license, type, main } = JSON.parse(text);
  return `${JSON.stringify({ name, version, license, type, main })}\n`;
}
