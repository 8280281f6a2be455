/** Every limit of the scope as a chip that takes it away, and a menu that adds one. */
"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { ColorSlot } from "../../../lib/model/colors.ts";
import { formatCount, formatRange, formatStart } from "../../../lib/model/format.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanWindow } from "../../../lib/model/span-window.ts";
import { Chip } from "../../ui/chip.tsx";
import { CloseIcon } from "../../ui/shell-icons.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { ScopeSheetChip } from "../rail/rail-button.tsx";
import styles from "../scope-line.module.css";
import { FilterMenu } from "./filter-menu.tsx";
import { sayFilter } from "./scope-url.ts";
import { type FilterTag, useScope } from "./use-scope.ts";
import { WindowMenu } from "./window-menu.tsx";

export interface ScopeChipsProps {
  /** What the run is called; null where the scope's own word says it. */
  readonly runText?: string | null;
  readonly window?: SpanWindow;
  /** Colours of names; grey where one is not known. */
  readonly slots?: readonly (readonly [name: string, slot: ColorSlot])[];
  /** What can be filtered by; it may come later. */
  readonly tags?: Promise<readonly FilterTag[]>;
}

/** More chips than these push the filters out of sight. */
const MOST_NAMES = 4;

export function ScopeChips({ runText, window, slots = [], tags }: ScopeChipsProps) {
  const { scope, href } = useScope();
  const { run, names } = scope;
  const colors = new Map(slots);
  return (
    <>
      <ScopeSheetChip />
      <Limit
        label="run"
        what="the run"
        {...(run !== "latest" && { href: href({ run: "latest", from: null, to: null }) })}
      >
        {run === "latest" || run === "all" ? run : (runText ?? run)}
      </Limit>
      {(scope.from !== null || scope.to !== null) && (
        <Limit label="time" what="the time" href={href({ from: null, to: null })}>
          {sayTime(scope)}
        </Limit>
      )}
      {names.length > MOST_NAMES ? (
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
          >
            <Swatch slot={colors.get(name) ?? 8} />
            <span className={styles.text}>{formatText(name)}</span>
          </Limit>
        ))
      )}
      {scope.tags.map((filter, index) => (
        <Limit
          // biome-ignore lint/suspicious/noArrayIndexKey: the same filter may stand in an address twice
          key={index}
          label="tag"
          what={`the filter ${sayFilter(filter)}`}
          href={href({ tags: scope.tags.filter((_, other) => other !== index) })}
        >
          <span className={`${styles.text} mono`} title={sayFilter(filter)}>
            {sayFilter(filter)}
          </span>
        </Limit>
      ))}
      {scope.until !== undefined && (
        <Limit label="until" what="the newest span" href={href({ until: undefined })}>
          span {scope.until}
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
  /** The view without the limit; nothing where it always has one. */
  readonly href?: string;
  readonly children: ReactNode;
}

function Limit({ label, what, href, children }: LimitProps) {
  return (
    <Chip label={label}>
      {children}
      {href !== undefined && (
        <Link
          href={href}
          prefetch={false}
          scroll={false}
          className={styles.drop}
          aria-label={`Drop ${what}`}
          title={`Drop ${what}`}
        >
          <CloseIcon size={12} />
        </Link>
      )}
    </Chip>
  );
}

function sayTime({ from, to }: Scope): string {
  if (to === null) return `from ${formatStart(from ?? 0)}`;
  return from === null ? `to ${formatStart(to)}` : formatRange(formatStart(from), formatStart(to));
}
