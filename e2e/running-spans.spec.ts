import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test, WRITES } from "./dashboard.ts";
import { NO_FILE } from "./files.ts";
import { bin, root, run } from "./running.ts";

test.use({ source: NO_FILE });

const programs: ChildProcess[] = [];
test.afterEach(() => {
  for (const program of programs.splice(0)) program.kill("SIGKILL");
});

/** Starts a program whose span waits: for a line, after which another span ends in it, and for a second line. */
function startWaiting(dbPath: string): ChildProcess {
  const library = join(root, "dist/lib/index.js").replaceAll("\\", "/");
  const program = `
    import { pathToFileURL } from "node:url";
    const { SP } = await import(pathToFileURL(${JSON.stringify(library)}).href);
    const told = () => new Promise((resolve) => process.stdin.once("data", resolve));
    await SP.span("job", { queue: "emails" }, async () => {
      await told();
      SP.span("step", () => {});
      await told();
    });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, SPANTOM_DB: dbPath },
    stdio: ["pipe", "ignore", "inherit"],
  });
  programs.push(child);
  return child;
}

test("a span is shown while it runs, and as a span when it has ended", WRITES, async ({ page, dashboard }) => {
  const { dbPath, url } = dashboard;
  await page.goto("/");
  const program = startWaiting(dbPath);
  await expect(page.getByRole("heading", { name: "No span has ended yet" })).toBeVisible();
  const list = page.getByRole("table", { name: "Running spans" });
  await expect(list.getByRole("row", { name: /^running job/ })).toBeVisible();
  program.stdin?.write("go on");
  // The page of the first span that has ended, with the one that runs above it.
  const newest = page.getByRole("table", { name: "Newest spans" });
  const rows = newest.getByRole("row");
  await expect(rows.nth(2)).toContainText("step");
  await expect(rows.nth(1)).toContainText(/running.*job.*emails/);
  const before = await rows.nth(1).textContent();
  await expect(rows.nth(1), "what it has taken so far").not.toHaveText(before ?? "");
  await expect(rows.nth(1)).toContainText(/running.*job.*emails/);
  const { running, spans } = await (await fetch(`${url}/overview.json`)).json();
  expect(spans).toBe(1);
  expect(running).toMatchObject({ running: 1, silent: 0, gone: 0 });
  expect(running.spans).toMatchObject([{ name: "job", state: "running", tags: [{ key: "queue", value: "emails" }] }]);
  for (const [query, count] of [
    ["name=job", 1],
    ["name=step", 0],
    ["name=job&tag=queue%3Demails", 1],
    ["tag=queue%3Dothers", 0],
    ["until=1", 0],
  ] as const)
    expect((await (await fetch(`${url}/overview.json?${query}`)).json()).running.spans, query).toHaveLength(count);
  expect(await run(process.execPath, [bin, "summary", "--db-path", dbPath], root)).toContain(
    "\n1 span is running; not in the figures above.\n",
  );
  program.stdin?.end("go on");
  await expect(page.getByRole("button", { name: "1 new span, show" })).toBeVisible();
  await expect(newest.getByText("running")).toBeHidden();
  await page.getByRole("button", { name: "1 new span, show" }).click();
  await expect(rows.nth(1)).toContainText("job");
  await expect(newest.getByRole("link")).toHaveText(["2", "1"]);
});

test("after kill -9 it says what was running", WRITES, async ({ page, dashboard }) => {
  const program = startWaiting(dashboard.dbPath);
  await page.goto("/");
  const row = page.getByRole("table", { name: "Running spans" }).getByRole("row").nth(1);
  await expect(row).toContainText(/running.*job/);
  program.kill("SIGKILL");
  await expect(row).toContainText(/gone.*job.*≥/);
  await expect(row.getByTitle(/its process has ended since/)).toBeVisible();
  await page.reload();
  await expect(row).toContainText(/gone.*job/);
});
