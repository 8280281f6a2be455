/** Environment variables with an unknown value. */
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { collectNotices, createTracedFile } from "../fixtures/traced-file.ts";

afterEach(() => vi.unstubAllEnvs());

test.each([
  ["SPANTOM_DISABLED", "maybe", "1 or 0"],
  ["SPANTOM_COMMAND", "none", "1 or 0"],
  ["SPANTOM_WRITER", "threads", "main or thread"],
])("%s=%s is said once, and counts as not set", async (name, value, choices) => {
  vi.stubEnv(name, value);
  vi.resetModules(); // A process reads its command once, and reports each line once.
  const { SpantomSession } = await import("../tracer/session.ts");
  const traced = createTracedFile();
  const lines = collectNotices(() => {
    for (const file of ["a.db", "b.db"]) {
      const session = new SpantomSession(join(traced.folder, file));
      session.span("span", () => {});
      expect(session.summary()).toMatchObject({ spanCount: 1 });
      session.close();
    }
  });
  expect(lines).toEqual([`spantom: ${name}=${value} is ignored: it takes ${choices}`]);
  traced.remove();
});
