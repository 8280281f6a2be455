/** What other programs read from an export. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./dashboard.ts";
import { run } from "./running.ts";

test("Python's own csv module finds every span", async ({ dashboard, folder }) => {
  const file = join(folder, "spans.csv");
  writeFileSync(file, await (await fetch(`${dashboard.url}/export?format=csv`)).text());
  const script = "import csv, sys; print(sum(1 for _ in csv.DictReader(open(sys.argv[1], newline=''))))";
  expect((await run("python3", ["-c", script, file], folder)).trim()).toBe("2980");
});
