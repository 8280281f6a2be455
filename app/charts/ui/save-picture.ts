/** Saves a chart as a picture, as seen on screen. */
import type { Figure } from "../figure.ts";
import type { Library } from "./use-drawing.ts";

/** Scale factor: sharp on any screen and in print. */
const SCALE = 2;
const HEAD = { line: 22, pad: 14 } as const;

function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the picture could not be made"));
    image.src = url;
  });
}

function toUrl(drawing: SVGSVGElement): string {
  drawing.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
}

function drawHead(context: CanvasRenderingContext2D, { colors, legend }: Figure, label: string): void {
  context.font = `12px ${colors.font}`;
  context.textBaseline = "middle";
  context.fillStyle = colors.ink;
  context.fillText(label, HEAD.pad, HEAD.line * 0.75);
  let x = HEAD.pad;
  for (const { color, label: name } of legend) {
    context.fillStyle = color;
    context.fillRect(x, HEAD.line * 1.5 - 5, 10, 10);
    context.fillStyle = colors.ink2;
    context.fillText(name, x + 16, HEAD.line * 1.5);
    x += 32 + context.measureText(name).width;
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly file: string;
  readonly draw: (context: CanvasRenderingContext2D) => void;
}

async function download({ width, height, background, file, draw }: Picture): Promise<void> {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(SCALE, SCALE);
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  draw(context);
  await saveAs(canvas, file);
}

function saveAs(canvas: HTMLCanvasElement, file: string): Promise<void> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      if (blob) saveBlob(blob, file);
      resolve();
    }, "image/png");
  });
}

function saveBlob(blob: Blob, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Saves a Plotly chart with its overlay, headed by its sentence and legend. */
export async function savePlot(library: Library, element: HTMLElement, figure: Figure, label: string): Promise<void> {
  const { clientWidth: width, clientHeight: height } = element;
  const overlay = element.parentElement?.querySelector<SVGSVGElement>(":scope > svg")?.cloneNode(true);
  const drawings = overlay instanceof SVGSVGElement ? [overlay] : [];
  for (const drawing of drawings) {
    drawing.setAttribute("width", String(width));
    drawing.setAttribute("height", String(height));
  }
  const pictures = await Promise.all([
    library.toImage(element, { format: "png", width, height, scale: SCALE }).then(loadImage),
    ...drawings.map((drawing) => loadImage(toUrl(drawing))),
  ]);
  const head = HEAD.line * (figure.legend.length > 0 ? 2 : 1) + 6;
  await download({
    width,
    height: height + head,
    background: figure.colors.bg,
    file: "spantom.png",
    draw: (context) => {
      drawHead(context, figure, label);
      for (const picture of pictures) context.drawImage(picture, 0, head, width, height);
    },
  });
}

/** Saves an SVG of the page with the colours it has on screen. */
export async function saveDrawing(drawing: SVGSVGElement, file: string): Promise<void> {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  paintLike(drawing, copy);
  const picture = await loadImage(toUrl(copy));
  const background = getComputedStyle(document.body).backgroundColor;
  await download({
    width,
    height,
    background,
    file,
    draw: (context) => context.drawImage(picture, 0, 0, width, height),
  });
}

/** Saves an SVG of the page as one that needs no page: with its colours, fonts and ground. */
export function saveSvg(drawing: SVGSVGElement, file: string): void {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  paintLike(drawing, copy);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%" })) ground.setAttribute(name, value);
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  saveBlob(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), file);
}

const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order"];
const TEXT = ["font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "opacity"];

/** Writes computed styles onto each element, as a standalone picture has no style sheets. */
function paintLike(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const list = from instanceof SVGTextContentElement ? [...PAINT, ...TEXT] : PAINT;
  for (const property of list) to.setAttribute(property, style.getPropertyValue(property));
  for (const [index, child] of [...from.children].entries()) {
    const copied = to.children[index];
    if (copied) paintLike(child, copied);
  }
}
