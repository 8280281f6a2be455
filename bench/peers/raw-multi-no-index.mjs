/** raw-multi.mjs without the index on `span_tags (span_id)`: shows its cost. */
import { open as openRaw } from "./raw-multi.mjs";

export const open = (task) => openRaw(task, { index: false });
