/** One span beside the table in which its row was chosen. Loaded when first opened. */
"use client";

import { useEffect, useRef, useState } from "react";
import { formatDuration, formatRawSeconds, MISSING } from "../../../lib/model/format.ts";
import { endAt, parseScope, type Scope } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { askQuery } from "../../ui/ask.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EarlyNameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useValue } from "../../ui/use-value.ts";
import styles from "./facts.module.css";
import { describeSlower } from "./rank-words.ts";
import { fetchSpan, type SpanFacts } from "./span-facts.ts";
import { ErrorPart, TagParts, Times } from "./span-parts.tsx";
import { focusRow, type Peek, rowOf } from "./use-peek.ts";

interface SpanPeekProps extends Peek {
  readonly id: number;
  /** The parameters of the page. */
  readonly params: URLSearchParams;
  /** The newest span of the file in the moment that the page shows. */
  readonly lastId: number;
}

export function SpanPeek({ id, params, lastId, onPeek, hrefOf }: SpanPeekProps) {
  const { facts, problem } = useSpanFacts(id, JSON.stringify(endAt(parseScope(params), Math.max(lastId, id))));
  const panel = useRef<HTMLDivElement>(null);
  const close = () => {
    const row = rowOf(id);
    // What had the focus is gone.
    if (row && panel.current?.closest("aside")?.contains(document.activeElement)) focusRow(row);
    onPeek(null);
  };
  return (
    <SidePanel
      label={`Span ${id}`}
      chosen
      open
      title={facts && <Title facts={facts} />}
      foot={
        <div className={styles.foot} ref={panel}>
          <ButtonLink href={hrefOf(id)}>
            Open <kbd>Enter</kbd>
          </ButtonLink>
          <Button onClick={close}>
            Close <kbd>Esc</kbd>
          </Button>
        </div>
      }
      onOpen={close}
    >
      {problem && <AlertStrip message={problem} />}
      {facts ? <Facts facts={facts} params={params} /> : !problem && <SkeletonRows count={8} />}
    </SidePanel>
  );
}

function Title({ facts: { head } }: { readonly facts: SpanFacts }) {
  return (
    <span className={styles.title}>
      <EarlyNameSwatch name={head.name} />
      <b title={formatText(head.name)}>
        <ShownText text={head.name} cut />
      </b>
      <span className={styles.id}>
        span <span className="mono">{head.id}</span>
      </span>
    </span>
  );
}

function Facts({ facts, params }: { readonly facts: SpanFacts } & Pick<SpanPeekProps, "params">) {
  const { head, tagRanks, inherited } = facts;
  const rank = useValue(facts.rank);
  const self = useSelf(head.id);
  const { figure, unit } = head.duration === null ? { figure: MISSING, unit: "" } : formatDuration(head.duration);
  return (
    <>
      <section className={styles.top} aria-label="Duration">
        <p className={styles.duration}>
          <b title={head.duration === null ? undefined : formatRawSeconds(head.duration)}>
            {figure} <small>{unit}</small>
          </b>
          <span>{rank && describeSlower(head.name, rank)}</span>
        </p>
      </section>
      {head.error && <ErrorPart error={head.error} />}
      <Times head={head} self={self} inherited={inherited} params={params} />
      <TagParts head={head} tagRanks={tagRanks} exact={null} inherited={inherited} params={params} />
    </>
  );
}

/** Seconds; undefined until known. */
function useSelf(id: number): number | undefined {
  const [known, setKnown] = useState<{ readonly id: number; readonly self: number | undefined }>();
  useEffect(() => {
    let gone = false;
    void askQuery("spanSelf", { id }).then((outcome) => {
      if (!gone) setKnown({ id, self: outcome.ok ? (outcome.value ?? undefined) : undefined });
    });
    return () => {
      gone = true;
    };
  }, [id]);
  return known?.id === id ? known.self : undefined;
}

/** Rows passed by a held key are not asked about. */
const RESTING_MS = 80;

/** Of the span that was asked for, or the one before while they are on their way. */
function useSpanFacts(id: number, scope: string) {
  const [shown, setShown] = useState<{ readonly facts: SpanFacts | null; readonly problem?: string }>({ facts: null });
  const first = useRef(true);
  useEffect(() => {
    let gone = false;
    const ask = () =>
      fetchSpan(id, JSON.parse(scope) as Scope).then(
        (facts) => !gone && setShown(facts ? { facts } : { facts, problem: `No span ${id} in this file.` }),
        (error: Error) => !gone && setShown({ facts: null, problem: error.message }),
      );
    const timer = setTimeout(ask, first.current ? 0 : RESTING_MS);
    first.current = false;
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, scope]);
  return shown;
}
