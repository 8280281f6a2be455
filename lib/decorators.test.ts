/** Decorators and blocks as each compiler writes them, run by plain Node. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMPILERS } from "./fixtures/compilers.ts";
import { createProject, type Project } from "./fixtures/project.ts";
import { readRecorded } from "./fixtures/recorded.ts";
import { queryFile } from "./fixtures/traced-file.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

const TAGS = "SELECT name, key, value FROM spans JOIN span_tags ON span_id = spans.id ORDER BY span_tags.id";

describe.each(COMPILERS)("$name", ({ name, decorators, compile }) => {
  const slug = name.replace(/\W+/g, "-");

  async function run(fixture: string) {
    const program = project.at(`${slug}-${fixture.replace(/ts$/, "mjs")}`);
    const file = project.at(`${slug}-${fixture}.db`);
    compile(fixture, program);
    const outcome = await project.run(program, [], { env: { SPANTOM_DB: file } });
    return { file, outcome };
  }

  test("methods of every kind, named, bare and stacked", async () => {
    const { file, outcome } = await run("decorated.ts");
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual([
      ...[11, 10, 10, 10, 10, true, true, 10, 7, [10, 2], 10, 2, 10, 10, 10, 11, true],
      ...["method", 2, ["base"]],
    ]);
    const { spans, links, errors, faults } = readRecorded(file);
    expect(spans.map((span) => span.name)).toEqual([
      ...["method", "given", "tagged", "bare", "later", "fixed", "bareFixed", "read", "write"],
      ...["steps", "laterSteps", "[symbolic]", "computed", "inner", "outer", "inherited", "inherited", "throws"],
    ]);
    expect(links).toEqual(["inherited < inherited", "inner < outer"]);
    expect(errors).toEqual({ throws: "TypeError" });
    expect(faults).toEqual([]);
    expect(queryFile(file, TAGS)).toEqual([
      ["method", "x", "1"],
      ["tagged", "kind", "csv"],
      ["later", "later", "true"],
      ["steps", "step", "2"],
    ]);
  });

  const only = (kind: string) => (decorators === kind ? test : () => {});

  only("standard")("private methods, fields that hold functions, and accessors", async () => {
    const { file, outcome } = await run("decorated-standard.ts");
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual([11, "fixed", 12, 10, "fixed", 5, 2, 3]);
    expect(readRecorded(file).spans.map((span) => span.name)).toEqual([
      ...["#hidden", "#hiddenFixed", "arrow", "bareArrow", "fixedArrow"],
      ...["kept", "kept", "both, set", "both"],
    ]);
    expect(queryFile(file, TAGS)).toEqual([["#hidden", "x", "1"]]);
  });

  only("legacy")("a field is refused in one line that says so", async () => {
    const { outcome } = await run("decorated-field.ts");
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain("TypeError: SP.span() decorates methods and accessors; arrow is a field");
  });

  test("blocks by `using`", async () => {
    const { file, outcome } = await run("blocks.ts");
    expect(outcome).toMatchObject({ code: 0, stderr: "", stdout: "true\n" });
    const { count, links, errors } = readRecorded(file);
    expect(count).toEqual({ turn: 2, work: 2, around: 1, later: 1, child: 1, outer: 1, inner: 1 });
    expect(links).toEqual(["child < later", "inner < outer", "later < around", "work < turn"]);
    expect(errors).toEqual({});
    expect(queryFile(file, TAGS)).toEqual([
      ["work", "in", "1"],
      ["turn", "turn", "1"],
      ["work", "in", "2"],
      ["turn", "turn", "2"],
      ["later", "later", "true"],
    ]);
  });
});
