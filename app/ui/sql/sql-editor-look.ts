/** The SQL editor's appearance. All colours are the page's variables, so it follows the theme. */

import { SQLDialect } from "@codemirror/lang-sql";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView, highlightSpecialChars } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { MARKED_SIGNS, markSign } from "../../../lib/model/shown-text.ts";

const code = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.typeName, tags.standard(tags.name), tags.function(tags.variableName)], color: "var(--code-function)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--code-comment)" },
]);

const LINES = 12;
const LINE = 20;
const PADDING = 8;

const page = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--bg)",
    fontSize: "13px",
    maxHeight: `${LINES * LINE + 2 * PADDING}px`,
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { overflow: "auto", fontFamily: "var(--mono)", lineHeight: `${LINE}px`, letterSpacing: "0" },
  ".cm-content": { padding: `${PADDING}px 0`, caretColor: "var(--accent)", fontVariantLigatures: "none" },
  ".cm-line": { padding: "0 16px 0 0" },
  ".cm-gutters": { backgroundColor: "var(--bg)", color: "var(--ink3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { width: "48px", minWidth: "48px", padding: "0 14px 0 0", textAlign: "right" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--hover)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLineGutter": { backgroundColor: "var(--hover)", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "1.5px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 24%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--wash)",
    outline: "1px solid var(--line2)",
  },
  ".cm-wrong": {
    backgroundColor: "var(--slow-wash)",
    textDecoration: "underline wavy var(--slow) 1px",
    textUnderlineOffset: "4px",
  },
  ".cm-wrongLine": { color: "var(--slow) !important", fontWeight: "600" },
  ".cm-tooltip": { border: "none", borderRadius: "6px", backgroundColor: "var(--raise)", boxShadow: "var(--shade)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { padding: "4px", maxHeight: "264px", font: "400 12px/16px var(--mono)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", borderRadius: "4px", lineHeight: "16px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { color: "var(--ink3)", fontStyle: "normal", fontFamily: "var(--sans)" },
});

/** Makes invisible characters visible, as everywhere; copying yields the originals. */
const unseen = highlightSpecialChars({
  specialChars: MARKED_SIGNS,
  render: (code, description) => {
    const mark = document.createElement("span");
    mark.textContent = markSign(String.fromCodePoint(code));
    mark.title = description ?? "";
    mark.className = "cm-specialChar";
    return mark;
  },
});

export const look = [page, unseen, syntaxHighlighting(code)];

export const dialect = SQLDialect.define({
  keywords: `all and as asc between by case collate cross current_date current_time current_timestamp desc distinct else
    end escape except exists exclude explain filter first following from full glob group groups having in indexed inner
    intersect is isnull join last left like limit materialized natural not notnull null nulls offset on or order others
    outer over partition plan preceding query range recursive regexp right row rows select then ties unbounded union
    using values when where window with without`,
  types: "blob float int integer numeric real text timestamp",
  builtin: `abs avg cast ceil coalesce concat count cume_dist date datetime dense_rank exp first_value floor
    format group_concat iif ifnull instr json_each json_extract julianday lag last_value lead length ln log log10 log2
    lower ltrim max median min mod ntile nullif percent_rank percentile pow power printf quote rank replace round row_number rtrim
    sign sqrt strftime string_agg substr substring sum time total trim typeof unixepoch upper`,
  operatorChars: "*+-%<>!=&|/~",
  identifierQuotes: '`"',
  specialVar: "@:?$",
});
