/** Saves the chart of a pane as a PNG, in the colours it has on the screen. */
"use client";

const SCALE = 2;

/** @param pane id of the pane's title */
export async function savePicture(pane: string, file: string): Promise<void> {
  const svg = document.getElementById(pane)?.closest("section")?.querySelector<SVGSVGElement>("svg[role=img]");
  if (!svg) return;
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  paintLike(svg, copy);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `spantom-${file}.png`;
  link.click();
}

const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order"];
const TEXT = ["font-size", "font-weight", "font-family", "text-anchor"];

/** A picture by itself knows no style sheets: what they say is written onto each element. */
function paintLike(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const list = from instanceof SVGTextContentElement ? [...PAINT, ...TEXT] : PAINT;
  for (const property of list) to.setAttribute(property, style.getPropertyValue(property));
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin) paintLike(child, twin);
  }
}
