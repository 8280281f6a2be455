/** What is loaded before any command runs: little, so that help is instant. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

async function listLoaded(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  const loaded = new Set([entry]);
  for (const file of loaded)
    for (const { kind, path, external } of metafile.inputs[file]?.imports ?? [])
      if (kind === "import-statement" && !external) loaded.add(path);
  return [...loaded];
}

test("no command's heavy part is loaded before it is asked for", async () => {
  const loaded = await listLoaded("cli/index.ts");
  expect(loaded).toEqual(expect.arrayContaining(["cli/commands/why.ts", "cli/commands/dashboard.ts"]));
  const heavy =
    /^lib\/(analysis|columns|queries|reader|stats|writer|tracer)\/|^cli\/serve\/(?!base-path\.ts)|^cli\/commands\/\w+\//;
  expect(loaded.filter((file) => heavy.test(file))).toEqual([]);
});
