/** Runs axe on a page and lists each violation with its elements. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** @param part a selector, if the rest of the page is inert */
export async function findBarriers(page: Page, part?: string): Promise<string[]> {
  // Evaluated by the test, as the page's policy would refuse the script.
  await page.evaluate(source);
  const violations = await page.evaluate(async (part) => {
    type Run = (part: unknown, options: object) => Promise<{ violations: Violation[] }>;
    const { axe } = window as unknown as { axe: { run: Run } };
    const { violations } = await axe.run(part ?? document, { resultTypes: ["violations"] });
    // Axe takes a part that is cut off for one that is not there: a name with all of the text has what is seen of it.
    const hasAll = ({ target: [selector = ""] }: Violation["nodes"][number]) => {
      const element = document.querySelector(selector);
      return element?.getAttribute("aria-label")?.includes(element.textContent) ?? false;
    };
    return violations.map((violation) => {
      const nodes = violation.nodes.filter((node) => violation.id !== "label-content-name-mismatch" || !hasAll(node));
      return { ...violation, nodes };
    });
  }, part);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${help} (${target.join(" ")}) ${failureSummary}`),
  );
}
