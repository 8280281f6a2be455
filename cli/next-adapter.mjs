/**
 * Turns what `next build` made into dist/dashboard/: the compiled routes, the files they were traced to need, and the
 * browser's files. The CLI calls the routes in its own process, so neither next nor react is installed with Spantom.
 */
import {
  cpSync,
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
import { nameProblem, vendorPath } from "./adapter/paths.mjs";
import { hidePaths, relinkRequires, trimPackage } from "./adapter/rewrite.mjs";

/** Comes with the installed package; Turbopack refers to it under a name with a hash. */
const LEFT_OUT = /(^|\/)node_modules\/better-sqlite3(-[0-9a-f]{16})?(\/|$)/;

/** Next's record of its configuration. It names folders of this machine, which mean nothing on another. */
const CONFIG = /^\.next\/required-server-files\.json$/;

/** Everything the compiled routes need, as { path in the build: file on this machine }. */
function collectServerFiles(outputs, repoRoot) {
  const files = new Map();
  const add = (path, file) => {
    if (!LEFT_OUT.test(path)) files.set(path, file);
  };
  const posix = (file) => relative(repoRoot, file).split(sep).join("/");
  for (const output of [...outputs.appPages, ...outputs.appRoutes]) {
    add(posix(output.filePath), output.filePath);
    for (const [path, file] of Object.entries(output.assets)) add(path.split(sep).join("/"), file);
  }
  // Pages rendered at build time; without them Next would render again and write into the installed package.
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
function collectStaticFiles(outputs, projectDir) {
  const files = new Map();
  for (const { pathname, filePath } of outputs.staticFiles)
    if (pathname.startsWith("/_next/static/")) files.set(pathname, filePath);
  const open = join(projectDir, "public");
  const names = existsSync(open) ? readdirSync(open, { recursive: true, withFileTypes: true }) : [];
  for (const entry of names.filter((found) => found.isFile())) {
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(open, file).split(sep).join("/")}`, file);
  }
  return files;
}

function listRoutes({ outputs, routing, repoRoot }) {
  return [...outputs.appPages, ...outputs.appRoutes]
    .filter(({ pathname }) => !pathname.endsWith(".rsc") && pathname !== "/_global-error")
    .map(({ pathname, filePath }) => {
      const pattern = routing.dynamicRoutes.find(({ source }) => source === pathname)?.sourceRegex;
      const file = vendorPath(relative(repoRoot, filePath).split(sep).join("/"));
      return pattern ? { pathname, pattern, file } : { pathname, file };
    });
}

/** @type {import("next").NextAdapter} */
export default {
  name: "spantom",
  onBuildComplete(build) {
    const { outputs, projectDir, repoRoot, buildId, nextVersion } = build;
    const out = join(projectDir, "dist", "dashboard");
    rmSync(out, { recursive: true, force: true });
    const problems = [];
    const put = (path, content) => {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), content);
    };

    const server = collectServerFiles(outputs, repoRoot);
    const shipped = new Map([...server].map(([path, file]) => [realpathSync(file), vendorPath(path)]));
    for (const [path, file] of server) {
      const problem = lstatSync(file).isFile() ? nameProblem(path) : "is not a plain file (npm drops links)";
      if (problem) problems.push(`${path} ${problem}`);
      else if (/\.[cm]?js$/.test(path)) {
        const { code, leftOver } = relinkRequires(readFileSync(file, "utf8"), path, file, shipped);
        problems.push(...leftOver.map((name) => `${path} requires ${name}, which is not shipped`));
        put(vendorPath(path), code);
      } else if (/node_modules\/.*package\.json$/.test(path))
        put(vendorPath(path), trimPackage(readFileSync(file, "utf8")));
      else
        put(vendorPath(path), CONFIG.test(path) ? hidePaths(readFileSync(file, "utf8"), repoRoot) : readFileSync(file));
    }
    const files = collectStaticFiles(outputs, projectDir);
    for (const [pathname, file] of files) {
      const problem = nameProblem(pathname);
      if (problem) problems.push(`${pathname} ${problem}`);
      mkdirSync(dirname(join(out, "static", pathname)), { recursive: true });
      cpSync(file, join(out, "static", pathname), { dereference: true });
    }
    put(
      "manifest.json",
      JSON.stringify({ buildId, nextVersion, routes: listRoutes(build), files: [...files.keys()] }, null, 1),
    );
    put("package.json", '{ "type": "commonjs" }\n');

    problems.push(...findPaths(out, repoRoot));
    if (problems.length > 0) throw new Error(`dist/dashboard cannot be shipped:\n- ${problems.join("\n- ")}`);
  },
};

function findPaths(folder, root) {
  const plain = [root, root.replaceAll("\\", "/"), JSON.stringify(root).slice(1, -1)];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(woff2|png|ico)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const text = readFileSync(file, "utf8");
      return plain.some((path) => text.includes(path));
    })
    .map((file) => `${relative(folder, file)} holds a path of this machine`);
}
