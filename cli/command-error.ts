/** An error that ends a command with one line and an exit code. */
export class CommandError extends Error {
  /** 1: the command failed; 2: usage error. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}
