import type { Page } from "playwright/test";

/** Those that a page asks for only to make figures of a sample exact, and that read all spans at any time. */
const ALWAYS_EXACT = /\/api\/q\/(compareRuns|compareTree)$/;

/** Holds the exact queries of a page back until they are let through by the function returned. */
export async function holdExact(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/q/*", async (route) => {
    const request = route.request();
    if (ALWAYS_EXACT.test(request.url()) || request.postDataJSON()?.reading === "exact") await released;
    // The page may have stopped it.
    await route.continue().catch(() => undefined);
  });
  return release;
}
