/**
 * Turns the output of `next build` into dist/dashboard/: the compiled routes, their traced files, and the browser's
 * files. The CLI calls the routes in its own process, so neither next nor react is installed with Spantom.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { dropBase, freeBrowserFile, freeServerFile } from "./adapter/base-path.mjs";
import { hidePaths, relinkRequires, trimPackage, vendorPath } from "./adapter/rewrite.mjs";
import { nameProblem, namesFolder } from "./adapter/shipped.mjs";
import { dropMapComment, dropUnreached, ENVIRONMENT, mergeChunks, minify, NEVER_REACHED } from "./adapter/slim.mjs";

/** Installed with the package; Turbopack refers to it by a hashed name. */
const LEFT_OUT = /(^|\/)node_modules\/better-sqlite3(-[0-9a-f]{16})?(\/|$)/;

/** Loaded by cli/serve/pages.ts before any route. */
const SETUP = "vendor/next/setup-node-env.js";

const SERVER_TEXT = /\.([cm]?js|json|html|rsc)$/;

/** Next's record of its configuration, with folders of this machine that are meaningless on another. */
const CONFIG = /^\.next\/required-server-files\.json$/;

/** All files that the compiled routes need, as { path in the build: file on this machine }. */
function collectServerFiles(outputs, repoRoot) {
  const files = new Map();
  const add = (path, file) => {
    if (!LEFT_OUT.test(path) && !NEVER_REACHED.test(path)) files.set(path, file);
  };
  const posix = (file) => relative(repoRoot, file).split(sep).join("/");
  for (const output of [...outputs.appPages, ...outputs.appRoutes]) {
    add(posix(output.filePath), output.filePath);
    for (const [path, file] of Object.entries(output.assets)) add(path.split(sep).join("/"), file);
  }
  // Pages rendered at build time; without them Next would render them again and write into the installed package.
  for (const { fallback } of outputs.prerenders)
    if (fallback?.filePath) add(posix(fallback.filePath), fallback.filePath);
  for (const path of [...files.keys()]) {
    const [folder] = /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
    if (!folder || !path.endsWith(`${folder}/package.json`)) continue;
    const license = readdirSync(join(repoRoot, folder)).find((name) => /^licen[cs]e/i.test(name));
    if (license) add(`${folder}/${license}`, join(repoRoot, folder, license));
  }
  return files;
}

