/** The options of `spantom compare`. */
import type { DatabaseOption } from "../../database.ts";

export type CompareFormat = "table" | "json" | "markdown";

export interface CompareOptions extends DatabaseOption {
  readonly name?: readonly string[];
  readonly pairBy?: readonly string[];
  readonly unpaired?: boolean;
  readonly format: CompareFormat;
  readonly json?: boolean;
  readonly failIf?: readonly string[];
  readonly repeat?: number;
}
