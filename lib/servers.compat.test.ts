/**
 * The servers of docs/servers.md, and the README's functions for them, in the real frameworks, installed from the
 * registry: they are started as written and requested over HTTP, and their spans are read back.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, type Project, waitFor } from "./fixtures/project.ts";
import { ask, readRecorded } from "./fixtures/recorded.ts";

const FRAMEWORKS = {
  express5: "npm:express@5.3.0",
  express4: "npm:express@4.22.3",
  fastify5: "npm:fastify@5.12.8",
  fastify4: "npm:fastify@4.29.1",
};

let project: Project;
beforeAll(() => {
  project = createProject();
  // Separate from the project's own packages, which npm would remove.
  mkdirSync(project.at("frameworks"));
  project.write("frameworks/package.json", JSON.stringify({ private: true, dependencies: FRAMEWORKS }));
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const { status, stderr } = spawnSync("npm", install, { cwd: project.at("frameworks"), encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
afterAll(() => project.remove());

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const recipes = [...read("docs/servers.md").matchAll(/```js\n(.*?)```/gs)].map(([, code = ""]) => code);
const [express = "", fastify = ""] = recipes;
/** The functions of the README's block about servers, without its server. */
const [, functions = ""] = /(\/\/ Express: app\.use\(traced\).*?)\nconst server/s.exec(read("README.md")) ?? [];

/** Makes `import "express"`, or `"fastify"`, resolve to one of the installed versions. */
function use(framework: keyof typeof FRAMEWORKS): void {
  const place = project.at(`node_modules/${framework.replace(/\d$/, "")}`);
  rmSync(place, { force: true });
  symlinkSync(project.at(`frameworks/node_modules/${framework}`), place, "dir");
}

/** Starts a server and waits for its address. */
async function serve(code: string, file: string) {
  writeFileSync(project.at("server.mjs"), code);
  const node = ["--import", project.at("any-port.mjs")];
  const server = project.start("server.mjs", [], { node, env: { SPANTOM_DB: file, NODE_ENV: "test" } });
  const ended = waitFor(server);
  const [address] = await Promise.race([once(server.stdout, "data"), ended.then((how) => Promise.reject(how))]);
  const url = new URL(String(address).split("\n")[0] ?? ""); // The first, if it listens on several.
  return {
    url,
    async post(path: string, body: unknown) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(new URL(path, url), { method: "POST", headers, body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    },
    /** Sends the body, or disconnects without, once the headers have been read and the request is being served. */
    async postLate(path: string, body?: unknown) {
      const text = JSON.stringify(body ?? null);
      const headers = { "content-type": "application/json", "content-length": text.length, expect: "100-continue" };
      const sent = request(new URL(path, url), { method: "POST", headers });
      sent.flushHeaders();
      await once(sent, "continue");
      if (body === undefined) {
        sent.on("error", () => {}); // Caused by disconnecting.
        sent.destroy();
        return undefined;
      }
      sent.end(text);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      return (await response.toArray()).join("");
    },
    stop() {
      server.kill();
      return ended;
    },
  };
}

/** Each request's tags, and how it failed, sorted as text because some are served concurrently. */
const REQUESTS = `
  SELECT coalesce(e.type || ': ', '') ||
    (SELECT group_concat(key || ' ' || value, ', ') FROM (SELECT * FROM span_tags WHERE span_id = s.id ORDER BY id))
  FROM spans s LEFT JOIN span_errors e ON e.span_id = s.id WHERE s.name = 'request' ORDER BY 1`;

/** Requests: three at once, one with a late body, one that fails, one to no route, one whose client disconnects. */
async function askAll(code: string, file: string) {
  const server = await serve(code, file);
  const sums = await Promise.all([1, 2, 3].map((n) => server.post("/sums/numbers?of=mine", { numbers: [n, n] })));
  expect(sums.map(({ text }) => text)).toEqual(['{"sum":2}', '{"sum":4}', '{"sum":6}']);
  expect(await server.postLate("/sums/late", { numbers: [4, 4] })).toBe('{"sum":8}');
  expect(await server.post("/sums/nothing", {})).toMatchObject({ status: 500 });
  expect(await server.post("/elsewhere", {})).toMatchObject({ status: 404 });
  await server.postLate("/sums/unsent");
  // Waits until the last is written, including its failure: the signal ends the server at once.
  await expect.poll(() => ask<string>(file, REQUESTS).filter(isLeft)).toEqual([expect.stringContaining("Error: ")]);
  await expect.poll(() => readRecorded(file).count).toEqual({ request: 7, add: 5 });
  expect(await server.stop()).toMatchObject({ signal: "SIGTERM" });
  const { links, faults } = readRecorded(file);
  expect({ links, faults }).toEqual({ links: ["add < request"], faults: [] });
  expect(ask(file, "SELECT count(*) FROM span_links")).toEqual([5]);
  return ask<string>(file, REQUESTS).filter((request) => !isLeft(request));
}

/** A request whose client has disconnected: how far it got by then varies. */
const isLeft = (request: string) => request.endsWith("sent false");

test("docs/servers.md has a program for each", () => {
  expect(recipes).toHaveLength(2);
  expect(express).toContain('from "express"');
  expect(fastify).toContain('from "fastify"');
});

test.each(["express5", "express4"] as const)("the program for Express, in %s", async (framework) => {
  use(framework);
  expect(await askAll(express, project.at(`${framework}.db`))).toEqual([
    "TypeError: method POST, path /sums/nothing, status 500, route /sums/:of, sent true",
    "method POST, path /elsewhere, status 404, sent true",
    "method POST, path /sums/late, status 200, route /sums/:of, sent true",
    ...Array(3).fill("method POST, path /sums/numbers, status 200, route /sums/:of, sent true"),
  ]);
});

test.each(["fastify5", "fastify4"] as const)("the program for Fastify, in %s", async (framework) => {
  use(framework);
  expect(await askAll(fastify, project.at(`${framework}.db`))).toEqual([
    "TypeError: method POST, route /sums/:of, status 500, sent true",
    ...Array(4).fill("method POST, route /sums/:of, status 200, sent true"),
    "method POST, status 404, sent true",
  ]);
});

const HELLO = 'SP.span("answer", () => "hello")';
test.each([
  [
    "express5",
    `import express from "express"; const app = express(); app.use(traced);
    app.use(express.json()); app.post("/hello", (_, response) => response.send(${HELLO})); app.listen(3000);`,
  ],
  [
    "fastify5",
    `import Fastify from "fastify"; const app = Fastify(); traceFastify(app);
    app.post("/hello", async () => ${HELLO}); app.listen({ port: 3000 });`,
  ],
] as const)("the README's functions, in %s", async (framework, program) => {
  use(framework);
  const file = project.at(`readme-${framework}.db`);
  const server = await serve(`import { SP } from "spantom"; ${program}\n${functions}`, file);
  expect(await server.post("/hello?to=you", {})).toEqual({ status: 200, text: "hello" });
  expect(await server.postLate("/hello", {})).toBe("hello");
  await expect.poll(() => readRecorded(file)).toMatchObject({ count: { request: 2, answer: 2 }, faults: [] });
  await server.stop();
  expect(readRecorded(file).links).toEqual(["answer < request"]);
  expect(ask(file, "SELECT count(*) FROM span_links")).toEqual([2]);
  expect(ask(file, REQUESTS)).toEqual(Array(2).fill("method POST, path /hello, status 200"));
});
