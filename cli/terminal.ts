/** What standard output can show: how wide, and whether in colour. */

const USUAL_WIDTH = 80;
const NARROWEST = 40;
const WIDEST = 200;

/** Columns for help: COLUMNS where it says a number, as in a pager or a test, then the terminal's own. */
export function helpWidth(): number {
  const said = Number(process.env.COLUMNS);
  const columns = Number.isInteger(said) && said > 0 ? said : process.stdout.columns;
  return Math.min(WIDEST, Math.max(NARROWEST, columns || USUAL_WIDTH));
}

/** NO_COLOR wins over FORCE_COLOR; without both, colour is for a terminal that knows it. */
export function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== "dumb");
}
