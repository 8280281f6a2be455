/**
 * A name, a key or a value as an element: isolated from what stands beside it, with marks for what nobody would see,
 * which copying turns back into the text itself (`copy-exact.ts`). Where only a string can stand, `formatText` shows
 * the same.
 */
import { isPlainLine, splitText, turns } from "../../lib/model/shown-text.ts";
import { CutText } from "./cut-text.tsx";

interface ShownTextProps {
  readonly text: string | undefined;
  /** Cuts it in its middle where there is no room; "mono" in the face of values. See `CutText`. */
  readonly cut?: boolean | "mono";
  /** Keeps line breaks. */
  readonly lines?: boolean | undefined;
}

export function ShownText({ text, lines, cut }: ShownTextProps) {
  if (!text) return <span className="faintly">""</span>;
  if (cut)
    return (
      <CutText
        text={text}
        mono={cut === "mono"}
        draw={(from, to) => <ShownText text={text.slice(from, to)} lines={lines} />}
      />
    );
  // Most texts: no element for them.
  if (isPlainLine(text) && !text.includes("  ")) return text;
  // The isolate is also in the text, for what reads it without the element.
  const [start, end] = turns(text) ? ["\u2068", "\u2069"] : ["", ""];
  let at = 0;
  return (
    <bdi className="shown">
      {start}
      {splitText(text, lines).map(({ shown, sign }) => {
        at += shown.length;
        if (sign === undefined) return shown;
        return (
          <i key={at} className="faintly" data-sign={sign}>
            {shown}
          </i>
        );
      })}
      {end}
    </bdi>
  );
}
