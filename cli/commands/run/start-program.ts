/** Runs a program in the foreground, as a shell does: its streams and signals are its own, and so is the exit code. */
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { printable } from "../../terminal/print.ts";

export interface ProgramEnd {
  /** As a shell has it: 128 and the signal's number if a signal ended it, 126 or 127 if it could not be started. */
  readonly code: number;
  readonly started: boolean;
  /** A signal asked for the end, whatever the program made of it. */
  readonly interrupted: boolean;
}

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGUSR2"] as const;
/** A terminal sends these to the program itself. */
const BY_TERMINAL: ReadonlySet<string> = new Set(["SIGINT", "SIGQUIT", "SIGBREAK"]);

export interface StartOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Whether the command is a line for the shell. */
  readonly shell?: boolean;
  /** Whether what it prints is dropped; not what it says on stderr. */
  readonly silent?: boolean;
}

export async function startProgram(
  [command = "", ...args]: readonly string[],
  { env, shell = false, silent = false }: StartOptions,
): Promise<ProgramEnd> {
  let child: ChildProcess;
  try {
    child = spawn(command, args, { stdio: ["inherit", silent ? "ignore" : "inherit", "inherit"], env, shell });
  } catch (cause) {
    // It throws some errors and emits others: too many arguments, say, are of the first kind.
    return refuse(command, cause as NodeJS.ErrnoException);
  }
  return waitForEnd(child, command);
}

function waitForEnd(child: ChildProcess, command: string): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let interrupted = false;
    const listeners = FORWARDED.map((signal) => {
      const listener = () => {
        interrupted ||= signal !== "SIGUSR2";
        if (!(process.stdin.isTTY && BY_TERMINAL.has(signal))) child.kill(signal);
      };
      return [signal, listener] as const;
    });
    for (const [signal, listener] of listeners) process.on(signal, listener);
    const end = (ended: Omit<ProgramEnd, "interrupted">) => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
      resolve({ ...ended, interrupted });
    };
    child.on("error", (cause: NodeJS.ErrnoException) => {
      if (child.pid === undefined) end(refuse(command, cause)); // Otherwise a signal could not be sent.
    });
    child.on("exit", (code, signal) =>
      end({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), started: true }),
    );
  });
}

function refuse(command: string, cause: NodeJS.ErrnoException): ProgramEnd {
  process.stderr.write(`spantom: ${printable(describeFailure(command, cause))}\n`);
  return { code: cause.code === "ENOENT" ? 127 : 126, started: false, interrupted: false };
}

function describeFailure(command: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return `${command}: command not found`;
  if (code === "EACCES") return `${command}: cannot be run; it is no program, or not executable`;
  return `${command}: cannot be run (${code ?? message})`;
}
