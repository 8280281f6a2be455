/** Records what figures depend on: machine, disk, versions, commit. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";

const FILE_SYSTEMS = {
  61267: "ext4",
  1481003842: "xfs",
  2435016766: "btrfs",
  16914836: "tmpfs",
  2035054128: "overlayfs",
};

const versionOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;

function git(root, ...args) {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
}

export function describeMachine(dir) {
  const type = statfsSync(dir).type;
  return {
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    kernel: `${os.type()} ${os.release()}`,
    fileSystem: FILE_SYSTEMS[type] ?? `0x${type.toString(16)}`,
    loadBefore: os.loadavg()[0],
  };
}

export function describeVersions(root, lib, packages) {
  const versions = {
    spantom: versionOf(root),
    "better-sqlite3": versionOf(join(lib, "../node_modules/better-sqlite3")),
  };
  for (const name of packages) {
    const folder = join(root, "bench/node_modules", name);
    if (existsSync(folder)) versions[name] = versionOf(folder);
  }
  return versions;
}

export function describeCommit(root) {
  const changed = git(root, "status", "--porcelain", "--", "lib", "bench/*.mjs", "bench/peers") !== "";
  return git(root, "rev-parse", "HEAD") + (changed ? " with changes" : "");
}
