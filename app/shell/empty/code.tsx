/** Lines of a program, numbered, the added ones marked. */

import styles from "./empty.module.css";
import { type CodeLine, highlight } from "./empty-code.ts";

export function Code({ lines }: { readonly lines: readonly CodeLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <pre className={styles.lines} tabIndex={0}>
      {lines.map(({ text, added }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
        <code key={row} className={added ? styles.added : styles.line}>
          {highlight(text).map(([kind, part], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed line
            <span key={index} className={kind === "plain" ? undefined : styles[kind]}>
              {part}
            </span>
          ))}
          {"\n"}
        </code>
      ))}
    </pre>
  );
}
