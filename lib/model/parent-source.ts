/** Where it is known from whose child a span is. */

/** `both` in a file that holds runs as well as spans that the Python package wrote. */
export type ParentSource = "recorded" | "containment" | "both";

/** What people call it, in pane titles. */
export const SOURCE_WORDS: Readonly<Record<ParentSource, string>> = {
  recorded: "parents recorded",
  containment: "parents from containment",
  both: "parents recorded, from containment where none are",
};
