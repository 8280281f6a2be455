/**
 * Dates and times of day, in one time zone: that of the machine with the file, which is most likely the traced
 * program's. A page says it in its `html` element, so that a browser elsewhere shows what the server has rendered.
 */

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** Zones change their offset at multiples of this, seconds. */
const QUARTER = 900;
/** Seconds within which a date has a calendar. */
const MOST = 8.64e12;

interface Page {
  readonly document?: { readonly documentElement: { readonly dataset: { readonly zone?: string } } };
}

/** The zone in which times are shown: `Europe/Berlin`. */
export function shownZone(): string {
  return (globalThis as Page).document?.documentElement.dataset.zone ?? ZONE;
}

const offsets = new Map<string, number>();
const MAX_OFFSETS = 5_000;
/** Making one takes ten times as long as asking it. */
let calendar: { readonly zone: string; readonly format: Intl.DateTimeFormat } | undefined;

/** Asks the calendar of another zone, which takes microseconds. */
function readOffset(zone: string, epochSeconds: number): number {
  const place = Math.floor(epochSeconds / QUARTER);
  const key = `${zone} ${place}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= MAX_OFFSETS) offsets.clear();
    if (calendar?.zone !== zone) calendar = undefined;
    calendar ??= { zone, format: new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }) };
    const parts = calendar.format.formatToParts(place * QUARTER * 1000);
    const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
    offset = (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
    offsets.set(key, offset);
  }
  return offset;
}

/** How far the shown zone is ahead of UTC at that time, seconds. */
export function zoneOffset(epochSeconds: number): number {
  const zone = shownZone();
  return zone === ZONE ? -60 * new Date(epochSeconds * 1000).getTimezoneOffset() : readOffset(zone, epochSeconds);
}

/** What a clock in the zone shows, as seconds since the epoch if it were UTC: its parts are those of UTC. */
export function toLocal(epochSeconds: number): number {
  return epochSeconds + zoneOffset(epochSeconds);
}

/** The inverse; of a time that a zone skips, the one after. */
export function fromLocal(localSeconds: number): number {
  const about = localSeconds - zoneOffset(localSeconds);
  return localSeconds - zoneOffset(about);
}

export interface DateParts {
  readonly year: number;
  /** `Nov`. */
  readonly month: string;
  readonly day: number;
  /** `14:02:14`. */
  readonly clock: string;
  /** `.765`. */
  readonly fraction: string;
}

/** Undefined for a time without a calendar. */
export function readDate(epochSeconds: number): DateParts | undefined {
  if (!(Math.abs(epochSeconds) < MOST)) return undefined;
  // Rounded as a whole: 59.9996 s is the next minute.
  const text = new Date(Math.round(toLocal(epochSeconds) * 1000)).toISOString();
  const [, year = "", month = "", day = "", clock = "", fraction = ""] =
    /^([+-]?\d+)-(\d\d)-(\d\d)T([\d:]+)(\.\d+)Z$/.exec(text) ?? [];
  return { year: Number(year), month: MONTHS[Number(month) - 1] ?? "", day: Number(day), clock, fraction };
}

export function isToday(epochSeconds: number): boolean {
  const [date, now] = [readDate(epochSeconds), readDate(Date.now() / 1000)];
  return date?.day === now?.day && date?.month === now?.month && date?.year === now?.year;
}

/** The year, unless it is the present one: ` 2024`. */
export function otherYear(year: number): string {
  return year === readDate(Date.now() / 1000)?.year ? "" : ` ${year}`;
}

/** `Nov 18, 14:02:14.765`; with the year unless it is the present one: `Nov 18 2024, 14:02:14`. */
export function formatDate(epochSeconds: number, decimals: 0 | 3): string | undefined {
  const date = readDate(epochSeconds);
  if (!date) return undefined;
  const { year, month, day, clock, fraction } = date;
  return `${month} ${day}${otherYear(year)}, ${clock}${decimals === 0 ? "" : fraction}`;
}
