/** Starts programs as a user would, and tracks when they are ready and when they end. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const bin = fileURLToPath(new URL("../dist/cli/index.js", import.meta.url));
export const pythonWritten = fileURLToPath(new URL("../lib/fixtures/python-written.db", import.meta.url));

/** The environment without npm's variables and without Spantom variables from a developer's shell. */
function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const foreign = /^(SPANTOM_|NODE_OPTIONS$|npm_)/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), ...more } as NodeJS.ProcessEnv;
}

export interface Dashboard {
  readonly url: string;
  readonly pid: number;
  readonly dbPath: string;
  /** What it has printed. */
  output(): string;
  ended(): boolean;
  /** Interrupts it like Ctrl-C. */
  stop(): Promise<{ code: number | null; signal: string | null }>;
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  return () => output;
}

async function readUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      const url = /http:\/\/[^\s]+/.exec(output())?.[0];
      if (url) resolve(url.replace(/\/$/, ""));
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`the dashboard ended with ${code} before it had a URL:\n${output()}`)),
    );
  });
}

/** @param command program and arguments before `dashboard` */
export async function startDashboard(
  dbPath: string,
  { command = [process.execPath, bin], more = [] as string[], cwd = root, env = {} as Record<string, string> } = {},
): Promise<Dashboard> {
  const [program = "", ...args] = [...command, "dashboard", "--port", "0", "--no-open", "--db-path", dbPath, ...more];
  const shell = program.endsWith(".cmd");
  const child = spawn(program, args, { cwd, shell, env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
  const output = collectOutput(child);
  const url = await readUrl(child, output);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    url,
    pid: child.pid ?? 0,
    dbPath,
    output,
    ended,
    async stop() {
      if (!ended()) {
        const ended = once(child, "exit");
        child.kill("SIGINT");
        await ended;
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

const execute = promisify(execFile);

/** Runs a program to completion and returns its output; throws with the output if it fails. */
export async function run(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const shell = program === "npm" && process.platform === "win32";
  const { stdout } = await execute(program, args, { cwd, shell, env: cleanEnvironment(env), maxBuffer: 1e8 });
  return stdout;
}

/** Runs the npm that started the tests, or the one on the path. */
export function runNpm(args: readonly string[], cwd: string): Promise<string> {
  const path = process.env.npm_execpath;
  return path ? run(process.execPath, [path, ...args], cwd) : run("npm", args, cwd);
}

/** Runs a program that traces this many spans of one name into the file, with a tag `index`. */
export function traceSpans(dbPath: string, folder: string, name: string, count: number): Promise<string> {
  const program = `
    import { SP } from ${JSON.stringify(new URL("../dist/lib/index.js", import.meta.url).href)};
    SP.init(${JSON.stringify(dbPath)});
    for (let index = 0; index < ${count}; index++) await SP.span(${JSON.stringify(name)}, async () => SP.tag({ index }));
    SP.close();`;
  return run(process.execPath, ["--input-type=module", "-e", program], root, { HOME: folder });
}
