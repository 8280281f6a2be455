/** `/span/ID.json`: one span for scripts, with its rank, tags and tree. */
import "server-only";
import { followsUnasked } from "../../lib/model/basis.ts";
import { endAt, parseScope } from "../../lib/model/scope.ts";
import { readNewestId } from "../../lib/queries/newest.ts";
import type { DetailTag } from "../../lib/queries/span-detail.ts";
import type { SpanTree } from "../../lib/queries/tree.ts";
import { findAddressProblem } from "../server/address.ts";
import { ask } from "../server/ask.ts";
import { EndpointError, type ViewData, type ViewDataSource } from "../server/data-endpoint.ts";
import { withDatabase } from "../server/database.ts";
import { SPAN_RULES } from "./address.ts";

export const findSpanProblem = (params: URLSearchParams) => findAddressProblem(params, SPAN_RULES);

export function spanEndpoint(id: number): ViewDataSource {
  return async (params) => {
    const file = await withDatabase(readNewestId);
    if (!file.ok) return file;
    const scope = endAt(parseScope(params), file.value);
    const answer = await ask("span", { id, scope });
    if (!answer.ok) return answer;
    if (!answer.value) throw new EndpointError(404, "NO_SPAN", `No span ${id} in this file.`);
    const { head, olderRun } = answer.value;
    const among = params.has("run") || olderRun === null ? scope : { ...scope, run: olderRun };
    const quick = await ask("spanRank", { id, scope: among, reading: "sample" });
    // Exact unless that takes minutes; `basis` says so.
    const isExact = !quick.ok || !quick.value || quick.value.basis.exact || followsUnasked(quick.value.basis);
    const reading = isExact ? "exact" : "sample";
    const [rank, tagRanks, inherited, tree] = await Promise.all([
      ask("spanRank", { id, scope: among, reading }),
      ask("spanTagRanks", { id, scope: among, reading }),
      ask("inherited", { id }),
      ask("tree", { id }),
    ]);
    for (const outcome of [rank, tagRanks, inherited, tree])
      if (!outcome.ok) throw new EndpointError(503, outcome.code, outcome.message);
    const spans = tree.ok && tree.value ? listSpans(tree.value) : [];
    const { clock: _, moment: __, zero: ___, offset, tags, ...own } = head;
    const toObject = (list: readonly DetailTag[]) => Object.fromEntries(list.map(({ key, value }) => [key, value]));
    const json = {
      ...own,
      offset,
      self: spans.find((span) => span.id === id)?.self ?? null,
      tags: toObject(tags),
      tagRanks: tagRanks.ok ? tagRanks.value.ranks : [],
      tagRanksBasis: tagRanks.ok ? tagRanks.value.basis : null,
      generations: inherited.ok ? inherited.value.generations : null,
      inherited: inherited.ok ? inherited.value.from.map((from) => ({ ...from, tags: toObject(from.tags) })) : [],
      run:
        inherited.ok && inherited.value.run
          ? { ...inherited.value.run, tags: toObject(inherited.value.run.tags) }
          : null,
      rank: rank.ok ? rank.value : null,
      tree: tree.ok && tree.value && { ...describeTree(tree.value), parents: tree.value.source, spans },
    };
    return { ok: true, ms: answer.ms, value: { json, ...toTable(spans) } satisfies ViewData };
  };
}

function describeTree({ rootId, count, levels, start, duration, shares, names, rows }: SpanTree) {
  const selfTimes = shares.map((share) => ({ ...share, name: names[share.name] ?? "" }));
  return { rootId, count, shown: rows.ids.length, levels, start, duration, names: selfTimes };
}

/** Lists parents before their children. */
function listSpans({ rows, names, failed, start }: SpanTree) {
  const above: number[] = [];
  return rows.ids.map((id, row) => {
    const level = rows.levels[row] ?? 0;
    above[level] = id;
    return {
      id,
      parent: level > 0 ? (above[level - 1] ?? null) : null,
      level,
      name: names[rows.names[row] ?? 0] ?? "",
      label: rows.labels[row] ?? "",
      start: (start ?? 0) + (rows.starts[row] ?? 0),
      duration: rows.durations[row] ?? null,
      self: rows.selfs[row] ?? 0,
      error: failed[row] ?? null,
    };
  });
}

const COLUMNS = ["id", "parent", "level", "name", "label", "start", "duration", "self", "error"] as const;

function toTable(spans: ReturnType<typeof listSpans>): Pick<ViewData, "columns" | "rows"> {
  return { columns: COLUMNS, rows: spans.map((span) => COLUMNS.map((column) => span[column])) };
}
