/**
 * The columns of a scope that all of Explore's queries read from, kept from query to query: those of a sample, and
 * those of all spans. Up to about a million spans, all tags are read; of more, only the keys that are asked for, one
 * array each, while the sample describes the others.
 */

import { ExploreSource } from "../analysis/explore/source.ts";
import { pickScoped, readColumns, readErrorColumn } from "../columns/read-columns.ts";
import { readKey } from "../columns/read-key.ts";
import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { ALWAYS_EXACT, type Basis } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { collectGarbage } from "../stats/garbage.ts";
import type { Connection } from "../store/driver.ts";
import { type Content, contentUpTo, isSame } from "../store/file-state.ts";
import { readDurations } from "./sql/durations.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";
import { countErrorSpans } from "./sql/span-errors.ts";

export interface ScopeSource {
  readonly scoped: ScopedSpans;
  readonly source: ExploreSource;
  /** That of the source, and how the exact answer comes. */
  readonly basis: Basis;
}

/**
 * What an answer needs of every span: the columns of these tags, or `all`.
 * @param source of the sample
 */
export type FindNeeds = (source: ExploreSource) => readonly string[] | "all";

interface SourceRequest {
  readonly scope: Scope;
  /** `sample`: at once, which is exact if all that is needed is in memory. */
  readonly reading: Reading;
  readonly needs: FindNeeds;
  readonly tell?: TellProgress | undefined;
}

export function readExploreSource(db: Connection, { scope, reading, needs, tell }: SourceRequest): ScopeSource {
  const scoped = resolveScope(db, scope);
  const entry = openEntry(db, scope, scoped);
  if (scoped.window.count <= ALWAYS_EXACT) {
    entry.all ??= new ExploreSource(readWhole(db, scoped, "exact", tell));
    return { scoped, source: entry.all, basis: entry.all.spans.basis };
  }
  entry.sample ??= readSample(db, scoped, tell);
  const { sample } = entry;
  const needed = needs(sample);
  const plan = planReading(scoped, sample, needed);
  const known = entry.all && canAnswer(entry.all, needed) ? entry.all : undefined;
  if (known) return { scoped, source: known, basis: follow(known, plan) };
  // What is asked of a sample of all tags does not fit beside a column of ten million spans.
  if (entry.all && process.memoryUsage.rss() > MUCH) {
    delete entry.all;
    collectGarbage();
  }
  if (reading === "sample" || plan.follows === "never") return { scoped, source: sample, basis: follow(sample, plan) };
  const source = plan.isKeyed
    ? readKeyed(db, { scoped, entry, sample, needed: needed === "all" ? [] : needed }, tell)
    : readAll(db, { scoped, entry, sample }, tell);
  return { scoped, source, basis: follow(source, plan) };
}

function canAnswer(source: ExploreSource, needed: ReturnType<FindNeeds>): boolean {
  return needed === "all" ? !source.isKeyed : needed.every((id) => source.holds(id));
}

function follow({ spans: { basis } }: ExploreSource, { follows }: Plan): Basis {
  return follows ? { ...basis, follows } : basis;
}

interface Plan {
  /** Whether to read only the keys that are needed. */
  readonly isKeyed: boolean;
  readonly follows: Basis["follows"];
}

/** What the columns of a reader may take, bytes. Node, SQLite and the sample take more; 512 MB end it. */
const MAX_BYTES = 400e6;
/** All tags are read without being asked for up to these: some 1.4 million spans with three tags each. */
const MAX_WHOLE_BYTES = 330e6;
/** Per span of the run: id, start, duration and name; its row; its parent. */
const SPAN = { columns: 21, row: 4, parent: 4 };
/** Per span in scope, if that is not all: id, start, duration and name; the state and value of a tag. */
const SCOPED = { columns: 28, state: 1, value: 8 };
/** Per span in scope, if all tags are read: place and code of each, in arrays that double; columns made of them. */
const WHOLE = { tag: 16, columns: 144 };

function planReading({ window, filter }: ScopedSpans, sample: ExploreSource, needed: ReturnType<FindNeeds>): Plan {
  const spans = filter.ranges ? window.lastId - window.firstId + 1 : window.count;
  const scoped = sample.estimate(sample.spans.count);
  const picked = scoped < window.count ? SPAN.row * spans + SCOPED.columns * scoped : 0;
  const own = SPAN.columns * spans + picked;
  const tags = sample.spans.tags.reduce((sum, { count }) => sum + count, 0) / Math.max(1, sample.spans.count);
  const whole = own + (SPAN.parent + SPAN.row + 1) * spans + (WHOLE.tag * tags + WHOLE.columns) * scoped;
  if (whole <= MAX_WHOLE_BYTES) return { isKeyed: false, follows: undefined };
  if (needed === "all") return { isKeyed: false, follows: whole <= MAX_BYTES ? "asked" : "never" };
  const reads = needed.length > 0 || filter.tags.length > 0;
  const keyed = own + (reads ? SPAN.parent * spans + SCOPED.state * scoped : 0) + SCOPED.value * scoped * needed.length;
  return { isKeyed: true, follows: keyed <= MAX_BYTES ? undefined : "never" };
}

