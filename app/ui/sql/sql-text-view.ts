/** Read-only highlighted SQL with line numbers, in a separate chunk. */
import { sql } from "@codemirror/lang-sql";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { dialect, look } from "./sql-editor-look.ts";

const whole = EditorView.theme({
  "&": { height: "100%", maxHeight: "none", backgroundColor: "transparent" },
  ".cm-gutters": { backgroundColor: "transparent" },
});

export function createSqlText(parent: HTMLElement, text: string, label: string): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        whole,
        look,
        lineNumbers(),
        sql({ dialect, upperCaseKeywords: true }),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-readonly": "true" }),
      ],
    }),
  });
}
