/**
 * The SQL editor. Until its chunk has loaded, a plain text field of the same size takes its place and accepts input;
 * text, cursor and focus carry over, and so does a wish for completions.
 */
"use client";

import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { flushSync } from "react-dom";
import styles from "./sql.module.css";
import { editField, editView, type SqlEditorHandle } from "./sql-editor-handle.ts";
import type { SqlEditorView } from "./sql-editor-view.ts";
import type { Wrong } from "./sql-error-mark.ts";
import type { SqlWords } from "./sql-schema.ts";

interface SqlEditorProps {
  readonly ref: Ref<SqlEditorHandle>;
  readonly initialText: string;
  readonly words: SqlWords;
  readonly wrong: Wrong | undefined;
  readonly onRun: () => void;
  /** Escape was pressed, with no completions to close. */
  readonly onLeave: () => void;
}

const MAX_LINES = 12;

// Decided at build time: the server needs no editor.
const loadView =
  typeof window === "undefined" ? () => new Promise<never>(() => {}) : () => import("./sql-editor-view.ts");

export function SqlEditor({ ref, initialText, words, wrong, onRun, onLeave }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [editor, setEditor] = useState<SqlEditorView>();
  const [first, setFirst] = useState(initialText);
  const run = useRef(onRun);
  const leave = useRef(onLeave);
  const latest = useRef(words);
  const completes = useRef(false);
  useEffect(() => {
    run.current = onRun;
    leave.current = onLeave;
    latest.current = words;
  });

  useEffect(() => {
    let gone = false;
    let made: SqlEditorView | undefined;
    void loadView().then(({ createSqlEditor }) => {
      const text = field.current;
      if (gone || !place.current || !text) return;
      made = createSqlEditor({
        parent: place.current,
        text: text.value,
        words: latest.current,
        onRun: () => run.current(),
        onLeave: () => leave.current(),
      });
      made.view.dispatch({ selection: { anchor: text.selectionStart, head: text.selectionEnd } });
      if (document.activeElement === text) made.view.focus();
      // Synchronous, as otherwise there would briefly be two fields with the same name.
      flushSync(() => setEditor(made));
      if (completes.current) made.complete();
    });
    return () => {
      gone = true;
      made?.view.destroy();
    };
  }, []);

  useEffect(() => editor?.setWords(words), [editor, words]);
  useEffect(() => editor?.mark(wrong ?? null), [editor, wrong]);
  useImperativeHandle(
    ref,
    () => (editor ? editView(editor.view, editor.complete) : editField(() => field.current, setFirst)),
    [editor],
  );

  const press = (event: KeyboardEvent) => {
    completes.current = event.ctrlKey && event.key === " ";
    const runs = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!runs && event.key !== "Escape") return;
    event.preventDefault();
    if (runs) onRun();
    else onLeave();
  };
  return (
    <div ref={place} className={styles.editor}>
      {!editor && <StandIn ref={field} text={first} onKeyDown={press} />}
    </div>
  );
}

interface StandInProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function StandIn({ ref, text, onKeyDown }: StandInProps) {
  const lines = text.split("\n").length;
  const numbers = Array.from({ length: lines }, (_, i) => i + 1).join("\n");
  return (
    <div className={styles.standIn} style={{ height: Math.min(MAX_LINES, lines) * 20 + 16 }}>
      <pre aria-hidden="true">{numbers}</pre>
      <textarea
        ref={ref}
        key={text}
        aria-label="SQL"
        defaultValue={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
