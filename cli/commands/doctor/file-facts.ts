/** What can be told of a file without opening it: size, rights, owner. */
import { type Stats, statSync } from "node:fs";
import type { FileFacts } from "./facts.ts";

export function readFile(path: string): FileFacts | undefined {
  const stats = look(path);
  if (!stats) return undefined;
  return {
    size: stats.size,
    walSize: look(`${path}-wal`)?.size ?? null,
    mode: writeMode(stats),
    owner: nameOwner(stats),
    writableBy: listWriters(stats),
  };
}

export function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const KINDS: readonly (readonly [kind: "isDirectory" | "isFIFO" | "isSocket" | "isBlockDevice", letter: string])[] = [
  ["isDirectory", "d"],
  ["isFIFO", "p"],
  ["isSocket", "s"],
  ["isBlockDevice", "b"],
];

function writeMode(stats: Stats): string {
  const letter = stats.isCharacterDevice() ? "c" : (KINDS.find(([kind]) => stats[kind]())?.[1] ?? "-");
  const bits = [...(stats.mode & 0o777).toString(2).padStart(9, "0")];
  return letter + bits.map((bit, at) => (bit === "1" ? "rwx"[at % 3] : "-")).join("");
}

/** Without its name: reports are read by strangers. */
function nameOwner({ uid }: Stats): string {
  if (process.getuid === undefined) return "unknown";
  if (uid === process.getuid()) return uid === 0 ? "this user, root" : "this user";
  return uid === 0 ? "root" : "another user";
}

function listWriters(stats: Stats): string {
  if (process.getuid === undefined) return "unknown";
  const who = [
    (stats.mode & 0o200) !== 0 && (stats.uid === process.getuid() ? "this user" : "its owner"),
    (stats.mode & 0o020) !== 0 && "its group",
    (stats.mode & 0o002) !== 0 && "everyone",
  ].filter((name) => name !== false);
  return who.length > 0 ? who.join(", ") : "nobody";
}
