/** The SQL editor itself, in a separate chunk loaded after the page. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  moveCompletionSelection,
  selectedCompletionIndex,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { sql } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { completeTexts } from "./sql-completion.ts";
import { dialect, look } from "./sql-editor-look.ts";
import { errorMark, markWrong, type Wrong } from "./sql-error-mark.ts";
import type { SqlWords } from "./sql-schema.ts";

export interface SqlEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly words: SqlWords;
  readonly onRun: () => void;
  readonly onLeave: () => void;
}

function makeLanguage(words: SqlWords) {
  const schema = Object.fromEntries(words.tables.map((table) => [table.name, table.columns.map(({ name }) => name)]));
  return [
    sql({ dialect, schema, upperCaseKeywords: true, ...(schema.spans && { defaultTable: "spans" }) }),
    dialect.language.data.of({ autocomplete: completeTexts(words) }),
  ];
}

/** Tab accepts the first completion; Enter inserts a new line unless one was picked with the arrows. */
function acceptWithTab(view: EditorView): boolean {
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

export interface SqlEditorView {
  readonly view: EditorView;
  setWords(words: SqlWords): void;
  mark(wrong: Wrong | null): void;
  /** Opens the completions at the cursor. */
  complete(): void;
}

export function createSqlEditor({ parent, text, words, onRun, onLeave }: SqlEditorOptions): SqlEditorView {
  const language = new Compartment();
  const run = () => {
    onRun();
    return true;
  };
  const leave = () => {
    onLeave();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run },
            { key: "Ctrl-Enter", run },
            { key: "Tab", run: acceptWithTab },
          ]),
        ),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        autocompletion({ selectOnOpen: false, icons: false }),
        errorMark,
        language.of(makeLanguage(words)),
        look,
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...completionKeymap,
          { key: "Escape", run: leave },
        ]),
        EditorView.contentAttributes.of({ "aria-label": "SQL", "data-language": "sql" }),
      ],
    }),
  });
  return {
    view,
    setWords: (next) => view.dispatch({ effects: language.reconfigure(makeLanguage(next)) }),
    complete: () => startCompletion(view),
    mark: (wrong) => view.dispatch({ effects: markWrong.of(wrong) }),
  };
}
