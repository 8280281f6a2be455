import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Registry, startRegistry } from "../../fixtures/registry.ts";
import { isInstalled } from "./install.mjs";

const made = mkdtempSync(join(tmpdir(), "spantom install "));
afterAll(() => rmSync(made, { recursive: true, force: true }));

const readJson = (file: string | URL) => JSON.parse(readFileSync(file, "utf8"));

function write(file: string, content: string | object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** The version of every package in a node_modules, by path. */
function listVersions(modules: string): Record<string, string> {
  const manifests = readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("package.json"),
  );
  return Object.fromEntries(
    manifests.map((file) => [dirname(file).replaceAll("\\", "/"), readJson(join(modules, file)).version]),
  );
}

describe("with a registry that has newer patches than the lock file", () => {
  /** `better-sqlite3` 1 has to be compiled, and 2 crashes on this Node. */
  const PUBLISHED = [
    ...["1.0.0", "1.0.1"].flatMap((version) => [
      { name: "tool", version, dependencies: { leaf: "^1.0.0", "file-finder": "^1.0.0" } },
      { name: "leaf", version },
      { name: "file-finder", version },
    ]),
    {
      name: "better-sqlite3",
      version: "1.0.0",
      dependencies: { "file-finder": "^1.0.0" },
      scripts: { install: "node compile.js" },
      files: {
        "compile.js": `const { appendFileSync, writeFileSync } = require("node:fs");
          appendFileSync(process.env.COMPILED, "once\\n");
          writeFileSync("driver.node", "compiled");`,
        "index.js": `require("file-finder");
          require("node:fs").readFileSync(__dirname + "/driver.node");
          module.exports = class { close() {} };`,
      },
    },
    { name: "better-sqlite3", version: "2.0.0", files: { "index.js": "process.abort();" } },
  ];
  const LOCKED = {
    "node_modules/better-sqlite3": { version: "2.0.0" },
    "node_modules/file-finder": { version: "1.0.0", dev: true },
    "node_modules/leaf": { version: "1.0.0", dev: true },
    "node_modules/tool": { version: "1.0.0", dev: true, dependencies: { leaf: "^1.0.0", "file-finder": "^1.0.0" } },
  };
  const INSTALLED = {
    "better-sqlite3": "1.0.0",
    "better-sqlite3/node_modules/file-finder": "1.0.1",
    "file-finder": "1.0.0",
    leaf: "1.0.0",
    tool: "1.0.0",
  };

  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry(made, PUBLISHED);
  });
  afterAll(() => registry.close());

  const compiled = join(made, "compiled.txt");
  const countCompiled = () => (existsSync(compiled) ? readFileSync(compiled, "utf8").match(/once/g)?.length : 0);

  function makeCheckout(name: string): string {
    const root = join(made, name);
    const manifest = {
      name: "checkout",
      version: "1.0.0",
      dependencies: { "better-sqlite3": "1.0.0 || ^2.0.0" },
      devDependencies: { tool: "^1.0.0" },
    };
    write(join(root, "package.json"), manifest);
    write(join(root, "package-lock.json"), { lockfileVersion: 3, packages: { "": manifest, ...LOCKED } });
    return root;
  }

  /** Runs it as a separate program, because it works in the current folder. Returns its output. */
  async function install(root: string): Promise<string> {
    const url = new URL("install.mjs", import.meta.url).href;
    const program = `import { install } from ${JSON.stringify(url)}; await install("1.0.0");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: root,
      env: {
        ...process.env,
        COMPILED: compiled,
        NODE_ENV: "production",
        no_proxy: "127.0.0.1",
        npm_config_registry: registry.url,
        npm_config_cache: join(made, "cache"),
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code, output).toBe(0);
    return output;
  }

  const fresh = join(made, "fresh");
  let firstInstall: Promise<string> | undefined;
  function installFresh(): Promise<string> {
    firstInstall ??= install(makeCheckout("fresh"));
    return firstInstall;
  }

  /** A checkout that was installed before. */
  async function makeInstalled(name: string): Promise<string> {
    await installFresh();
    cpSync(fresh, join(made, name), { recursive: true, verbatimSymlinks: true });
    return join(made, name);
  }

  test("only better-sqlite3 is replaced, and the second start goes straight on", async () => {
    const first = await installFresh();
    expect(first).toContain("Installing the dependencies");
    expect(first).toContain("Building better-sqlite3 1.0.0");
    expect(listVersions(join(fresh, "node_modules"))).toEqual(INSTALLED);
    const asked = registry.requests.length;
    expect(await install(fresh)).toBe("");
    expect(registry.requests.length).toBe(asked);
    expect(countCompiled()).toBe(1);
  });

  test("a tree that is off the lock file is installed anew without compiling anew", async () => {
    const root = await makeInstalled("off the lock");
    const before = countCompiled();
    write(join(root, "node_modules/leaf/package.json"), { name: "leaf", version: "1.0.1" });
    expect(await install(root)).toContain("Installing the dependencies");
    expect(listVersions(join(root, "node_modules"))).toEqual(INSTALLED);
    expect(countCompiled()).toBe(before);
    expect(await install(root)).toBe("");
  });

  test("what was stopped at any point is finished by the next start", async () => {
    const root = await makeInstalled("stopped");
    const modules = join(root, "node_modules");
    const driver = join(modules, "better-sqlite3");
    const staged = join(modules, ".better-sqlite3-new");
    const built = join(root, ".next/cache/better-sqlite3-1.0.0/node_modules/better-sqlite3");
    const files = readdirSync(driver);
    const stops = {
      "while compiling": () => {
        rmSync(join(built, "driver.node"));
        write(join(driver, "package.json"), { version: "2.0.0" });
      },
      "while copying": () => {
        write(join(driver, "package.json"), { version: "2.0.0" });
        write(join(staged, "package.json"), { version: "1.0.0" });
        write(join(staged, "half.js"), "");
      },
      "while removing the old one": () => rmSync(join(driver, "index.js")),
      "before the new one got its name": () => {
        cpSync(driver, staged, { recursive: true });
        rmSync(driver, { recursive: true });
      },
    };
    for (const [stop, makeState] of Object.entries(stops)) {
      makeState();
      await install(root);
      expect(listVersions(modules), stop).toEqual(INSTALLED);
      expect(existsSync(staged), stop).toBe(false);
      expect(readdirSync(driver), stop).toEqual(files);
    }
  });
});

describe("what is not as the lock file says", () => {
  const LOCK = {
    "": { version: "1.0.0" },
    lib: { version: "1.0.0" },
    "node_modules/better-sqlite3": { version: "13.0.0" },
    "node_modules/lib": { link: true, resolved: "lib" },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
    "node_modules/this-platform": { version: "1.0.0", optional: true },
    "node_modules/tool": { version: "1.0.0", dev: true },
    "node_modules/tool/node_modules/leaf": { version: "2.0.0", dev: true },
  };
  const { "": _root, "node_modules/other-platform": _other, ...RECORD } = LOCK;

  function makeTree(): string {
    const root = mkdtempSync(join(made, "tree-"));
    write(join(root, "package-lock.json"), { packages: LOCK });
    for (const [path, entry] of Object.entries(RECORD)) write(join(root, path, "package.json"), entry);
    write(join(root, "node_modules/.package-lock.json"), { packages: RECORD });
    return root;
  }

  test("is nothing after npm has installed", () => expect(isInstalled(makeTree())).toBe(true));

  const remove = (path: string) => (root: string) => rmSync(join(root, "node_modules", path), { recursive: true });
  const put = (path: string, content: string | object) => (root: string) => write(join(root, path), content);
  const { "node_modules/tool": _tool, ...PARTIAL } = RECORD;
  test.each([
    [
      "another version of what a package needs",
      put("node_modules/tool/node_modules/leaf/package.json", { version: "2.0.1" }),
    ],
    [
      "a package that the lock file now has in another version",
      put("package-lock.json", { packages: { ...LOCK, "node_modules/tool": { version: "1.0.1" } } }),
    ],
    [
      "a package that the lock file has gained",
      put("package-lock.json", { packages: { ...LOCK, "node_modules/more": { version: "1.0.0" } } }),
    ],
    [
      "a package that was left out, as development tools are in production",
      put("node_modules/.package-lock.json", { packages: PARTIAL }),
    ],
    ["a deleted package", remove("tool/node_modules")],
    ["a deleted package for this platform", remove("this-platform")],
    ["a deleted link to a workspace", remove("lib")],
    ["a manifest that was cut off", put("node_modules/tool/package.json", '{"version": "1.0')],
    ["an installation that was stopped", remove(".package-lock.json")],
    ["no installation", remove("")],
  ])("%s", (_what, change) => {
    const root = makeTree();
    change(root);
    expect(isInstalled(root)).toBe(false);
    expect(isInstalled(root, true)).toBe(false);
  });

  test("another better-sqlite3, unless it is replaced on this Node", () => {
    const root = makeTree();
    write(join(root, "node_modules/better-sqlite3/package.json"), { version: "12.0.0" });
    expect(isInstalled(root)).toBe(false);
    expect(isInstalled(root, true)).toBe(true);
  });
});

test("the published package has no script that npm runs when it is installed", () => {
  const { scripts } = readJson(new URL("../../../package.json", import.meta.url));
  for (const name of ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"])
    expect(scripts).not.toHaveProperty(name);
});
