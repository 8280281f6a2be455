/**
 * Counts the source files that a span, an address and a command pass through: `node bench/walks.mjs [--list]`.
 *
 * For a span and a command, the files in which a function ran, by V8's coverage of a bundle with module markers; for an
 * address, the files its page imports, as Next's output no longer identifies them.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleThread } from "../lib/writer/build-thread.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(root, "node_modules/.walks-"));

const bundle = (entry, name) =>
  build({
    entryPoints: [join(root, entry)],
    outfile: join(folder, `${name}.cjs`),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["better-sqlite3"],
    define: { __SPANTOM_VERSION__: '"0"', __SPANTOM_THREAD__: JSON.stringify(thread), "import.meta.url": "__url" },
    banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: "error",
  });

const { text: thread } = await bundleThread();
await bundle("lib/index.ts", "lib");
await bundle("cli/index.ts", "cli");

const program = join(folder, "program.cjs");
const file = join(tmpdir(), `spantom-walks-${process.pid}.db`);
writeFileSync(
  program,
  `const { SP } = require("./lib.cjs");
   SP.init(${JSON.stringify(file)});
   SP.span("span", () => SP.tag({ i: 0 }));
   // Fixed durations: what why finds decides which files it enters.
   for (let i = 0; i < 40; i++) SP.write("work", 1e9 + i, 1e-3 * (i + 1), { i });`,
);

/** The files of a bundle in which a function ran. */
function cover(name, args, env = {}) {
  const coverage = join(folder, `${name}-${args.length}-coverage`);
  execFileSync(process.execPath, args, {
    env: { ...process.env, ...env, NODE_V8_COVERAGE: coverage },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = readFileSync(join(folder, `${name}.cjs`), "utf8");
  const marks = [...code.matchAll(/^ *\/\/ ((?:\.\.\/)*(?:lib|cli|app)\/\S+\.ts)$/gm)];
  const entered = new Set();
  for (const each of readdirSync(coverage))
    for (const { url, functions } of JSON.parse(readFileSync(join(coverage, each), "utf8")).result) {
      if (!url.endsWith(`/${name}.cjs`)) continue;
      for (const { functionName, ranges } of functions) {
        const [{ count, startOffset }] = ranges;
        // Skip the whole script and module evaluation.
        if (count === 0 || startOffset === 0 || /\.tsx?$/.test(functionName)) continue;
        const mark = marks.findLast(({ index }) => index < startOffset);
        if (mark) entered.add(mark[1].replace(/^(\.\.\/)+/, ""));
      }
    }
  return [...entered].sort();
}

/** A module's value imports, transitively. */
function closure(entry) {
  const seen = new Set();
  const todo = [entry];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (seen.has(path) || !existsSync(join(root, path)) || !/\.tsx?$/.test(path)) continue;
    seen.add(path);
    const source = readFileSync(join(root, path), "utf8");
    for (const [, names, from] of source.matchAll(/^import (?!type )([^;"]*?)from "(\.[^"]+)"/gm)) {
      const values = names
        .replace(/[{}]/g, "")
        .split(",")
        .some((each) => each.trim() && !/^\s*type /.test(each));
      if (values) todo.push(posix.join(posix.dirname(path), from));
    }
  }
  return [...seen].sort();
}

const walks = {
  "a span": cover("lib", [program]),
  "an address (/explore)": closure("app/explore/page.tsx"),
  "spantom why": cover("cli", [join(folder, "cli.cjs"), "why", "work", "--db-path", file]),
};
for (const [name, files] of Object.entries(walks)) {
  console.log(`${name}: ${files.length} files`);
  if (process.argv.includes("--list")) for (const path of files) console.log(`  ${path}`);
}
for (const path of [folder, file, `${file}-wal`, `${file}-shm`]) rmSync(path, { recursive: true, force: true });
