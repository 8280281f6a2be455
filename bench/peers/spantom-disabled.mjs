/** Spantom turned off by its environment variable. */
import { existsSync } from "node:fs";
import { open as openSpantom } from "./spantom.mjs";

export const traces = false;

export async function open(task) {
  process.env.SPANTOM_DISABLED = "1"; // Read when the module is loaded, which is now.
  const { ops } = await openSpantom(task);
  return {
    ops,
    finish() {},
    count() {
      if (existsSync(task.file)) throw new Error("turned off, and there is a file");
      return { spans: 0 };
    },
  };
}
