/** The selected span of a tree. It is in the address; the tree stays when another of its spans is selected. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { endAt, parseScope, type Scope } from "../../../lib/model/scope.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { fetchSpan, type SpanFacts } from "../../shell/peek/span-facts.ts";
import { addressOf } from "../../shell/scope-href.ts";
import { usePath } from "../../shell/use-path.ts";
import { spanHref, spanIdOf } from "../address.ts";

interface SpanChoice {
  readonly id: number;
  /** Selects another span of the same tree. */
  readonly select: (id: number) => void;
  /** Goes to a span of any tree. */
  readonly open: (id: number) => void;
  /** The selected span; the previous one until it arrives. */
  readonly shownSpan: Promise<ShownSpan>;
  /** Reports which spans are in the tree on the page. */
  readonly holdTree: (ids: ReadonlySet<number>) => void;
  /** Scope and zoom in the address. */
  readonly params: URLSearchParams;
  /** The scope up to the moment that the page shows. */
  readonly scope: Scope;
}

const Context = createContext<SpanChoice | undefined>(undefined);

export function useSpan(): SpanChoice {
  const choice = use(Context);
  if (!choice) throw new Error("useSpan is for the page of a span");
  return choice;
}

/** Facts of this many spans are cached, so that returning to one needs no request. */
const MAX_CACHED = 100;

/** @throws Error if there is no answer */
async function fetchWhole(id: number, scope: Scope): Promise<ShownSpan> {
  const facts = await fetchSpan(id, scope);
  if (!facts) throw new Error("no such span");
  await Promise.all([facts.rank, facts.tagRanks, facts.inherited]);
  return facts;
}

interface SpanProviderProps {
  /** The span that the page was rendered for. */
  readonly first: ShownSpan;
  /** The file's newest span in the moment that the page shows. */
  readonly lastId: number;
  readonly children: ReactNode;
}

export function SpanProvider({ first, lastId, children }: SpanProviderProps) {
  const pathname = usePath();
  const params = useSearchParams();
  const router = useRouter();
  const [id, setId] = useState(first.head.id);
  const tree = useRef<ReadonlySet<number>>(new Set());
  const query = params.toString();
  const scope = useMemo(() => endAt(parseScope(new URLSearchParams(query)), lastId), [query, lastId]);
  // After a change of scope, the server renders again and passes its span as `first`.
  const cache = useMemo(() => new Map([[first.head.id, Promise.resolve(first)]]), [first]);

  // Follows Back and Forward.
  const addressed = spanIdOf(pathname);
  useEffect(() => {
    if (addressed !== undefined) setId(addressed);
  }, [addressed]);

  const select = useCallback(
    (next: number) => {
      if (next === id) return;
      setId(next);
      window.history.pushState(null, "", addressOf(spanHref(next, query)));
    },
    [id, query],
  );
  const open = useCallback(
    (next: number) => (tree.current.has(next) ? select(next) : router.push(spanHref(next, query))),
    [select, router, query],
  );
  const holdTree = useCallback((ids: ReadonlySet<number>) => {
    tree.current = ids;
  }, []);

  const shown = useDeferredValue(id);
  let shownSpan = cache.get(shown);
  if (!shownSpan) {
    shownSpan = fetchWhole(shown, scope).catch(() => {
      // Selecting it again retries; until then, the page stays as it is.
      cache.delete(shown);
      return { ...first, problem: `No answer about span ${shown}. Is the dashboard still running?` };
    });
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(shown, shownSpan);
  }
  const choice = useMemo(
    () => ({ id, select, open, shownSpan, holdTree, scope, params: new URLSearchParams(query) }),
    [id, select, open, shownSpan, holdTree, scope, query],
  );
  return <Context value={choice}>{children}</Context>;
}

export type TreeOutcome = QueryOutcome<SpanTree | null>;

export interface ShownSpan extends SpanFacts {
  /** Why these are not the facts of the requested span. */
  readonly problem?: string;
}