/** What was read of one scope up to its newest span. */
interface Entry {
  readonly key: string;
  readonly content?: Content;
  sample?: ExploreSource;
  all?: ExploreSource;
}

/** Samples of this many scopes are kept, 30 MB each, and one scope's columns of all spans. */
const MAX_ENTRIES = 3;
let entries: Entry[] = [];

function openEntry(db: Connection, scope: Scope, scoped: ScopedSpans): Entry {
  const content = contentUpTo(db, scoped.window.lastId);
  // An in-memory database has nothing by which to recognise it.
  if (!content) return { key: "" };
  // Spans of other runs may follow: what is known of this one stays.
  const key = JSON.stringify([{ ...scope, maxSpanId: undefined }, scoped.window, scoped.run?.id]);
  const entry = entries.find((one) => one.key === key && isSame(one.content, content)) ?? { key, content };
  entries = [...entries.filter((one) => one !== entry), entry].slice(-MAX_ENTRIES);
  // Freed before the next read: both at once may not fit into memory.
  for (const other of entries) if (other !== entry) delete other.all;
  return entry;
}

/** With the extremes of all spans, so that no axis moves when the exact answer comes, and the number of errors. */
function readSample(db: Connection, scoped: ScopedSpans, tell: TellProgress | undefined): ExploreSource {
  const durations = readDurations(db, scoped);
  return new ExploreSource(readWhole(db, scoped, "sample", tell), { durations, errors: countErrorSpans(db, scoped) });
}

/** From this much memory on, what is kept here may not fit beside all tags of a sample or of two sides. */
const MUCH = 250e6;
/** From here on, not beside anything else; 512 MB end a process. */
const ALMOST_FULL = 400e6;

/** Frees what is kept here, if little is left for other queries: for those that read all tags, or for any. */
export function makeRoomFor(query: "tags" | "any"): void {
  const isFull = () => process.memoryUsage.rss() > (query === "tags" ? MUCH : ALMOST_FULL);
  if (!isFull()) return;
  collectGarbage();
  if (!isFull()) return;
  entries = [];
  collectGarbage();
}

function readWhole(db: Connection, scoped: ScopedSpans, reading: Reading, tell: TellProgress | undefined) {
  const { scope } = scoped;
  // Keys used in filters are of interest, however rare.
  const also = [...(scope.also ?? []), ...scope.tags.map((filter) => filter.key)];
  return readColumns(db, scoped, { reading, also, ...(tell && { tell }) });
}

interface AllRequest {
  readonly scoped: ScopedSpans;
  readonly entry: Entry;
  readonly sample: ExploreSource;
}

function readAll(db: Connection, { scoped, entry, sample }: AllRequest, tell: TellProgress | undefined): ExploreSource {
  delete entry.all;
  entry.all = new ExploreSource(readWhole(db, scoped, "exact", tell), { guide: sample });
  return entry.all;
}

interface KeyedRequest extends AllRequest {
  readonly needed: readonly string[];
}

function readKeyed(
  db: Connection,
  { scoped, entry, sample, needed }: KeyedRequest,
  tell: TellProgress | undefined,
): ExploreSource {
  const teller = (what: string) => (done: number, total: number) => tell?.({ what, done, total });
  // Samples of other scopes, too.
  if (entry.key !== "") entries = [entry];
  sample.forget();
  collectGarbage();
  const first = readRange(db, scoped, teller("Reading spans"));
  const source = entry.all?.isKeyed ? entry.all : describeKeyed(db, first, sample);
  entry.all = source;
  const missing = needed.filter((id) => !source.holds(id));
  if (missing.length > 0) {
    source.makeRoom(0, needed);
    collectGarbage();
  }
  for (const [index, id] of missing.entries()) {
    const column = sample.find(id);
    if (!column || column.tag === null) continue;
    // Reading a key overwrites rows.
    const range = index === 0 ? first : readRange(db, scoped, () => undefined);
    const { tag: key, from, kind, numeric } = column;
    const texts = numeric ? [] : sample.texts(id).texts;
    source.hold(id, readKey(db, range, { key, from, kind, numeric, texts }, teller(`Reading ${key}`)));
  }
  return source;
}

/** All spans; if they are all in scope, without rows, which are the places: of ten million, 40 MB. */
function readRange(db: Connection, scoped: ScopedSpans, tell: (done: number, total: number) => void): SpanRange {
  const range = readSpanRange(db, scoped, "exact", tell);
  return range.count === range.ids.length ? { ...range, rows: NO_ROWS } : range;
}

const NO_ROWS = new Int32Array(0);

function describeKeyed(db: Connection, range: SpanRange, sample: ExploreSource): ExploreSource {
  const { keyCount, rareKeys, parents } = sample.spans;
  const error = readErrorColumn(db, range);
  const spans = { ...pickScoped(range), error, tags: [], keyCount, rareKeys, parents, tree: null };
  return new ExploreSource(spans, { guide: sample, isKeyed: true });
}
