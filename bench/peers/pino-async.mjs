/** pino with its asynchronous destination. */
import { openPino } from "./pino-lines.mjs";

export const open = (task) => openPino(task, false);
