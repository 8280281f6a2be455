/** Every limit of the scope as a removable chip, and a menu that adds one. */
"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { describeErrorFilter, formatErrorFilter } from "../../../lib/model/error-filter.ts";
import {
  formatCount,
  formatCounted,
  formatRange,
  formatStart,
  needsDates,
  type TimeZero,
} from "../../../lib/model/format.ts";
import type { SpanWindow } from "../../../lib/model/run.ts";
import { type Scope, WINDOWS } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { Chip } from "../../ui/chip.tsx";
import controls from "../../ui/controls.module.css";
import { CutText } from "../../ui/cut-text.tsx";
import { ChevronIcon, CloseIcon } from "../../ui/icons.tsx";
import { MenuButton } from "../../ui/menu-button.tsx";
import { EarlyNameSwatch } from "../../ui/name-colors.tsx";
import { PopupButton } from "../../ui/popup-button.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { ScopeSheetChip } from "../rail/rail-sheet.tsx";
import styles from "../scope-line.module.css";
import { type Draft, draftOfError, draftOfTime, dropDraft } from "./filter-draft.ts";
import { describeField, describeFieldTest, describeFilter } from "./scope-url.ts";
import { type FilterTag, useScope } from "./use-scope.ts";

export interface ScopeChipsProps {
  readonly withoutRun?: boolean;
  /** The run's label; null if the scope's own word suffices. */
  readonly runText?: string | null;
  /** How many runs the latest session has; null if it is one run. */
  readonly session?: number | null;
  readonly window?: SpanWindow;
  /** What the scope's time is relative to. */
  readonly zero?: TimeZero;
  /** Tags to filter by; may arrive later. */
  readonly tags?: FilterTags;
}

type FilterTags = Promise<readonly FilterTag[]> | undefined;

/** More chips would push the filters out of sight. */
const MAX_NAMES = 4;

export function ScopeChips({ withoutRun = false, runText, session = null, window, zero, tags }: ScopeChipsProps) {
  const { scope, href } = useScope();
  const { run, names } = scope;
  const changes = (old: Draft) => ({ old, tags });
  return (
    <>
      <ScopeSheetChip />
      {!withoutRun && (
        <Limit
          label="run"
          what="the run"
          {...(run !== "latest" && { href: href({ run: "latest", from: null, to: null }) })}
        >
          {run === "latest" || run === "all" ? run : (runText ?? run)}
          {session !== null && `, ${formatCounted(session, "run")}`}
        </Limit>
      )}
      {(scope.from !== null || scope.to !== null) && (
        <Limit label="time" what="the time" href={href({ from: null, to: null })} {...changes(draftOfTime(scope))}>
          {describeTime(scope, zero ?? null)}
        </Limit>
      )}
      {names.length > MAX_NAMES ? (
        <Limit label="names" what="the names" href={href({ names: [] })}>
          {formatCount(names.length)}
        </Limit>
      ) : (
        names.map((name) => (
          <Limit
            key={name}
            label="name"
            what={`the name ${formatText(name)}`}
            href={href({ names: names.filter((other) => other !== name) })}
            {...changes({ of: "name", key: "", operator: "=", value: name })}
          >
            <EarlyNameSwatch name={name} />
            <span className={styles.text} title={formatText(name)}>
              <ShownText text={name} cut />
            </span>
          </Limit>
        ))
      )}
      {scope.tags.map((filter, index) => (
        <Limit
          // biome-ignore lint/suspicious/noArrayIndexKey: an address may contain the same filter twice
          key={index}
          label="tag"
          what={`the filter ${describeFilter(filter)}`}
          href={href({ tags: scope.tags.filter((_, other) => other !== index) })}
          {...changes({ of: "tag", ...filter })}
        >
          <span className={`${styles.text} mono`} title={`${describeFilter(filter)}, own or inherited (↑)`}>
            <CutText text={describeFilter(filter)} mono />
          </span>
        </Limit>
      ))}
      {scope.only?.map((filter) => {
        const draft = { ...filter, of: filter.key, key: "" };
        return (
          <Limit
            key={describeField(filter)}
            label={filter.key}
            what={`the filter ${describeField(filter)}`}
            href={href(dropDraft(scope, draft))}
            {...changes(draft)}
          >
            <span className={`${styles.text} mono`} title={describeField(filter)}>
              {describeFieldTest(filter)}
            </span>
          </Limit>
        );
      })}
      {scope.error !== null && (
        <Limit
          label="error"
          what={`the limit to ${describeErrorFilter(scope.error)}`}
          href={href({ error: null })}
          {...changes(draftOfError(scope.error))}
        >
          <span className={`${styles.text} mono`} title={describeErrorFilter(scope.error)}>
            <CutText text={formatErrorFilter(scope.error)} mono />
          </span>
        </Limit>
      )}
      {scope.maxSpanId !== undefined && (
        <Limit label="until" what="the newest span" href={href({ maxSpanId: undefined })}>
          span {scope.maxSpanId}
        </Limit>
      )}
      {window && <WindowMenu window={window} />}
      <FilterMenu tags={tags} />
    </>
  );
}

