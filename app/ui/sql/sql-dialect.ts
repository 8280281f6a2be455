/**
 * SQL as SQLite reads it. The editor's own SQLite mode also takes the words of other databases for keywords, `start` and
 * `value` among them, which are columns here.
 */
import { SQLDialect } from "@codemirror/lang-sql";

export const dialect = SQLDialect.define({
  keywords: `all and as asc between by case collate cross current_date current_time current_timestamp desc distinct else
    end escape except exists exclude explain filter first following from full glob group groups having in indexed inner
    intersect is isnull join last left like limit materialized natural not notnull null nulls offset on or order others
    outer over partition plan preceding query range recursive regexp right row rows select then ties unbounded union
    using values when where window with without`,
  types: "blob float int integer numeric real text timestamp",
  builtin: `abs avg cast ceil coalesce concat count cume_dist date datetime dense_rank exp first_value floor
    format group_concat iif ifnull instr json_each json_extract julianday lag last_value lead length ln log log10 log2
    lower ltrim max median min mod ntile nullif percent_rank percentile pow power printf quote rank replace round row_number rtrim
    sign sqrt strftime string_agg substr substring sum time total trim typeof unixepoch upper`,
  operatorChars: "*+-%<>!=&|/~",
  identifierQuotes: '`"',
  specialVar: "@:?$",
});
