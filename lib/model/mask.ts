/**
 * Masks secrets in text that others will read: reports, command lines before they are written to the file, and those
 * from older files before they are shown. Secrets are recognized by name and by shape; `mask.test.ts` lists both.
 * Runs in linear time, whatever the text.
 */
import { isSecret, LONGEST_NAME, MASK, maskRandom, maskShapes } from "./secrets.ts";

/** Only this much of an argument is kept. */
const LONGEST_ARGUMENT = 16_384;

/** The arguments of a program as one masked line of at most `max` characters. */
export function commandLine(args: readonly unknown[], max: number): string {
  let line = "";
  let name = "";
  for (const arg of args) {
    if (line.length > max) break;
    const text = String(arg).slice(0, LONGEST_ARGUMENT);
    line += (line && " ") + (isValueOf(name, text) ? MASK : maskArgument(name, text));
    name = text;
  }
  return line.slice(0, max).toWellFormed();
}

/**
 * Arguments that no rule can match. Most programs have no others, which saves them the few milliseconds it takes to
 * compile all the expressions.
 */
const PLAIN = /^(?:[\w./ -]*\.[cm]?[jt]sx?|[\w.-]{0,12})$/;

function maskArgument(name: string, text: string): string {
  return PLAIN.test(text) ? text : maskRandom(maskLogin(name, maskNames(maskShapes(text), true)));
}

/** Masks any text, such as a command line whose argument boundaries are lost. */
export function maskText(text: string): string {
  const words = maskNames(maskShapes(text), false).split(" ");
  const masked = words.map((word, at) => {
    const name = words[at - 1] ?? "";
    return isValueOf(name, word) ? MASK : maskLogin(name, word);
  });
  return maskRandom(masked.join(" "));
}

/** Whether an argument is the value of the option before it. */
function isValueOf(name: string, text: string): boolean {
  if (!/^-{1,2}[^\s=:]+$/.test(name.slice(0, LONGEST_NAME + 1)) || name.length > LONGEST_NAME) return false;
  if (/^(?:-[a-z\d]?|--|--[a-z][a-z\d]*(?:-[a-z\d]+)*(?:=.*)?)$/i.test(text)) return false;
  return isSecret(name, text);
}

const LOGIN_OPTION = /^(?:-u|--user|--login|--proxy-user)$/;
const LOGIN = /^((?:--(?:user|login|proxy-user)=)?[^:=\s]{0,64}:)(?!\d+$)[^/\s].*$/s;

/** `curl -u name:password`, but not `-u 1000:1000` (user and group). */
function maskLogin(name: string, text: string): string {
  return LOGIN_OPTION.test(name) || /^--(?:user|login|proxy-user)=/.test(text)
    ? text.replace(LOGIN, `$1${MASK}`)
    : text;
}

/** `=` and `:`, also percent-encoded. */
const DELIMITER = /[=:]|%3[ad]/gi;
/** From the first of these, an argument is parsed as separate parts. */
const PART_DELIMITER = /[?&;,{"'`/\s]/;

/**
 * Masks values by their names: `--password=x`, `API_KEY=x`, `Authorization: x`, `?access_token=x`, `{"secret":"x"}`,
 * `Server=h;Password=x`.
 * @param whole whether the text is a single argument, so that the value of `--password=a b` extends to its end
 */
function maskNames(text: string, whole: boolean): string {
  const parted = whole ? text.search(PART_DELIMITER) : -1;
  const simple = whole && parted < 0 ? text.length : parted;
  let masked = "";
  let done = 0;
  for (const { 0: sign, index } of text.matchAll(DELIMITER)) {
    if (index < done) continue;
    const { name, start, quoted } = nameBefore(text, index);
    if (name === "" || start < done || !isSecret(name, "?")) continue;
    const from = index + sign.length;
    const [first, end] = start < simple ? [from, text.length] : findValue(text, from, { sign, whole, start });
    const value = text.slice(first, end);
    if (!isSecret(name, value) || (sign === ":" && !quoted && isTask(name, value, text[from]))) continue;
    masked += text.slice(done, first) + (/^\s/.test(value) ? ` ${MASK}` : MASK);
    done = end;
  }
  return masked + text.slice(done);
}

interface Name {
  readonly name: string;
  readonly start: number;
  /** As in JSON, including JSON within JSON. */
  readonly quoted: boolean;
}

/** The name before a delimiter. Scans by hand: a regular expression would take quadratic time. */
function nameBefore(text: string, at: number): Name {
  const back = (from: number, max: number, signs: RegExp): number => {
    let i = from;
    while (i > 0 && from - i < max && signs.test(text[i - 1] as string)) i--;
    return i;
  };
  const spaces = back(at, 4, /\s/);
  const quote = back(spaces, 1, /["'`]/);
  const end = quote < spaces ? back(quote, 8, /\\/) : spaces;
  const start = back(end, LONGEST_NAME, /[\w.[\]%$-]/);
  return { name: text.slice(start, end), start, quoted: quote < spaces };
}

/** `npm run token:refresh`, `auth:latest`: the name of a task, the tag of an image. */
function isTask(name: string, value: string, next = ""): boolean {
  if (name.startsWith("-") || /\s/.test(next)) return false;
  return value.length <= LONGEST_NAME && /^v?[\d.]+$|^[a-z]+(?:[-:.][a-z]+)*$/.test(value);
}

const QUOTED = /\\{0,8}["'`]/y;
const LIST = /\[[^\]]*\]?|\{[^}]*\}?/y;
const LINE = /[^"'`\r\n]*/y;
const HEADER = /(?:[a-z][\w-]{0,30} +(?!-))?[^\s"'`;]*(?:; [^\s"'`=;]{1,80}=[^\s"'`;]*)*/iy;
const WORD = /\S*/y;
const FIELD = /[^;"'`]*/y;
const PART = /(?:(?!%26)[^&;\s"'`,]|,(?!["'\s]|[\w.-]{0,80}[=:]))*/iy;

interface Delimited {
  readonly sign: string;
  readonly whole: boolean;
  /** Where the name begins. */
  readonly start: number;
}

/** The bounds of the value after a delimiter. */
function findValue(text: string, from: number, { sign, whole, start }: Delimited): [first: number, end: number] {
  let first = from;
  if (sign === ":" || whole) while (first < from + 4 && /\s/.test(text[first] ?? "")) first++;
  const quote = match(QUOTED, text, first);
  if (quote) return endOfQuoted(text, first + quote.length, quote);
  const isOwnWord = !whole && (start === 0 || text[start - 1] === " ");
  let rest = PART;
  if (sign === ":" && /\s/.test(text[from] ?? "")) rest = whole ? LINE : HEADER;
  else if (sign === "=" && isOwnWord) rest = WORD;
  else if (whole && text[start - 1] === ";") rest = FIELD;
  const list = match(LIST, text, first);
  if (list) return [first + 1, first + list.length - (/[\]}]$/.test(list) ? 1 : 0)];
  return [first, first + match(rest, text, first).length];
}

function endOfQuoted(text: string, from: number, quote: string): [first: number, end: number] {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + quote.length)) {
    let backslashes = 0;
    while (quote.length === 1 && text[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return [from, at];
  }
  return [from, text.length];
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
