/**
 * Makes text from traced programs safe to show: letters are kept, invisible characters marked, and right-to-left text
 * isolated so that it does not reorder its surroundings. This works in tables, labels, SVG and sentences alike, where
 * no element could isolate it.
 */

/** Controls except tab and line ends, and all that fonts do not draw: names that differ only in these look the same. */
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]|[^\P{Cc}\t\n\r]`;
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?`;
/** Scripts in which a joiner between two letters changes their shape. */
const JOINING =
  "Arab,Syrc,Nkoo,Mand,Mong,Deva,Beng,Guru,Gujr,Orya,Taml,Telu,Knda,Mlym,Sinh,Tibt,Mymr,Khmr,Bali,Java,Newa";
/** Scripts that separate words by invisible breaks instead of spaces. */
const UNSPACED = "Thai,Laoo,Khmr,Mymr";
const anyOf = (scripts: string) => `(?!\\p{DI})[${scripts.replace(/\w+,?/g, (one) => `\\p{scx=${one.slice(0, 4)}}`)}]`;
const between = (letter: string, sign: string) => `(?<=${letter})${sign}(?=${letter})`;
/** Where invisible characters are part of the writing: emoji, and the scripts that need them. */
const BELONGING = [
  `${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})*`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  // England, Scotland, Wales; any other tag sequence looks like the plain black flag.
  String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
  between(anyOf(JOINING), String.raw`[\u200c\u200d]`),
  between(anyOf(UNSPACED), String.raw`\u200b`),
  String.raw`(?<=\p{scx=Mong})[\u180b-\u180d\u180f]`,
  String.raw`(?<=[\p{scx=Hani}\p{scx=Mymr}\p{Sm}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
];
/** Tested first: most texts contain none. */
const HIDDEN = new RegExp(UNSEEN, "u");
/** For editors, which show text character by character: excludes joiners and variation selectors, mostly legitimate. */
export const MARKED_SIGNS: RegExp = new RegExp(`(?![\\u200c\\u200d\\ufe00-\\ufe0f])(?:${UNSEEN})`, "gu");
const asMarked = (unseen: string) => new RegExp(`${BELONGING.join("|")}|(${unseen})`, "gu");
BELONGING.reverse();
const MARKED = asMarked(UNSEEN);
const MARKED_IN_LINE = asMarked(String.raw`${UNSEEN}|[\t\n\r]`);
const MARKED_IN_LINES = asMarked(String.raw`${UNSEEN}|[\t\r]`);
/** Contains nothing invisible and nothing right-to-left. */
const PLAIN = /^[\t\n\r\x20-\x7e\xa0-\xac\xae-\u034e]*$/;
const PLAIN_LINE = /^[\x20-\x7e\xa0-\xac\xae-\u034e]*$/;
/** Right-to-left characters. */
const TURNING = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ISOLATE = "\u2068";
const END = "\u2069";
/** Text isolated by this module. */
const ISOLATED = /(\u2068[^\u2066-\u2069]*\u2069)/;
const PICTURES: Readonly<Record<string, string>> = { "\n": "\u21b5", "\t": "\u21e5", " ": "\u2423" };

/** A name, a key or a value on one line: line ends and outer spaces are marked too, and the empty text is `""`. */
export function formatText(text: string | undefined): string {
  if (!text) return '""';
  if (isPlainLine(text)) return text;
  // Shown already: what is isolated stays so.
  if (text.split(ISOLATED).some((part, index) => index % 2 === 1 && turns(markUnseen(part.slice(1, -1)))))
    return showLine(text);
  const shown = splitText(text)
    .map((part) => part.shown)
    .join("");
  return turns(shown) ? `${ISOLATE}${shown}${END}` : shown;
}

/** Whether `formatText` shows a text as it is. */
export function isPlainLine(text: string): boolean {
  return PLAIN_LINE.test(text) && text.trim().length === text.length;
}

/** A part of a text as shown. */
export interface ShownPart {
  readonly shown: string;
  /** The character that it marks; undefined for what is shown as it is. */
  readonly sign?: string;
}

/**
 * The parts of what `formatText` shows, without isolates: for elements, which tell marks from text.
 * @param lines keeps line breaks in the text, but for the outer ones
 */
export function splitText(text: string, lines = false): ShownPart[] {
  const begin = text.length - text.trimStart().length;
  const end = Math.max(begin, text.trimEnd().length);
  const parts: ShownPart[] = [];
  const mark = (part: string) => parts.push(...Array.from(part, (sign) => ({ shown: markSign(sign), sign })));
  mark(text.slice(0, begin));
  const inner = text.slice(begin, end);
  let at = 0;
  for (const { 0: found, 1: unseen, index } of inner.matchAll(lines ? MARKED_IN_LINES : MARKED_IN_LINE)) {
    if (unseen === undefined) continue;
    if (index > at) parts.push({ shown: inner.slice(at, index) });
    mark(unseen);
    at = index + found.length;
  }
  if (at < inner.length) parts.push({ shown: inner.slice(at) });
  mark(text.slice(end));
  return parts;
}

/** Whether a text holds right-to-left letters. */
export function turns(text: string): boolean {
  return TURNING.test(text);
}

/** The same for texts that may be empty, and for sentences that contain shown texts: idempotent. */
export function showText(text: string): string {
  if (PLAIN.test(text)) return text;
  const parts = text.split(ISOLATED).map((part, index) => {
    const within = index % 2 === 1 ? markUnseen(part.slice(1, -1)) : "";
    const seen = TURNING.test(within) ? within : markUnseen(part);
    return TURNING.test(seen) ? `${ISOLATE}${seen}${END}` : seen;
  });
  return parts.join("");
}

function markUnseen(text: string): string {
  if (!HIDDEN.test(text)) return text;
  return text.replace(MARKED, (found: string, unseen: string | undefined) => (unseen ? markSign(unseen) : found));
}

/**
 * `↵` for a line's end, `⇥` for a tab, `␣` for a space, `<U+202E>` for all others, like `less`. Many systems have no
 * font with the pictures of controls (U+2400 to U+241F).
 */
export function markSign(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return PICTURES[sign] ?? `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** The same on one line, for a terminal. */
export function showLine(text: string): string {
  return showText(text).replace(/[\t\n\r]/g, markSign);
}

/** Removes the isolates: before cutting, or for terminals without bidirectional text. */
export function joinText(text: string): string {
  return text.replace(/[\u2068\u2069]/g, "");
}

/** At most `max` characters, ending with an ellipsis if cut; never splits a surrogate pair. */
export function cutText(text: string, max: number): string {
  return text.length > max
    ? `${text
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/, "")}…`
    : text;
}

/** For a sentence's first word further on in another one. */
export function uncapitalize(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
