/** A sentence of "why slow" in parts: what stands in the file in mono, exponents raised, the figure that matters bold. Pure. */

export interface SentencePart {
  readonly look: "plain" | "mono" | "raised" | "bold";
  readonly text: string;
}

/** Each takes its first group as it is, and gives the second a look. */
const RULES: readonly (readonly [RegExp, SentencePart["look"]])[] = [
  [/^(The same calls as )(.+?)(?=\.$)/, "mono"],
  [/(^Mostly explained by )(.+?)(?=\.$)/, "mono"],
  [/( where )([^,.]+ = .+?)(?=\.$|, )/, "mono"],
  [/(≈ n)\^(\d+(?:\.\d+)?)/, "raised"],
  [/^(.+ of calls, )(.+ of .+?)(?=\.$)/, "bold"],
];

export function splitSentence(sentence: string): SentencePart[] {
  let parts: SentencePart[] = [{ look: "plain", text: sentence }];
  for (const [rule, look] of RULES) {
    parts = parts.flatMap((part) => (part.look === "plain" ? splitPart(part, rule, look) : [part]));
  }
  return parts.filter(({ text }) => text !== "");
}

function splitPart(part: SentencePart, rule: RegExp, look: SentencePart["look"]): SentencePart[] {
  const found = rule.exec(part.text);
  const [all, before = "", marked = ""] = found ?? [];
  if (!found || all === undefined) return [part];
  const plain = (text: string): SentencePart => ({ look: "plain", text });
  return [
    plain(part.text.slice(0, found.index) + before),
    { look, text: marked },
    plain(part.text.slice(found.index + all.length)),
  ];
}