/** Files for the browser, as { pathname: file on this machine }. */
function collectStaticFiles(outputs, projectDir, base) {
  const files = new Map();
  // For browsers without ES modules, which the rest does not support either.
  const { polyfillFiles } = JSON.parse(readFileSync(join(projectDir, ".next/build-manifest.json"), "utf8"));
  const polyfills = new Set(polyfillFiles.map((file) => `/_next/${file}`));
  // The prebuilt pages /404 and /500 are for servers without the app router.
  for (const { pathname, filePath } of outputs.staticFiles) {
    const asked = dropBase(pathname, base);
    if (!filePath.endsWith(".html") && !polyfills.has(asked)) files.set(asked, filePath);
  }
  const open = join(projectDir, "public");
  const names = existsSync(open) ? readdirSync(open, { recursive: true, withFileTypes: true }) : [];
  for (const entry of names.filter((found) => found.isFile())) {
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(open, file).split(sep).join("/")}`, file);
  }
  return files;
}

/** A sixth smaller than gzip in the tarball and a third of the size on disk. Local browsers accept it unchanged. */
function compress(text) {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } });
}

function listRoutes({ outputs, routing, repoRoot }, base) {
  return [...outputs.appPages, ...outputs.appRoutes]
    .map((output) => ({ ...output, asked: dropBase(output.pathname, base) }))
    .filter(({ asked }) => !asked.endsWith(".rsc") && asked !== "/_global-error")
    .map(({ asked, filePath }) => {
      const dynamic = routing.dynamicRoutes.find(({ source }) => dropBase(source, base) === asked);
      if (!dynamic && asked.includes("[")) throw new Error(`${asked} has parameters, and Next does not say which`);
      const pattern = dynamic?.sourceRegex.replace(base, "");
      const file = vendorPath(relative(repoRoot, filePath).split(sep).join("/"));
      return pattern ? { pathname: asked, pattern, file } : { pathname: asked, file };
    });
}

function put(out, path, content) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), content);
}

/** @returns {string[]} what cannot be shipped */
function copyServerFiles(files, out, repoRoot, base) {
  const problems = [];
  const contents = new Map();
  const unresolved = new Map();
  const shipped = new Map([...files].map(([path, file]) => [realpathSync(file), vendorPath(path)]));
  for (const [path, file] of files) {
    const problem = lstatSync(file).isFile() ? nameProblem(path) : "is not a plain file (npm drops links)";
    if (problem) {
      problems.push(`${path} ${problem}`);
      continue;
    }
    const text = SERVER_TEXT.test(path) ? freeServerFile(path, readFileSync(file, "utf8"), base) : undefined;
    if (text === undefined || !/\.[cm]?js$/.test(path)) {
      contents.set(vendorPath(path), text === undefined ? readFileSync(file) : rewriteData(path, text, repoRoot));
      continue;
    }
    const relinked = relinkRequires(dropMapComment(text), path, file, shipped);
    contents.set(vendorPath(path), minify(path, relinked.code));
    unresolved.set(vendorPath(path), relinked.unresolved);
  }
  contents.set(SETUP, ENVIRONMENT);
  mergeChunks(contents);
  dropUnreached(contents, [SETUP]);
  for (const [path, content] of contents) {
    for (const name of unresolved.get(path) ?? []) problems.push(`${path} requires ${name}, which is not shipped`);
    if (typeof content === "string" && namesFolder(content, repoRoot))
      problems.push(`${path} holds a path of this machine`);
    if (base && content.includes(base)) problems.push(`${path} holds the build's base path`);
    put(out, path, content);
  }
  return problems;
}

function rewriteData(path, text, repoRoot) {
  if (CONFIG.test(path)) return hidePaths(text, repoRoot);
  return /node_modules\/.*package\.json$/.test(path) ? trimPackage(text) : text;
}

function copyStaticFiles(files, out, repoRoot, base) {
  const problems = [];
  for (const [pathname, file] of files) {
    const problem = nameProblem(pathname);
    if (problem) problems.push(`${pathname} ${problem}`);
    const content = readFileSync(file);
    if (!/\.(js|css|json|html|svg|txt)$/.test(pathname)) {
      put(out, join("static", pathname), content);
      continue;
    }
    const text = freeBrowserFile(String(content), base);
    if (namesFolder(text, repoRoot)) problems.push(`${pathname} holds a path of this machine`);
    if (base && text.includes(base)) problems.push(`${pathname} holds the build's base path`);
    put(out, join("static", `${pathname}.br`), compress(dropMapComment(text)));
  }
  return problems;
}

/** @type {import("next").NextAdapter} */
export default {
  name: "spantom",
  onBuildComplete(build) {
    const { outputs, projectDir, repoRoot, buildId, nextVersion, config } = build;
    const base = config.basePath;
    const out = join(projectDir, "dist", "dashboard");
    rmSync(out, { recursive: true, force: true });
    const files = collectStaticFiles(outputs, projectDir, base);
    const problems = [
      ...copyServerFiles(collectServerFiles(outputs, repoRoot), out, repoRoot, base),
      ...copyStaticFiles(files, out, repoRoot, base),
    ];
    const manifest = { buildId, nextVersion, routes: listRoutes(build, base), files: [...files.keys()] };
    const described = JSON.stringify(manifest, null, 1);
    if (base && described.includes(base)) problems.push("manifest.json holds the build's base path");
    if (problems.length > 0) throw new Error(`dist/dashboard cannot be shipped:\n- ${problems.join("\n- ")}`);
    put(out, "package.json", '{ "type": "commonjs" }\n');
    // Written last: its presence marks the dashboard as built.
    put(out, "manifest.json", described);
  },
};
