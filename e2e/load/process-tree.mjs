/** Linux's figures for a process and its descendants. */
import { readdirSync, readFileSync } from "node:fs";

/** Lists the process and all its descendants. */
export function listTree(pid) {
  const children = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const one of tree) tree.push(...(children.get(one) ?? []));
  return tree;
}

function parentOf(pid) {
  try {
    // The name before it may contain spaces and brackets.
    return Number(
      readFileSync(`/proc/${pid}/stat`, "latin1")
        .replace(/^.*\) /s, "")
        .split(" ")[1],
    );
  } catch {
    return undefined;
  }
}

export function countDescriptors(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Resident bytes; memory shared by several processes counts for each. */
export function sumMemory(pids) {
  let bytes = 0;
  for (const pid of pids) {
    try {
      bytes += 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0);
    } catch {
      // It has ended in the meantime.
    }
  }
  return bytes;
}
