/** Switches between light and dark. A choice that is the system's own is not kept, so the page follows the system again. */
import { writeCookie } from "./cookie.ts";

export function switchTheme(): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  writeCookie("theme", next === system ? null : next);
}
