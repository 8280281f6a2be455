import type { Page, Request } from "playwright/test";

/** Those that a page asks for only to make figures of a sample exact, and that read all spans at any time. */
const ALWAYS_EXACT = /\/api\/q\/(compareRuns|compareTree)$/;

/** Holds the exact queries of a page back until they are let through by the function returned. */
export function holdExact(page: Page): Promise<() => void> {
  return hold(page, (request) => ALWAYS_EXACT.test(request.url()) || request.postDataJSON()?.reading === "exact");
}

/** Holds one of them back, called after `holdExact` if the others are held too. */
export function holdQuery(page: Page, name: string): Promise<() => void> {
  return hold(page, (request) => request.url().endsWith(`/api/q/${name}`));
}

async function hold(page: Page, holds: (request: Request) => boolean): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/q/*", async (route) => {
    if (!holds(route.request())) return route.fallback();
    await released;
    // The page may have stopped it.
    await route.continue().catch(() => undefined);
  });
  return release;
}
