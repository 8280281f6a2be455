/** Runs two commands in turn, A B A B …, so that whatever the machine does falls on both. */
import { formatDurationText } from "../../../lib/model/format.ts";
import { hasSpans } from "../../../lib/queries/run-summary.ts";
import { createRunId } from "../../../lib/runtime/run-id.ts";
import { CommandError } from "../../command-error.ts";
import { printable } from "../../terminal/print.ts";
import { describeRun, readRecorded } from "../run/run-program.ts";
import { startProgram } from "../run/start-program.ts";

/**
 * @returns the ids of the runs that each recorded, with commas in between
 * @throws CommandError if a command fails, or records nothing
 */
export async function repeatBoth(commands: readonly [string, string], times: number, path: string) {
  const ids: [string[], string[]] = [[], []];
  for (let number = 1; number <= times; number++)
    for (const side of [0, 1] as const) ids[side].push(await runOnce(commands[side], { side, number, times, path }));
  return { baseline: ids[0].join(","), candidate: ids[1].join(",") };
}

interface Turn {
  readonly side: 0 | 1;
  readonly number: number;
  readonly times: number;
  readonly path: string;
}

async function runOnce(command: string, { side, number, times, path }: Turn): Promise<string> {
  const id = createRunId(Date.now(), process.pid);
  const title = `${side === 0 ? "A" : "B"} ${number} of ${times}`;
  process.stderr.write(`spantom: ${title}: ${printable(command)}\n`);
  const env = describeRun(id, undefined, { dbPath: path });
  const began = performance.now();
  const { code, interrupted } = await startProgram([command], { env, shell: true, silent: true });
  const took = formatDurationText((performance.now() - began) / 1000);
  if (interrupted) throw new CommandError(`stopped in run ${title}`);
  if (code !== 0) throw new CommandError(`run ${title} ended with exit code ${code}: ${command}; nothing was compared`);
  const { found, why } = await readRecorded(path, (db) => hasSpans(db, id));
  if (!found) throw new CommandError(`run ${title} recorded no spans: ${why}`);
  process.stderr.write(`spantom: ${title}: ${took}\n`);
  return id;
}
