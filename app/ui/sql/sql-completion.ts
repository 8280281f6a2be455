/** The SQL editor's completions for values: span names after `name =`, tag keys after `key =`. */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { quoteText } from "../../../lib/model/quote.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { SqlWords } from "./sql-schema.ts";

/** `s.key = 'al`, `key IN ('a', 'al`: captures the column, and the text so far with its opening quote. */
const COMPARED =
  /\b(name|key)"?\s*(?:=|==|!=|<>|(?:not\s+)?like|is|(?:not\s+)?in\s*\((?:\s*'(?:[^']|'')*'\s*,)*)\s*('(?:[^']|'')*)?$/i;
const LOOK_BACK = 400;

/** The column with which the text at the end of the SQL is compared, and what has been typed of that text. */
export function findCompared(before: string): { column: "name" | "key"; typed: string } | undefined {
  const match = COMPARED.exec(before.slice(-LOOK_BACK));
  if (!match?.[1]) return undefined;
  return { column: match[1].toLowerCase() as "name" | "key", typed: match[2] ?? "" };
}

function makeOptions(texts: readonly string[], detail: string): Completion[] {
  return texts.map((text) => {
    const label = quoteText(text);
    return { label, displayLabel: showText(label), type: "text", detail };
  });
}

/** Completes the texts in the file. */
export function completeTexts(words: SqlWords) {
  const options = {
    name: makeOptions(words.names, "span name"),
    key: makeOptions(
      words.keys.map(({ key }) => key),
      "tag key",
    ),
  };
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - LOOK_BACK), context.pos);
    const found = findCompared(before);
    if (!found || (found.typed === "" && !context.explicit)) return null;
    // Also replaces the automatic closing quote.
    const after = context.state.sliceDoc(context.pos, context.pos + 1) === "'" ? 1 : 0;
    return {
      from: context.pos - found.typed.length,
      to: context.pos + (found.typed === "" ? 0 : after),
      options: options[found.column],
      validFor: /^'(?:[^']|'')*$/,
    };
  };
}
