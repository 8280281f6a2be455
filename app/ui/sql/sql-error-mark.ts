/** Marks an error in the SQL: a wavy underline and a red line number. */
import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

export interface Wrong {
  readonly from: number;
  readonly to: number;
}

/** Marks a part of the text; null removes the mark. */
export const markWrong = StateEffect.define<Wrong | null>();

const underline = Decoration.mark({ class: "cm-wrong" });

class WrongLine extends GutterMarker {
  override readonly elementClass = "cm-wrongLine";
}
const wrongLine = new WrongLine();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, newDoc }) {
    const [effect] = effects.filter((candidate) => candidate.is(markWrong));
    if (!effect) return marks.map(changes);
    if (!effect.value || newDoc.length === 0) return Decoration.none;
    // At least one character, even if something is missing at the end.
    const from = Math.min(effect.value.from, newDoc.length - 1);
    const to = Math.min(Math.max(effect.value.to, from + 1), newDoc.length);
    return Decoration.set([underline.range(from, to)]);
  },
  provide: (self) => EditorView.decorations.from(self),
});

const lines = gutterLineClass.compute([field, "doc"], (state) => {
  const at = state.field(field).iter();
  return at.value ? RangeSet.of([wrongLine.range(state.doc.lineAt(at.from).from)]) : RangeSet.empty;
});

export const errorMark: Extension = [field, lines];