interface LimitProps {
  readonly label: string;
  readonly what: string;
  /** Address of the view without the limit; omitted for a limit that cannot be removed. */
  readonly href?: string;
  /** The limit as a filter that can be changed. */
  readonly old?: Draft;
  readonly tags?: FilterTags;
  readonly children: ReactNode;
}

function Limit({ label, what, href, old, tags, children }: LimitProps) {
  const content = (
    <>
      <b>{label}</b>
      {children}
    </>
  );
  return (
    <Chip>
      {old ? (
        <PopupButton
          opens="dialog"
          load={load}
          popup={({ FilterPopup }, shared) => <FilterPopup {...shared} tags={tags} old={old} />}
          className={styles.change}
          title={`Change ${what}`}
        >
          <span className="unseen">Change </span>
          {content}
        </PopupButton>
      ) : (
        content
      )}
      {href !== undefined && (
        <Link
          href={href}
          prefetch={false}
          scroll={false}
          className={controls.drop}
          aria-label={`Drop ${what}`}
          title={`Drop ${what}`}
        >
          <CloseIcon size={12} />
        </Link>
      )}
    </Chip>
  );
}

/** To the millisecond only where the scope is. */
function describeTime({ from, to }: Scope, zero: TimeZero | null): string {
  const ends = [from, to].map((end) => end !== null && formatStart(end, zero, isWhole(end, zero) ? 0 : 3));
  const [first, last] = ends;
  if (first && last) return formatRange(first, last);
  return first ? `from ${first}` : `to ${last}`;
}

/** Clocks and dates are read to the second; short times keep their decimals, so that they line up elsewhere. */
function isWhole(end: number, zero: TimeZero | null): boolean {
  return zero?.dated === true || needsDates(end, end);
}

const load = () => import("./filter-popup.tsx");

/** Adds a filter. Suggests what the file holds, but accepts anything. */
export function FilterMenu({ tags }: { readonly tags?: FilterTags }) {
  return (
    <PopupButton
      opens="dialog"
      data-filter=""
      load={load}
      popup={({ FilterPopup }, shared) => <FilterPopup {...shared} tags={tags} />}
      className={`${controls.chip} ${styles.add}`}
    >
      <span aria-hidden="true">+</span>
      Filter
    </PopupButton>
  );
}

/** `newest 100,000 of 2,461,318`. */
export function describeWindow({ count, total, estimated }: SpanWindow): string {
  const all = `${estimated ? "≈ " : ""}${formatCount(total)}`;
  return count < total ? `newest ${formatCount(count)} of ${all}` : `all ${all}`;
}

const ALL = "all";

/** The window of newest spans, shown if it excludes some, with a menu to widen it. */
function WindowMenu({ window }: { readonly window: SpanWindow }) {
  const { scope, push } = useScope();
  const cut = window.count < window.total;
  if (!cut && window.total <= WINDOWS[0]) return null;
  const sizes = [...new Set([...WINDOWS.filter((size) => size < window.total), ...(cut ? [window.count] : [])])];
  return (
    <MenuButton
      className={`${controls.chip} ${styles.cut}`}
      align="start"
      entries={[
        {
          kind: "choices",
          value: cut ? String(scope.window) : ALL,
          options: [
            ...sizes
              .sort((a, b) => a - b)
              .map((size) => ({ value: String(size), label: `newest ${formatCount(size)}` })),
            { value: ALL, label: "all" },
          ],
          onChoose: (next) => push({ window: next === ALL ? null : Number(next) }),
        },
      ]}
    >
      <b>window</b>
      {describeWindow(window)}
      <ChevronIcon size={12} />
    </MenuButton>
  );
}
