/** Why a command could not do its job. */
export class CommandError extends Error {
  /** 1: the job failed; 2: the command was used wrongly. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}
