/**
 * How a text that some program wrote is shown: letter for letter, what has no look by a picture of it, and so that it
 * turns no other text around. Pure; the same in tables, labels, SVG and sentences, where no element could hold it apart.
 */

/** Control characters, but for tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/gu;
/** What is written from right to left, and what changes the direction. */
const TURNING =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ISOLATE = "\u2068";
const END = "\u2069";
const DELETE = 0x7f;
/** U+241B is the picture of U+001B, and so on. */
const PICTURES = 0x2400;

/** A name, a key or a value; the empty text as `""`. */
export function formatText(text: string | undefined): string {
  return text ? showText(text) : '""';
}

/** The same for texts that may be empty, and for sentences with such texts in them. */
export function showText(text: string): string {
  const seen = text.replace(CONTROL, picture);
  return TURNING.test(seen) ? isolate(seen) : seen;
}

function picture(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code === DELETE) return "\u2421";
  return code < DELETE ? String.fromCharCode(PICTURES + code) : "\ufffd";
}

/** Sets it apart from what stands beside it: as many ends as beginnings, or it would end the isolation by itself. */
function isolate(text: string): string {
  let open = 0;
  let ends = 0;
  for (const sign of text) {
    if (sign >= "\u2066" && sign <= ISOLATE) open++;
    else if (sign === END) open > 0 ? open-- : ends++;
  }
  return ISOLATE.repeat(ends + 1) + text + END.repeat(open + 1);
}

/** At most so many characters, the last one an ellipsis where it is cut; never half of a pair. */
export function cutText(text: string, most: number): string {
  return text.length > most
    ? `${text
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/, "")}…`
    : text;
}
