#!/usr/bin/env node
/**
 * `npm run matrix`: packs the package, then installs and uses it with every supported Node, package manager and kind of
 * folder. Separate from `npm test`, as it takes minutes.
 *
 * --only TEXT  cells whose name contains it, such as "node 22" or "pnpm"; if repeated, all must match
 * --jobs N     cells to run in parallel; 2 by default
 * --save FILE  puts the table into a Markdown file, between its two markers
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listCells, nameCell, skipReason } from "./cells.mjs";
import { install } from "./install.mjs";
import { renderTable } from "./table.mjs";
import { cache, findNode, ownNpm, prepareTools, root } from "./tools.mjs";
import { checkRefusal, checkUse, writePrograms } from "./use.mjs";

const NOBODY = 65534;
const { values: given } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    save: { type: "string" },
    jobs: { type: "string", default: "2" },
  },
});
const cells = listCells().filter((cell) => (given.only ?? []).every((text) => nameCell(cell).includes(text)));
if (cells.length === 0) {
  console.error(
    `matrix: no cell's name has ${given.only?.join(" and ")}; they are: ${listCells().map(nameCell).join("; ")}`,
  );
  process.exit(2);
}

mkdirSync(cache, { recursive: true });
const work = realpathSync(mkdtempSync(join(tmpdir(), "spantom-matrix-")));
chmodSync(work, 0o755);
const versions = {};
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();

async function pack() {
  await ownNpm(["pack", "--ignore-scripts", "--silent", "--pack-destination", work], root);
  return join(
    work,
    readdirSync(work).find((name) => name.endsWith(".tgz")),
  );
}

/** Removes or restores write permission in a whole folder. */
function setWritable(folder, writable) {
  execFileSync("chmod", ["-R", writable ? "u+w" : "a-w", folder]);
}

async function tryCell(cell, tarball, index) {
  const skipped = skipReason(cell);
  if (skipped) return { outcome: "skipped", note: skipped };
  const node = await findNode(cell.node, join(work, "nodes"));
  if (!node)
    return { outcome: "skipped", note: `this is Node ${process.versions.node}; others are tried on Linux x64 only` };
  versions[cell.node] ??= execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }).trim();
  const special = cell.place === "path with spaces and letters";
  const folder = join(work, special ? `${index} Größe é 名前` : String(index));
  const files = join(work, `${index}-files`);
  mkdirSync(files);
  chmodSync(files, 0o777);
  const database = join(files, special ? "spans é.db" : "spans.db");
  const installed = await install(cell, { node, tarball, folder });
  writePrograms(folder);
  // Root may write anywhere, so read-only folders are tested as another user.
  const asRoot = process.getuid?.() === 0;
  const uid = cell.place === "another user" || (cell.place === "read-only" && asRoot) ? NOBODY : undefined;
  if (cell.place === "read-only") setWritable(folder, false);
  try {
    if (cell.says) await checkRefusal(node, installed, { database, says: cell.says });
    else await checkUse(node, installed, { database, uid });
  } finally {
    if (cell.place === "read-only") setWritable(folder, true);
    rmSync(folder, { recursive: true, force: true });
  }
  if (cell.says)
    return { outcome: "passed", note: `with better-sqlite3 ${installed.driver}: says one line, crashes nothing` };
  return { outcome: "passed", note: "" };
}

const rows = [];

async function tryNext(tarball, waiting) {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [index, cell] = next;
    const began = performance.now();
    const row = await tryCell(cell, tarball, index).catch((error) => ({
      outcome: "failed",
      note: error.message.replace(/\s+/g, " "),
    }));
    rows[index] = { cell, ...row };
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.error(`${row.outcome.padEnd(8)} ${nameCell(cell)}  ${seconds} s${row.note ? `  ${row.note}` : ""}`);
  }
}

try {
  const tarball = await pack();
  const waiting = [...cells.entries()];
  await prepareTools(cells, join(work, "nodes"));
  await Promise.all(Array.from({ length: Number(given.jobs) }, () => tryNext(tarball, waiting)));
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}

const table = renderTable(rows, { version, commit, versions });
console.log(`\n${table}`);
if (given.save) {
  const text = readFileSync(given.save, "utf8");
  writeFileSync(
    given.save,
    text.replace(/(<!-- table -->\n)[\s\S]*(<!-- end -->)/, (_, start, end) => `${start}${table}\n${end}`),
  );
}
if (rows.some(({ outcome }) => outcome === "failed")) process.exitCode = 1;
