/** Bursts of requests to one view after another, none of which may fail. */
import { askView } from "./views.mjs";

export const AT_ONCE = 200;

/** @returns per view, the failures and the ms until the last answer; and the processes' peak resource use */
export async function burst(dashboard, views, tell) {
  const most = { children: 0, descriptors: 0, serverMemory: 0, treeMemory: 0 };
  const watch = setInterval(() => {
    for (const [key, value] of Object.entries(dashboard.look())) most[key] = Math.max(most[key], value);
  }, 100);
  const results = [];
  try {
    for (const path of views) {
      await askView(dashboard.url, path);
      const began = performance.now();
      const asked = Array.from({ length: AT_ONCE }, () => askView(dashboard.url, path));
      const failures = (await Promise.all(asked)).filter((failure) => failure !== undefined);
      const result = { path, failed: failures.length, why: failures[0], ms: performance.now() - began };
      tell(result);
      results.push(result);
    }
  } finally {
    clearInterval(watch);
  }
  return { results, most };
}
