/**
 * The parameters of an address: which there are, and what each may be. Parsers read what is valid; this says what is
 * not, so that no answer is about something else than asked.
 */
import { findNearest } from "./nearest.ts";
import { formatText } from "./shown-text.ts";

export interface Parameter {
  /** What it may be, for the message: `a number`. */
  readonly expected: string;
  readonly isValid: (text: string) => boolean;
  /** Whether it may be repeated. */
  readonly many: boolean;
}

/** By name. */
export type Parameters = Readonly<Record<string, Parameter>>;

export interface ParameterProblem {
  /** The name, to be dropped from the address. */
  readonly parameter: string;
  /** One line: what is wrong, and what to do. */
  readonly message: string;
}

/** Added by Next, by links with the dashboard's token, and by editors and proxies in between; never ours. */
const FOREIGN = /^(_.*|t|token|vscode\w*)$/;

const MAX_SHOWN = 60;

/** The first problem of an address's parameters; null if all are known and valid. */
export function findParameterProblem(params: URLSearchParams, known: Parameters): ParameterProblem | null {
  for (const name of new Set(params.keys())) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter && FOREIGN.test(name)) continue;
    const values = params.getAll(name);
    const message = parameter ? findFault(name, values, parameter) : describeUnknown(name, known);
    if (message !== null) return { parameter: name, message };
  }
  return null;
}

function findFault(name: string, values: readonly string[], { expected, isValid, many }: Parameter): string | null {
  if (!many && values.length > 1) return `${name} is given ${values.length} times. Give it once.`;
  const wrong = values.find((value) => !isValid(value));
  return wrong === undefined ? null : `${name}=${shorten(wrong)}: ${name} must be ${expected}. Correct or omit it.`;
}

function describeUnknown(name: string, known: Parameters): string {
  const nearest = findNearest(name, Object.keys(known));
  return `There is no parameter ${shorten(name)} here. ${nearest ? `Did you mean ${nearest}?` : "Omit it."}`;
}

function shorten(text: string): string {
  return formatText(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/** The same parameters without one of them. */
export function dropParameter(params: URLSearchParams, parameter: string): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => name !== parameter));
}

/** A parameter of any text, even an empty one. */
export const anyText: Parameter = { expected: "a text", isValid: () => true, many: false };
export const someText: Parameter = {
  expected: "a text that is not empty",
  isValid: (text) => text !== "",
  many: false,
};
export const anySwitch = oneOf(["1", "0"]);
export const finiteNumber = checked("a number", isNumber);

/** From 1 on. */
export const wholeNumber = checked("a whole number, 1 or more", (text) => {
  return isNumber(text) && Number.isSafeInteger(Number(text)) && Number(text) > 0;
});

/** Text that JavaScript reads as a number; unlike `Number`, not an empty one. */
export function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

export function checked(expected: string, isValid: (text: string) => boolean): Parameter {
  return { expected, isValid, many: false };
}

export function oneOf(values: readonly string[]): Parameter {
  return checked(values.join(values.length > 2 ? ", " : " or ").replace(/, (?=[^,]*$)/, " or "), (text) =>
    values.includes(text),
  );
}

/** The same parameter, which may be repeated. */
export function repeated(parameter: Parameter): Parameter {
  return { ...parameter, many: true };
}
