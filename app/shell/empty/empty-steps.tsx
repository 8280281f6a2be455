/** Three steps from nothing to spans. */
"use client";

import { useState } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Code } from "./code.tsx";
import styles from "./empty.module.css";
import { codeLines, DIALECTS, type Dialect, runCommand } from "./empty-code.ts";

/** @param path the watched file, or null when programs write there by themselves */
export function EmptySteps({ path }: { readonly path: string | null }) {
  const [dialect, setDialect] = useState<Dialect>("esm");
  const lines = codeLines(dialect);
  const command = runCommand(dialect, path);
  return (
    <ol className={styles.steps}>
      <li className={styles.step}>
        <div className={styles.stepHead}>
          <h2>Install</h2>
        </div>
        <Command text="npm install spantom" />
      </li>
      <li className={styles.step}>
        <div className={styles.stepHead}>
          <h2>Add the marked lines</h2>
          <Segments label="Kind of program" options={DIALECTS} value={dialect} onChange={setDialect} />
        </div>
        <div className={styles.code}>
          <CopyButton
            worded
            className={styles.copyCode}
            what="the program"
            text={`${lines.map((line) => line.text).join("\n")}\n`}
          />
          <Code lines={lines} />
        </div>
      </li>
      <li className={styles.step}>
        <div className={styles.stepHead}>
          <h2>Run it</h2>
        </div>
        <Command text={command} />
        <p className={styles.note}>
          Another file? Set <code>SPANTOM_DB</code>, or start with <code>spantom dashboard --db-path FILE</code>.
        </p>
      </li>
    </ol>
  );
}

function Command({ text }: { readonly text: string }) {
  return (
    <div className={styles.command}>
      <code>{showText(text)}</code>
      <CopyButton text={text} what="the command" />
    </div>
  );
}
