import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { creationSql } from "../../store/schema.ts";
import { readNameOrder } from "./name-order.ts";

test("a name that begins late has its place without the window that holds it", () => {
  const db = new Database(":memory:");
  db.exec(creationSql(new Set()));
  const add = db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, 0, 1)");
  const fill = (name: string, count: number) => {
    for (let i = 0; i < count; i++) add.run(name);
  };
  fill("early", 20_100);
  fill("late", 1);
  fill("early", 30_000);
  fill("never seen", 1);
  expect(readNameOrder(db, [])).toEqual(["early", "late"]);
  const window = [
    { name: "never seen", firstId: 50_102 },
    { name: "late", firstId: 60_000 },
  ];
  expect(readNameOrder(db, window)).toEqual(["early", "late", "never seen"]);
  db.close();
});
