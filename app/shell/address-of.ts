/**
 * Where the dashboard is: a proxy may show it under any path. Next's links and router count from there by themselves; what
 * the browser resolves, such as `fetch` and plain links, does when it has no leading slash.
 */

/** The whole address of a view, for what resolves it against the page that is open. */
export function addressOf(href: string): string {
  return new URL(href.replace(/^\//, ""), document.baseURI).href;
}
