/** The same without the index on `span_tags (span_id)`: what that index costs. */
import { open as openRaw } from "./raw-multi.mjs";

export const open = (task) => openRaw(task, { index: false });
