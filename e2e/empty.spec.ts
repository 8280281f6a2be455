import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, WRITES } from "./dashboard.ts";
import { EMPTY_FILE, NO_FILE } from "./files.ts";
import { root, run } from "./running.ts";

/** Traces a few spans with the built library in a separate process, as a user's program would. */
async function trace(dbPath: string): Promise<void> {
  const library = join(root, "dist/lib/index.js").replaceAll("\\", "/");
  const program = `
    import { pathToFileURL } from "node:url";
    const { SP } = await import(pathToFileURL(${JSON.stringify(library)}).href);
    for (let i = 0; i < 5; i++) SP.span("first light", () => SP.tag({ round: i }));
  `;
  await run(process.execPath, ["--input-type=module", "-e", program], root, { SPANTOM_DB: dbPath });
}

test.describe("no file yet", () => {
  test.use({ source: NO_FILE });

  test(
    "says what is watched and what to do, and shows spans once a program is traced",
    WRITES,
    async ({ page, dashboard }) => {
      await page.goto("/");
      await expect(page.getByText(dashboard.dbPath).first()).toBeVisible();
      await expect(page.getByText(/There is no file there yet/)).toBeVisible();
      await expect(page.getByText('from "spantom"').first()).toBeVisible();
      expect(statSync(dashboard.dbPath, { throwIfNoEntry: false }), "looking creates no file").toBeUndefined();
      await trace(dashboard.dbPath);
      await expect(page.getByRole("link", { name: "first light", exact: true }).first()).toBeVisible();
      await expect(page.getByText(/There is no file there yet/)).toBeHidden();
    },
  );
});

test.describe("a file without spans", () => {
  test.use({ source: EMPTY_FILE });

  test("waits, and shows spans once there are any", WRITES, async ({ page, dashboard }) => {
    await page.goto("/");
    await expect(page.getByText(dashboard.dbPath).first()).toBeVisible();
    await expect(page.getByText('from "spantom"').first()).toBeVisible();
    await trace(dashboard.dbPath);
    await expect(page.getByRole("link", { name: "first light", exact: true }).first()).toBeVisible();
  });
});

test.describe("a file that is not SQLite", () => {
  test.use({ source: { name: "README.md", put: (path) => copyFileSync(join(root, "README.md"), path) } });

  test("is named, and left unchanged", async ({ page, dashboard }) => {
    for (const path of ["/", "/query"]) {
      await page.goto(path);
      await expect(page.getByText(/spans\.db is not a SQLite file\. Nothing was changed\./).first()).toBeVisible();
      await expect(page.getByText(dashboard.dbPath).first()).toBeVisible();
    }
  });
});
