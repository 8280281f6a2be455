import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, type Project } from "./fixtures/project.ts";
import { readRecorded } from "./fixtures/recorded.ts";

const script = readFileSync(fileURLToPath(new URL("./fixtures/endings.mjs", import.meta.url)), "utf8");
let project: Project;
beforeAll(async () => {
  project = await createProject();
  project.write("endings.mjs", script);
});
afterAll(() => project.remove());
const names = [...script.matchAll(/^ {2}"?([\w., ]+)"?: (?:async )?\(|^ {2}(SIG\w+): /gm)].map(
  (m) => m[1] ?? (m[2] as string),
);
let n = 0;
test.concurrent.each(names)("%s", async (name) => {
  const db = project.at(`${n++}.db`);
  const out = await project.run("endings.mjs", [name], { env: { SPANTOM_DB: db } });
  const off = await project.run("endings.mjs", [name], { env: { SPANTOM_DB: `${db}x`, SPANTOM_DISABLED: "1" } });
  const { spans, ...r } = readRecorded(db);
  console.log(
    name,
    JSON.stringify(r),
    out.code,
    out.signal,
    out.code === off.code && out.signal === off.signal,
    out.stdout === off.stdout,
  );
  if (out.stderr !== off.stderr) console.log(name, "DIFF", out.stderr, "----", off.stderr);
});
