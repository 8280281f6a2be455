/** Apart from the schemas, which bring their library with them. */

/** Parameters that a query does not accept; the message is one line that states which and why. */
export class ParamsError extends Error {
  override readonly name = "ParamsError";
  /** Its name in addresses, if it has one there. */
  readonly parameter: string | undefined;
  constructor(message: string, parameter?: string) {
    super(message);
    this.parameter = parameter;
  }
}
