/** A selected part of a plot: a box or lasso in axis values, or single spans; its text in addresses, and hit tests. */

export type Region =
  /** @property of The columns the box is in, if not the plot's X and Y. */
  | { readonly kind: "box"; readonly x: Ends; readonly y: Ends; readonly of?: Pair }
  /** Corners of a polygon, x and y alternating. */
  | { readonly kind: "lasso"; readonly corners: readonly number[] }
  | { readonly kind: "spans"; readonly ids: readonly number[] };

type Ends = readonly [low: number, high: number];
/** Ids of columns. */
type Pair = readonly [x: string, y: string];

/** More corners or ids make an address too long to share. */
const MAX_CORNERS = 48;
const MAX_IDS = 500;
const DIGITS = 6;

/** `1e4..2e6,0.06..2`, `…;bytes;level`, `lasso:…`, `spans:…`; undefined for a region too long for an address. */
export function formatRegion(region: Region): string | undefined {
  if (region.kind === "box") {
    const of = (region.of ?? []).map((id) => `;${encodeURIComponent(id)}`);
    return `${formatEnds(region.x)},${formatEnds(region.y)}${of.join("")}`;
  }
  if (region.kind === "lasso") return `lasso:${thinOut(region.corners).map(short).join(",")}`;
  if (region.ids.length > MAX_IDS) return undefined;
  const sorted = [...region.ids].sort((a, b) => a - b);
  return `spans:${sorted.map((id, i) => (id - (sorted[i - 1] ?? 0)).toString(36)).join(".")}`;
}

export function parseRegion(text: string | null): Region | undefined {
  if (!text) return undefined;
  if (text.startsWith("lasso:")) {
    const corners = text.slice(6).split(",").map(Number);
    const whole = corners.length >= 6 && corners.length % 2 === 0 && corners.every(Number.isFinite);
    return whole ? { kind: "lasso", corners } : undefined;
  }
  if (text.startsWith("spans:")) {
    let id = 0;
    const ids = text
      .slice(6)
      .split(".")
      .map((step) => {
        id += Number.parseInt(step, 36);
        return id;
      });
    return ids.every(Number.isSafeInteger) ? { kind: "spans", ids } : undefined;
  }
  const [ends = "", ...columns] = text.split(";");
  const [x, y] = ends.split(",").map(parseEnds);
  const of = parsePair(columns);
  return x && y ? { kind: "box", x, y, ...(of && { of }) } : undefined;
}

function parsePair(columns: readonly string[]): Pair | undefined {
  const [x, y, ...more] = columns;
  if (!x || !y || more.length > 0) return undefined;
  try {
    return [decodeURIComponent(x), decodeURIComponent(y)];
  } catch {
    return undefined;
  }
}

/** Validates a region from the network; undefined for anything else. */
export function readRegion(value: unknown): Region | undefined {
  const { kind, x, y, of, corners, ids } = (value ?? {}) as Record<string, unknown>;
  if (kind === "box" && isNumbers(x, 2) && isNumbers(y, 2)) {
    const box = { kind, x: [x[0] as number, x[1] as number], y: [y[0] as number, y[1] as number] } as const;
    return isPair(of) ? { ...box, of } : of === undefined ? box : undefined;
  }
  if (kind === "lasso" && isNumbers(corners) && corners.length >= 6) return { kind, corners };
  return kind === "spans" && isNumbers(ids) ? { kind, ids } : undefined;
}

function isNumbers(value: unknown, length?: number): value is number[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) return false;
  return value.every((each) => typeof each === "number");
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "string");
}

function formatEnds([low, high]: Ends): string {
  return `${short(low)}..${short(high)}`;
}

function parseEnds(text: string): Ends | undefined {
  const [low, high] = text.split("..").map((end) => (end === "" ? Number.NaN : Number(end)));
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  return [Math.min(low, high), Math.max(low, high)];
}

function short(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/** Keeps every n-th corner of a hand-drawn line. */
function thinOut(corners: readonly number[]): number[] {
  const every = Math.ceil(corners.length / 2 / MAX_CORNERS);
  return corners.filter((_, i) => Math.floor(i / 2) % every === 0);
}

/** Rounds a region as an address does, so that a link selects the same spans as the pointer did. */
export function settleRegion(region: Region): Region {
  return parseRegion(formatRegion(region) ?? null) ?? region;
}

/** Whether a point lies in the region. A lasso on a log axis is tested on that axis, as it was drawn. */
export function makeRegionTest(
  region: Region,
  { logX, logY }: { readonly logX: boolean; readonly logY: boolean },
): (id: number, x: number, y: number) => boolean {
  if (region.kind === "spans") {
    const ids = new Set(region.ids);
    return (id) => ids.has(id);
  }
  if (region.kind === "box") {
    const { x: across, y: up } = region;
    return (_, x, y) => x >= across[0] && x <= across[1] && y >= up[0] && y <= up[1];
  }
  const place = (value: number, log: boolean) => (log ? Math.log(value) : value);
  const corners = region.corners.map((value, i) => place(value, i % 2 === 0 ? logX : logY));
  return (_, x, y) => isInside(corners, place(x, logX), place(y, logY));
}

/** Even–odd rule: counts the edges to the right of the point. */
function isInside(corners: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [corners[i] ?? 0, corners[i + 1] ?? 0, corners[j] ?? 0, corners[j + 1] ?? 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
