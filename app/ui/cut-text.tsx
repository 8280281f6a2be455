/**
 * A name, a path or a value that is cut in its middle where there is no room: `very.long.nam…/handler.0`. In the page it
 * is the whole text, in two boxes of which the first one shrinks, so that it is copied and read aloud as it is. The
 * browser's own search finds words in either box, not across both; the page's filters do. A link or a button around it needs the text as its `aria-label`: a name made of boxes gets a space between them.
 */

import type { CSSProperties, ReactNode } from "react";
import { findEnds } from "./cut-ends.ts";

interface CutTextProps {
  readonly text: string;
  readonly mono?: boolean;
  /** Draws a part of the text, if it is not just text. */
  readonly draw?: (from: number, to: number) => ReactNode;
}

export function CutText({ text, mono, draw = (from, to) => text.slice(from, to) }: CutTextProps) {
  const ends = findEnds(text, mono);
  if (!ends) return draw(0, text.length);
  const { at, width, rightToLeft } = ends;
  return (
    <span className="ends" dir={rightToLeft ? "rtl" : undefined} style={{ "--end": `${width}em` } as CSSProperties}>
      <span>{draw(0, at)}</span>
      <span>{draw(at, text.length)}</span>
    </span>
  );
}
