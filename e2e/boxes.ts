/** Measures a page's boxes: texts that overlap, are cut off or lie outside of the window. */
import type { Page } from "playwright/test";

/**
 * What is wrong with the boxes in the window, a line each; empty if nothing is.
 *
 * A text may be cut by an ellipsis, a figure may not. Whatever scrolls may hide what one can scroll to, and a pinned
 * column or header may cover it.
 */
export function findBoxFaults(page: Page): Promise<string[]> {
  return page.evaluate(measureBoxes);
}

/** Frames in which a page that has been resized may still be adapting. */
const FRAMES = 60;

/** Those that are still there when the page has adapted to its size. */
export async function findLastingFaults(page: Page): Promise<string[]> {
  let faults = await findBoxFaults(page);
  for (let frame = 0; frame < FRAMES && faults.length > 0; frame++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    faults = await findBoxFaults(page);
  }
  return faults;
}

/** Runs in the page. */
function measureBoxes(): string[] {
  /** A text is this much larger than its ink at each side, pixels: lines of one paragraph touch. */
  const TOLERANCE = 2;
  /** Labels of a chart that are nearer read as one. */
  const APART = 3;
  /** Numbers, units and what stands between them. */
  const FIGURE = /^(?=.*\d)([\d.,:<≈±+−–-]|\b(e|[nµm]?s|h|[kMG]?B|[kMG]|bn|to)\b|[%×\s])+$/u;
  interface Piece {
    readonly text: string;
    readonly element: Element;
    readonly box: DOMRect;
  }
  const faults = new Set<string>();
  const tell = (what: string, ...pieces: readonly Piece[]) =>
    faults.add(
      `${what}: ${pieces.map(({ text, element }) => `"${text.slice(0, 40)}" in ${nameOf(element)}`).join(" and ")}`,
    );
  const nameOf = (element: Element) => {
    const frame = element.closest("[aria-label], [data-case], table, nav, header, aside, section");
    const own = element.tagName.toLowerCase() + (element.getAttribute("class") ?? "").replace(/^\s*(\S+).*/s, ".$1");
    return `${frame?.getAttribute("aria-label") ?? frame?.tagName.toLowerCase() ?? "the page"} › ${own}`;
  };
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".unseen");
  const scrolls = (style: CSSStyleDeclaration) => /auto|scroll/.test(style.overflowX + style.overflowY);
  const clips = (style: CSSStyleDeclaration) => /hidden|clip/.test(style.overflowX + style.overflowY);

  /** The pinned cell that an element is in: it lies over the others. */
  const pinnedOf = (element: Element) => {
    const cell = element.closest("th, td");
    return cell && getComputedStyle(cell).position === "sticky" ? cell : null;
  };

  /** The part of a box that its scrolling ancestors show, and whether other ancestors cut it. */
  const clipped = (element: Element, box: DOMRect) => {
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    let cutBy: Element | null = null;
    let ellipsis = false;
    for (let each: Element | null = element; each && each !== document.documentElement; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.display === "contents" || style.display === "inline") continue;
      const [isScroller, isClip] = [scrolls(style), clips(style)];
      if (each instanceof SVGElement || !(isScroller || isClip)) continue;
      const own = each.getBoundingClientRect();
      if (!isScroller && (left < own.left - TOLERANCE || right > own.right + TOLERANCE)) {
        if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") ellipsis = true;
        else cutBy ??= each;
      }
      [left, top] = [Math.max(left, own.left), Math.max(top, own.top)];
      [right, bottom] = [Math.min(right, own.right), Math.min(bottom, own.bottom)];
    }
    [left, top] = [Math.max(left, 0), Math.max(top, 0)];
    [right, bottom] = [Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    return { shown: new DOMRect(left, top, right - left, bottom - top), cutBy, ellipsis };
  };

  /** Whether a text is wider than the block that holds it, and so over what stands beside. */
  const runsOut = (element: Element, box: DOMRect) => {
    let block: Element | null = element;
    while (block && /^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement;
    if (!block || block instanceof SVGElement || clips(getComputedStyle(block))) return false;
    const own = block.getBoundingClientRect();
    return box.left < own.left - TOLERANCE || box.right > own.right + TOLERANCE;
  };

  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (!element || text === "" || element.closest("script, style, noscript, title, desc, option") || !isSeen(element))
      continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const piece = { text, element, box };
      const { shown, cutBy, ellipsis } = clipped(element, box);
      if (cutBy) tell(`cut by ${nameOf(cutBy)}`, piece);
      if (ellipsis && FIGURE.test(text)) tell("a figure cut by an ellipsis", piece);
      if (shown.width < 1 || shown.height < 1) continue;
      pieces.push({ text, element, box: shown });
      if (runsOut(element, box)) tell("runs out of its box", piece);
    }
  }

  /** Whether something else lies over the middle of the box, such as a pinned header. */
  const isCovered = ({ element, box }: Piece) => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top !== null && !top.contains(element) && !element.contains(top) && !(element instanceof SVGElement);
  };
  const seen = pieces.filter((piece) => !isCovered(piece)).sort((a, b) => a.box.top - b.box.top);
  for (const [i, a] of seen.entries()) {
    for (let j = i + 1; j < seen.length; j++) {
      const b = seen[j] as Piece;
      if (b.box.top > a.box.bottom - TOLERANCE) break;
      if (a.element === b.element || pinnedOf(a.element) !== pinnedOf(b.element)) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
      if (down <= TOLERANCE + 1) continue;
      if (across > 1) tell("overlap", a, b);
      // Labels of a chart belong to separate axes or points, and have no space of their own between them.
      else if (across > -APART && a.element instanceof SVGElement && b.element instanceof SVGElement)
        tell("touch", a, b);
    }
  }

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.add(`the page scrolls sideways by ${scrollWidth - clientWidth}`);
  for (const control of document.querySelectorAll("button, select, input, a, summary, [role=button]")) {
    if (!isSeen(control) || control.closest("svg")) continue;
    const box = control.getBoundingClientRect();
    const { cutBy } = clipped(control, box);
    if (box.width > 1 && cutBy)
      tell(`a control cut by ${nameOf(cutBy)}`, { text: control.textContent ?? "", element: control, box });
    let scroller = control.parentElement;
    while (scroller && !scrolls(getComputedStyle(scroller))) scroller = scroller.parentElement;
    if (!scroller && (box.left < -1 || box.right > innerWidth + 1))
      tell("a control off the edge", { text: control.textContent ?? "", element: control, box });
  }
  return [...faults];
}
