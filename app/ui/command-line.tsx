/** A command to read and to copy. */
import { showText } from "../../lib/model/shown-text.ts";
import styles from "./controls.module.css";
import { CopyButton } from "./copy-button.tsx";

export function CommandLine({ text }: { readonly text: string }) {
  return (
    <div className={styles.command}>
      <code>{showText(text)}</code>
      <CopyButton text={text} what="the command" />
    </div>
  );
}
