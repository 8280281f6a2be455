/** Opens an address in the user's browser where there is someone to see it. */
import { spawn } from "node:child_process";

/** Does nothing when the output is not a terminal, on CI, without a display, and when no browser can be opened. */
export function openBrowser(url: string): void {
  const { CI, BROWSER, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!process.stdout.isTTY || CI || BROWSER === "none") return;
  if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [command, args] = opener(url);
  const child = spawn(command, args, { detached: true, stdio: "ignore", windowsHide: true });
  // The address is on the screen already.
  child.on("error", () => undefined);
  child.unref();
}

function opener(url: string): [string, string[]] {
  if (process.platform === "darwin") return ["open", [url]];
  // `start` takes its first quoted argument for a window's title.
  if (process.platform === "win32") return ["cmd", ["/c", "start", '""', url]];
  return ["xdg-open", [url]];
}
