/** A million spans in one loop that never yields: all are in the file or counted, and memory is bounded. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask } from "../fixtures/recorded.ts";

const SPANS = 1_000_000;
/** Megabytes, including whatever waits to be written; a million spans kept as objects would take more. */
const GROWTH = 250;

const PROGRAM = `
  import { SP } from "spantom";
  const names = { one: () => "span", many: (i) => "span number " + i };
  const name = names[process.argv[2]];
  const megabytes = () => process.memoryUsage().rss / 2 ** 20;
  SP.span("first", () => {});
  const before = megabytes();
  let most = before;
  for (let i = 1; i < ${SPANS}; i++) {
    SP.span(name(i), { i }, () => {});
    if (i % 10_000 === 0) most = Math.max(most, megabytes());
  }
  SP.close();
  console.log(JSON.stringify({ dropped: SP.summary().dropped, growth: Math.round(most - before) }));`;

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write("loop.mjs", PROGRAM);
});
afterAll(() => project.remove());

test.each(["one", "many"])("a million spans of %s name(s)", async (names) => {
  const file = project.at(`${names}.db`);
  const { code, stdout } = await project.run("loop.mjs", [names], { env: { SPANTOM_DB: file } });
  expect(code).toBe(0);
  const { dropped, growth } = JSON.parse(stdout) as { dropped: number; growth: number };
  expect(growth).toBeLessThan(GROWTH);
  const written = ask<number>(file, "SELECT count(*) FROM spans")[0] ?? 0;
  expect(written + dropped).toBe(SPANS);
  expect(written).toBeGreaterThan(SPANS / 10);
  expect(ask(file, "SELECT count(*) FROM spans WHERE id NOT IN (SELECT span_id FROM span_tags)")).toEqual([1]);
});
