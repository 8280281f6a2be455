/** pino with its synchronous destination. */
import { openPino } from "./pino-lines.mjs";

export const open = (task) => openPino(task, true);
