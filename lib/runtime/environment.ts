/**
 * Environment variables that a user may set to one of a few values, or to a JSON object. They are read on use, because
 * imports run before a program's own line that sets them. An unknown value is reported on stderr, and counts as not
 * set.
 */
import { warnOnce } from "./notice.ts";

const ON = /^(1|true|yes|on)$/i;
const OFF = /^(0|false|no|off)$/i;

export function readSwitch(name: string, unset: boolean): boolean {
  const value = process.env[name] ?? "";
  if (ON.test(value)) return true;
  if (OFF.test(value)) return false;
  if (value !== "") warnOnce(name, `${name}=${value} is ignored: it takes 1 or 0`);
  return unset;
}

export function readChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
  const value = process.env[name] ?? "";
  const choice = choices.find((each) => each === value);
  if (choice === undefined && value !== "")
    warnOnce(name, `${name}=${value} is ignored: it takes ${choices.join(" or ")}`);
  return choice;
}

/** Empty if it is not set. @param example of a value */
export function readObject(name: string, example: string): Readonly<Record<string, unknown>> {
  const value = process.env[name] ?? "";
  if (value === "") return {};
  try {
    const read: unknown = JSON.parse(value);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  warnOnce(name, `${name}=${value} is ignored: it takes JSON such as ${example}`);
  return {};
}
