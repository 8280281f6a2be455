import type { Page } from "playwright/test";

/** Holds the exact queries of a page back until they are let through by the function returned. */
export async function holdExact(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/q/*", async (route) => {
    if (route.request().postDataJSON()?.reading === "exact") await released;
    // The page may have stopped it.
    await route.continue().catch(() => undefined);
  });
  return release;
}
