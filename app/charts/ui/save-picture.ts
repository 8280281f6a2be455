/** Saves a chart as it is seen: with what lies over it, and with its sentence and its colours above. */
import type { Figure } from "../figure.ts";
import type { Library } from "./use-drawing.ts";

/** Sharp on any screen, and in print. */
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

/** A drawing of the page as a picture of its own; the page's fonts are not in it. */
function toUrl(drawing: SVGSVGElement, width: number, height: number): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

function writeHead(context: CanvasRenderingContext2D, { colors, legend }: Figure, label: string): void {
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

function download(canvas: HTMLCanvasElement): Promise<void> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      if (blob) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = "spantom.png";
        link.click();
        // Only after the browser has begun to read it.
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      }
      resolve();
    }, "image/png");
  });
}

export async function savePicture(
  library: Library,
  element: HTMLElement,
  figure: Figure,
  label: string,
): Promise<void> {
  const { clientWidth: width, clientHeight: height } = element;
  const overlay = element.parentElement?.querySelector<SVGSVGElement>(":scope > svg");
  const pictures = await Promise.all([
    library.toImage(element, { format: "png", width, height, scale: SCALE }).then(loadImage),
    ...(overlay ? [loadImage(toUrl(overlay, width, height))] : []),
  ]);
  const head = HEAD.line * (figure.legend.length > 0 ? 2 : 1) + 6;
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = (height + head) * SCALE;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(SCALE, SCALE);
  context.fillStyle = figure.colors.bg;
  context.fillRect(0, 0, width, height + head);
  writeHead(context, figure, label);
  for (const picture of pictures) context.drawImage(picture, 0, head, width, height);
  await download(canvas);
}
