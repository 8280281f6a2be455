/** Tracing inside a user's Next.js application: it is built, started and requested, and its spans are read back. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, type Project, waitFor } from "./fixtures/project.ts";
import { readRecorded } from "./fixtures/recorded.ts";

const FILES = {
  "package.json": '{ "private": true, "type": "module" }',
  "app/layout.js": "export default ({ children }) => <html lang='en'><body>{children}</body></html>;",
  "app/page.js": `import { connection } from "next/server";
    import { SP } from "spantom";
    import Client from "./client";
    export default async function Page() {
      await connection();
      const answer = await SP.span("page", async () => { SP.tag({ in: "a server component" }); return 42; });
      return <main>{"answer " + answer} <Client /></main>;
    }`,
  "app/client.js": `"use client";
    import { SP } from "spantom";
    export default function Client() {
      return <button onClick={() => SP.span("click", () => {})}>click</button>;
    }`,
  "app/work/route.js": `import { SP } from "spantom";
    export const dynamic = "force-dynamic";
    const step = SP.span("step")((i) => { SP.tag({ i }); return i; });
    export async function GET() {
      await SP.span("route", async () => { for (let i = 0; i < 5; i++) step(i); });
      return Response.json(SP.summary().spanCount);
    }`,
};

let project: Project;
beforeAll(() => {
  project = createProject(["next", "react", "react-dom"]);
  mkdirSync(project.at("app/work"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) project.write(name, text);
});
afterAll(() => project.remove());

const QUIET = { NEXT_TELEMETRY_DISABLED: "1" };
const NEXT = "node_modules/next/dist/bin/next";

/** Starts the built application and waits for its address. */
async function start(file: string) {
  const env = { ...QUIET, SPANTOM_DB: file };
  const server = project.start(NEXT, ["start", "--port", "0", "--hostname", "127.0.0.1"], { env });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    for (const stream of [server.stdout, server.stderr])
      stream.on("data", (data) => {
        said += data;
        const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)?.[0];
        if (found && said.includes("Ready")) resolve(found);
      });
    server.on("close", () => reject(new Error(said)));
  });
  const ended = waitFor(server);
  return {
    get: async (path: string) => (await fetch(url + path)).text(),
    stop() {
      server.kill();
      return ended;
    },
  };
}

/** The code that is sent to the browser. */
function clientCode(): string {
  const files = readdirSync(project.at(".next/static"), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(project.at(`.next/static/${name}`), "utf8"))
    .join();
}

// The fixture's packages are links to outside its folder, which Turbopack follows only within its root.
const ROOT = { turbopack: { root: parse(import.meta.dirname).root }, agentRules: false };

test.each([
  ["Turbopack, without a line for it", [], {}],
  ["webpack, left external", ["--webpack"], { serverExternalPackages: ["spantom", "better-sqlite3"] }],
])(
  "%s",
  async (name, flags, config) => {
    project.write("next.config.mjs", `export default ${JSON.stringify({ ...ROOT, ...config })};`);
    const built = await project.run(NEXT, ["build", ...flags], { env: QUIET });
    expect(built, built.stdout + built.stderr).toMatchObject({ code: 0 });
    expect(clientCode()).toContain("anonymous_span");
    expect(clientCode()).not.toMatch(/span_tags|better-sqlite3/);

    const file = project.at(`${name.slice(0, 7)}.db`);
    const server = await start(file);
    expect(await server.get("/work")).toBe("6");
    expect(await server.get("/")).toContain("answer 42");
    expect(await server.get("/work")).toBe("13");
    expect((await server.stop()).stderr).toBe("");
    expect(readRecorded(file)).toMatchObject({
      count: { page: 1, route: 2, step: 10 },
      links: ["step < route"],
      tagCount: 11,
      runs: 1,
      faults: [],
    });
  },
  300_000,
);
