/** Builds the command-line program into dist/cli/. */
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findUnshippable } from "./adapter/shipped.mjs";
import { bundleCommand } from "./bundle.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(at("../../package.json"), "utf8"));
rmSync(at("../../dist/cli/"), { recursive: true, force: true });
await bundleCommand(at("../../dist/cli/"), version);

// Built last, when everything to ship exists.
const problems = findUnshippable(at("../../dist/"), at("../..").replace(/[\\/]$/, ""));
if (problems.length > 0) throw new Error(`dist cannot be shipped:\n- ${problems.join("\n- ")}`);
