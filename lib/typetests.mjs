/**
 * Checks the published types (`dist/lib`) as a user's program sees them: with the oldest supported TypeScript and the
 * newest, and with either kind of decorators.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const COMPILERS = ["typescript-5.4", "typescript"];
const DECORATORS = ["standard", "legacy"];

const compilerOptions = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  // Our own .d.ts must be valid too, and self-contained: no types of Node or better-sqlite3 are available.
  skipLibCheck: false,
  types: [],
};

if (!existsSync(at("../dist/lib/index.d.ts"))) {
  console.error("type tests: dist/lib/index.d.ts is missing; run: npm run build:lib");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "spantom-types-"));
const installed = join(folder, "node_modules/spantom");
mkdirSync(join(installed, "dist"), { recursive: true });
cpSync(at("../package.json"), join(installed, "package.json"));
cpSync(at("../dist/lib"), join(installed, "dist/lib"), { recursive: true });
cpSync(at("fixtures/types"), folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');

let passed = 0;
let failed = 0;
for (const compiler of COMPILERS) {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  for (const decorators of DECORATORS) {
    const config = join(folder, `tsconfig.${decorators}.json`);
    const experimentalDecorators = decorators === "legacy";
    const files = ["shared.ts", "common.cts", `${decorators}-decorators.ts`];
    writeFileSync(config, JSON.stringify({ compilerOptions: { ...compilerOptions, experimentalDecorators }, files }));
    const tsc = [join(dirname(manifest), "bin/tsc"), "--project", config, "--pretty", "false"];
    const { status, stdout, stderr } = spawnSync(process.execPath, tsc, { cwd: folder, encoding: "utf8" });
    console.log(`TypeScript ${version}, ${decorators} decorators: ${status === 0 ? "ok" : "FAILED"}`);
    if (status === 0) passed += 1;
    else {
      failed += 1;
      console.log(`${stdout}${stderr}`);
    }
  }
}
rmSync(folder, { recursive: true });
console.log(failed > 0 ? `type tests: ${passed} passed, ${failed} failed` : `type tests: ${passed} passed`);
process.exitCode = failed > 0 ? 1 : 0;
