/** docs/cli.md is the commands' own help. `UPDATE_DOCS=1 npm run check` rewrites it. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";

const page = fileURLToPath(new URL("../docs/cli.md", import.meta.url));
const COMMANDS = [
  [],
  ["dashboard"],
  ["run"],
  ["runs"],
  ["summary"],
  ["why"],
  ["compare"],
  ["query"],
  ["export"],
  ["prune"],
  ["clear"],
  ["doctor"],
  ["completion"],
];

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

test("the page of the command line is its help", async () => {
  const sections = [];
  for (const command of COMMANDS) {
    const { stdout } = await cli.run([...command, "--help"]);
    sections.push(`## spantom ${command.join(" ")}`.trimEnd(), `\`\`\`text\n${stdout.trimEnd()}\n\`\`\``);
  }
  const intro =
    "Made from `--help` by a test. Exit codes: 0 done, 1 the job failed, 2 wrong use, 3 a condition of `compare --fail-if` holds; 130, 143, 129 the dashboard was ended by Ctrl-C, SIGTERM, SIGHUP. `spantom run` ends with the code of its program.";
  const text = `# The command line\n\n${intro}\n\n${sections.join("\n\n")}\n`;
  if (process.env.UPDATE_DOCS) writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});
