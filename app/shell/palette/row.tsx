/** One row of the palette: what it is, its text with what was typed in bold, and on the right a fact or its key. */
import { SqlIcon } from "../../ui/icons.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { CommandIcon } from "../../ui/shell-icons.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { TypeMark } from "../../ui/type-mark.tsx";
import styles from "../dialogs.module.css";
import type { FoundItem, ItemMark } from "./items.ts";
import type { TextMatch } from "./match-text.ts";

function Mark({ mark }: { readonly mark: ItemMark }) {
  if (mark.of === "name") return <Swatch slot={mark.slot} />;
  if (mark.of === "tag") return <TypeMark kind={mark.kind} />;
  return mark.of === "sql" ? <SqlIcon /> : <CommandIcon />;
}

/** The text in pieces, those that were typed in bold. */
function Marked({ text, ranges }: { readonly text: string; readonly ranges: TextMatch["ranges"] }) {
  const pieces = ranges.map(([from, to], index) => (
    <span key={from}>
      {text.slice(ranges[index - 1]?.[1] ?? 0, from)}
      <b>{text.slice(from, to)}</b>
    </span>
  ));
  return (
    <>
      {pieces}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
}

export function PaletteRow({ item }: { readonly item: FoundItem }) {
  const { mark, text, ranges, fact, keys } = item;
  const mono = mark.of === "sql" || mark.of === "span";
  return (
    <>
      <span className={styles.mark}>
        <Mark mark={mark} />
      </span>
      <span className={mono ? `${styles.text} mono` : styles.text}>
        <Marked text={text} ranges={ranges} />
      </span>
      {fact !== undefined && <span className={styles.fact}>{fact}</span>}
      {keys !== undefined && <KeyCaps keys={keys} />}
    </>
  );
}
