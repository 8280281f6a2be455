/** Copying a selection gives the texts themselves, without the marks and isolates with which they are shown. */

const BLOCK = /^(?:TR|P|DIV|LI|DT|DD|PRE|SECTION|H[1-6]|UL|OL|DL|TABLE)$/;
const CELL = /^(?:TD|TH)$/;

/** Null if the browser's own text is exact. */
export function readExact(selection: Selection | null): string | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const part = document.createElement("div");
  part.append(range.cloneContents());
  const around = range.commonAncestorContainer;
  const own = (around instanceof Element ? around : around.parentElement)?.closest<HTMLElement>("[data-sign]");
  if (own) return own.dataset.sign ?? null;
  if (!part.querySelector("[data-sign]") && !/[\u2068\u2069]/.test(part.textContent)) return null;
  return read(part).replace(/^\n+|\n+$/g, "");
}

function read(node: Node): string {
  // An isolate in a text would be marked: these are ours.
  if (node instanceof Text) return node.data.replace(/[\u2068\u2069]/g, "");
  if (!(node instanceof HTMLElement) || node.classList.contains("unseen")) return "";
  if (node.dataset.sign !== undefined) return node.dataset.sign;
  const text = Array.from(node.childNodes, read).join("");
  if (CELL.test(node.tagName)) return `${text}\t`;
  return BLOCK.test(node.tagName) ? `\n${text}\n`.replace(/\t\n$/, "\n").replace(/^\n\n/, "\n") : text;
}

/** Call once, in the layout; returns how to undo it. */
export function copyExactly(): () => void {
  const copy = (event: ClipboardEvent) => {
    const text = readExact(document.getSelection());
    if (text === null || event.defaultPrevented) return;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", copy);
  return () => document.removeEventListener("copy", copy);
}
