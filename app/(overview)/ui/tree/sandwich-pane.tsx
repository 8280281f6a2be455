/** The chosen name between its callers and its callees, over all its paths. */
"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { formatCount, formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { nameCallers } from "../../../charts/icicle/path-names.ts";
import { scopeHref } from "../../../shell/scope/scope-url.ts";
import { scopeOf } from "../../../shell/scope-href.ts";
import { Button } from "../../../ui/button.tsx";
import { Duration } from "../../../ui/duration.tsx";
import { CloseIcon } from "../../../ui/icons.tsx";
import { NameSwatch } from "../../../ui/name-colors.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { ShownText } from "../../../ui/shown-text.tsx";
import type { Sandwich } from "./sandwich.ts";
import { SandwichDrawing } from "./sandwich-drawing.tsx";
import styles from "./tree.module.css";
import type { TreePartProps } from "./tree-chart.tsx";

interface SandwichPaneProps extends TreePartProps {
  readonly joined: Sandwich;
  readonly onClose: () => void;
}

export function SandwichPane({ tree, joined, chosen, hovered, onChoose, onHover, onClose }: SandwichPaneProps) {
  const params = new URLSearchParams(useSearchParams());
  const { name, paths, recursive } = joined;
  const about = tree.basis.exact ? "" : "≈ ";
  const text = formatText(name);
  return (
    <section className={styles.sandwich} aria-label={`Callers and callees of ${text}`}>
      <PaneTitle
        title={
          <span className={styles.title}>
            <NameSwatch name={name} />
            <span className={styles.titled}>
              <ShownText text={name} cut />
            </span>
          </span>
        }
        summary={describeName(joined, about)}
        actions={
          <Button look="ghost" small icon aria-label={`Close ${text}`} title="Close" onClick={onClose}>
            <CloseIcon />
          </Button>
        }
      />
      <div className={styles.scrolling}>
        <SandwichDrawing joined={joined} about={about} />
        {recursive > 0 && (
          <p className={styles.note}>
            calls itself {about}
            {formatCount(recursive)} {recursive === 1 ? "time" : "times"}, counted once
          </p>
        )}
        <div className={styles.listHead}>
          <span>In {formatCounted(paths.length, "path")}</span>
          <Link className="link" href={scopeHref("/explore", scopeOf(params), { names: [name] })} prefetch={false}>
            Explore {text}
          </Link>
          <Link href={scopeHref("/", params, { names: [name] })} prefetch={false}>
            Keep only {text}
          </Link>
        </div>
        <ul className={styles.list}>
          {paths.map((row) => (
            <li key={row} data-hovered={row === hovered ? "" : undefined}>
              <button
                type="button"
                aria-pressed={row === chosen}
                onClick={() => onChoose(row)}
                onPointerEnter={() => onHover(row)}
                onPointerLeave={() => onHover(null)}
              >
                <PathText path={tree.paths[row] as PathRow} callers={nameCallers(tree.paths, row)} />
                <span>
                  {about}
                  {formatCount(tree.paths[row]?.calls ?? 0)}
                </span>
                <Duration seconds={tree.paths[row]?.total ?? 0} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function PathText({ path, callers }: { readonly path: PathRow; readonly callers: string }) {
  return (
    <span className={styles.listed}>
      {callers !== "" && <span className={styles.callers}>{callers} / </span>}
      <span className={styles.own}>
        <ShownText text={path.name} cut />
      </span>
      {path.label !== "" && <code>{path.label}</code>}
    </span>
  );
}

/** `840 calls in 2 paths, 1.50 s, self 271 ms, p95 7.71 ms`. */
function describeName({ calls, paths, total, self, p95 }: Sandwich, about: string): string {
  const time = (seconds: number) => `${about}${formatDurationText(seconds)}`;
  const facts = [
    `${about}${formatCounted(calls, "call")} in ${formatCounted(paths.length, "path")}`,
    time(total),
    `self ${time(self)}`,
  ];
  return [...facts, ...(p95 === null ? [] : [`p95 ${time(p95)}`])].join(", ");
}
