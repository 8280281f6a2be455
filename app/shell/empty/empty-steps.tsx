/** Three steps from nothing to spans. */
"use client";

import { useState } from "react";
import { CommandLine } from "../../ui/command-line.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segments } from "../../ui/select.tsx";
import styles from "./empty.module.css";
import { type CodeLine, codeLines, DIALECTS, type Dialect, highlight, runCommand } from "./empty-code.ts";

/** @param path the watched file; null if programs write to it by default */
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
        <CommandLine text="npm install spantom" />
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
        <CommandLine text={command} />
        <p className={styles.note}>
          Another file? Set <code>SPANTOM_DB</code>, or start with <code>spantom dashboard --db-path FILE</code>.
        </p>
      </li>
    </ol>
  );
}

/** A program's lines, numbered, with the added ones marked. */
export function Code({ lines }: { readonly lines: readonly CodeLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <pre className={styles.lines} tabIndex={0}>
      {lines.map(({ text, added }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is identified by its number
        <code key={row} className={added ? styles.added : styles.line}>
          {highlight(text).map(([kind, part], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed line
            <span key={index} style={kind === "plain" ? undefined : { color: `var(--code-${kind})` }}>
              {part}
            </span>
          ))}
          {"\n"}
        </code>
      ))}
    </pre>
  );
}
