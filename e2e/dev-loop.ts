/** `npm run dev` as a test fixture: starts it, parses its address, and ends it with all its processes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface DevLoop {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its output. */
  output(): string;
  /** Like Ctrl-C: interrupts the whole process group. */
  interrupt(): Promise<{ code: number | null; signal: string | null }>;
}

/** @param folder the sources; their dependencies are installed there or in a parent folder */
export async function startDevLoop(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<DevLoop> {
  const program = 'await (await import("./cli/build/bootstrap/dev.mjs")).serve(process.argv.slice(1))';
  const command = ["--input-type=module", "-e", program, "--", "--port", "0", ...args];
  const { NODE_OPTIONS: _, npm_execpath: __, SPANTOM_DB: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, command, {
    cwd: folder,
    // Its own process group, as in a terminal.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...inherited, ...env },
  });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        const found = /Spantom dashboard {2}(http:\S+)\//.exec(output)?.[1];
        if (found) resolve(found);
      });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`it ended before it had an address:\n${output}`)));
  });
  return {
    url,
    child,
    output: () => output,
    async interrupt() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        if (process.platform === "win32") child.kill("SIGINT");
        else process.kill(-(child.pid ?? 0), "SIGINT");
        await ended;
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}
