import { spanIdOf } from "../address.ts";

/**
 * Goes back to the page from which spans were opened, however many of them were looked at since.
 * @param elsewhere where to go if this tab has seen no other page
 */
export function leaveSpan(elsewhere: () => void): void {
  const { navigation } = window as { readonly navigation?: Navigation };
  const before = navigation?.entries().slice(0, navigation.currentEntry?.index ?? 0);
  const found = before?.findLast(({ url }) => url !== null && !isOfSpan(url));
  // The page may go away before the answer, which is then an error.
  if (found) navigation?.traverseTo(found.key).finished?.catch(() => undefined);
  // Older browsers do not say where they were.
  else if (!navigation && window.history.length > 1) window.history.back();
  else elsewhere();
}

function isOfSpan(url: string): boolean {
  const path = new URL(url).pathname;
  return spanIdOf(path.slice(path.lastIndexOf("/span/"))) !== undefined;
}
