/** Neither the dashboard nor its processes ever use the network. The page's own requests are checked in every test. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, queryPage, test } from "./dashboard.ts";
import { bin, pythonWritten, run, startDashboard } from "./running.ts";

const recorder = new URL("record-connects.mjs", import.meta.url);

function recordInto(file: string): readonly string[] {
  return [process.execPath, "--import", `${recorder}?to=${encodeURIComponent(file)}`];
}

test("any use of the network would be recorded", async ({ folder }) => {
  const file = join(folder, "noted.txt");
  const program = `
    import { fork } from "node:child_process";
    import { lookup } from "node:dns/promises";
    import { connect } from "node:net";
    if (process.argv[2]) connect({ port: 9, host: "127.0.0.3" }).on("error", () => {});
    else {
      fork(new URL(import.meta.url), ["child"]);
      connect(9, "127.0.0.1").on("error", () => {});
      await fetch("http://127.0.0.2:49151/").catch(() => {});
      await lookup("name.invalid").catch(() => {});
    }`;
  const path = join(folder, "program.mjs");
  writeFileSync(path, program);
  const [node = "", ...args] = recordInto(file);
  await run(node, [...args, path], folder);
  expect(new Set(readFileSync(file, "utf8").trim().split("\n"))).toEqual(
    new Set(["connect 127.0.0.1:9", "connect 127.0.0.2:49151", "lookup name.invalid", "connect 127.0.0.3:9"]),
  );
});

test("the dashboard asks nothing of the network while all of it is used", async ({ folder, browser }) => {
  const file = join(folder, "noted.txt");
  copyFileSync(pythonWritten, join(folder, "spans.db"));
  const dashboard = await startDashboard(join(folder, "spans.db"), { command: [...recordInto(file), bin] });
  const page = await browser.newPage({ baseURL: dashboard.url });
  for (const path of ["/", "/explore?name=parse&why=slowest", "/span/2", "/compare", "/nowhere"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByRole("progressbar")).toHaveCount(0);
  }
  await page.goto("/query");
  await queryPage(page).drawn(100);
  for (const path of ["/export?format=csv", "/query.json?sql=SELECT+1", "/overview.csv"])
    expect((await page.request.get(path)).status()).toBe(200);
  await page.close();
  await dashboard.stop();
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe("");
});
