/** The page's interface to the SQL editor, implemented by both the editor and its stand-in. */
import type { EditorView } from "@codemirror/view";

export interface SqlEditorHandle {
  getText(): string;
  setText(text: string): void;
  /** Replaces the SQL with a reformatted version; the cursor stays at the same character. */
  layOut(text: string): void;
  /** Replaces the selection with a text and puts the cursor after it. */
  insert(text: string): void;
  replace(from: number, to: number, text: string): void;
  /** Opens the completions at the cursor. */
  complete(): void;
  /** Puts the cursor there and scrolls it into view. */
  goTo(offset: number): void;
}

/** The offset in the second text after as many non-whitespace characters as the first text has. */
function followCursor(before: string, after: string): number {
  const inked = before.replace(/\s/g, "").length;
  let at = 0;
  for (let seen = 0; seen < inked; at++) if (/\S/.test(after[at] ?? ".")) seen++;
  return Math.min(at, after.length);
}

export function editView(view: EditorView, complete: () => void): SqlEditorHandle {
  const change = (from: number, to: number, insert: string) => {
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true });
    view.focus();
  };
  return {
    getText: () => view.state.doc.toString(),
    setText: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    layOut: (text) => {
      const whole = view.state.doc.toString();
      const anchor = followCursor(whole.slice(0, view.state.selection.main.head), text);
      view.dispatch({
        changes: { from: 0, to: whole.length, insert: text },
        selection: { anchor },
        scrollIntoView: true,
      });
      view.focus();
    },
    insert: (text) => change(view.state.selection.main.from, view.state.selection.main.to, text),
    replace: change,
    complete: () => {
      view.focus();
      complete();
    },
    goTo: (offset) => {
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
  };
}

export function editField(field: () => HTMLTextAreaElement | null, setText: (text: string) => void): SqlEditorHandle {
  const change = (from: number, to: number, text: string) => {
    const element = field();
    element?.setRangeText(text, from, to, "end");
    element?.focus();
  };
  return {
    getText: () => field()?.value ?? "",
    setText,
    layOut: setText,
    insert: (text) => change(field()?.selectionStart ?? 0, field()?.selectionEnd ?? 0, text),
    replace: change,
    complete: () => field()?.focus(),
    goTo: (offset) => {
      field()?.setSelectionRange(offset, offset);
      field()?.focus();
    },
  };
}
