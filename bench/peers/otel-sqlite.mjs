/** OpenTelemetry with an exporter that writes Spantom's tables as Spantom does: the do-it-yourself alternative. */
import { countRows, insertRows, openDatabase, ROWS } from "../database.mjs";
import { openOtel } from "./otel-spans.mjs";

export const mayDrop = true;

/** Inserts flat values, 64 rows per statement and the rest one by one; returns the last id. */
function multiRow(db, table, columns) {
  const many = insertRows(db, table, columns, ROWS);
  const one = insertRows(db, table, columns, 1);
  const width = columns.length;
  return (values) => {
    let last = 0;
    let at = 0;
    for (; at + ROWS * width <= values.length; at += ROWS * width)
      last = many.run(...values.slice(at, at + ROWS * width)).lastInsertRowid;
    for (; at < values.length; at += width) last = one.run(...values.slice(at, at + width)).lastInsertRowid;
    return last;
  };
}

export function open(task) {
  const db = openDatabase(task);
  const insertSpans = multiRow(db, "spans", ["name", "start", "duration"]);
  const insertTags = multiRow(db, "span_tags", ["span_id", "key", "value"]);
  const write = db.transaction((batch) => {
    const spans = [];
    for (const { name, startTime, duration } of batch)
      spans.push(name, startTime[0] + startTime[1] / 1e9, duration[0] + duration[1] / 1e9);
    let id = insertSpans(spans) - batch.length;
    const tags = [];
    for (const { attributes } of batch) {
      id++;
      for (const key in attributes) tags.push(id, key, String(attributes[key]));
    }
    insertTags(tags);
  });
  const otel = openOtel({
    export(batch, done) {
      write.immediate(batch);
      done({ code: 0 });
    },
    shutdown: async () => {},
    forceFlush: async () => {},
  });
  return { ...otel, count: () => countRows(task) };
}
