/** What standard output can show: how wide, and whether in colour. */

const USUAL_WIDTH = 80;
const NARROWEST = 40;
const WIDEST = 200;

/** Columns for help. */
export function helpWidth(): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns() || USUAL_WIDTH));
}

/** Columns for what a command finds; without end in a pipe, where programs want texts whole. */
export function lineWidth(): number {
  return Math.max(NARROWEST, columns() || Number.POSITIVE_INFINITY);
}

/** COLUMNS where it says a number, as in a pager or a test, then the terminal's own. */
function columns(): number | undefined {
  const said = Number(process.env.COLUMNS);
  return Number.isInteger(said) && said > 0 ? said : process.stdout.columns;
}

/** NO_COLOR wins over FORCE_COLOR; without both, colour is for a terminal that knows it. */
export function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== "dumb");
}
