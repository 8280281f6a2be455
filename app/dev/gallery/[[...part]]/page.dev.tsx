/**
 * Every control, cell, chart and state of the dashboard, from fixtures. Only in `npm run dev`: builds ignore
 * `.dev.tsx`.
 */
import Link from "next/link";
import { notFound } from "next/navigation";
import { NameColors } from "../../../ui/name-colors.tsx";
import { NAMES } from "../fixtures/spans.ts";
import styles from "../gallery.module.css";
import { Cells } from "../parts/cells.tsx";
import { Compare } from "../parts/compare.tsx";
import { CompareRuns } from "../parts/compare-runs.tsx";
import { Controls } from "../parts/controls.tsx";
import { Kinds, MoreKinds } from "../parts/kinds.tsx";
import { Odd } from "../parts/odd.tsx";
import { Overview } from "../parts/overview.tsx";
import { Scatter } from "../parts/scatter.tsx";
import { Shell } from "../parts/shell.tsx";
import { Span } from "../parts/span.tsx";
import { States } from "../parts/states.tsx";
import { Tables } from "../parts/tables.tsx";
import { Trees } from "../parts/trees.tsx";
import { Why } from "../parts/why.tsx";
import { anchorOf, PART_NAMES, PARTS, type PartName } from "../parts.ts";

const SHOWN: Readonly<Record<PartName, () => React.ReactNode>> = {
  controls: Controls,
  shell: Shell,
  states: States,
  cells: Cells,
  tables: Tables,
  overview: Overview,
  trees: Trees,
  compare: Compare,
  "compare-runs": CompareRuns,
  span: Span,
  why: Why,
  scatter: Scatter,
  kinds: Kinds,
  odd: Odd,
  "more-kinds": MoreKinds,
};

interface PageProps {
  readonly params: Promise<{ readonly part?: readonly string[] }>;
}

export default async function Page({ params }: PageProps) {
  const { part: [asked = "controls"] = [] } = await params;
  const part = PART_NAMES.find((name) => name === asked);
  if (!part) notFound();
  const Part = SHOWN[part];
  return (
    <div className={styles.page}>
      <nav className={styles.contents} aria-label="Parts of the gallery">
        {PART_NAMES.map((name) => (
          <div key={name}>
            <Link href={`/dev/gallery/${name}`} prefetch={false} aria-current={name === part ? "page" : undefined}>
              {name}
            </Link>
            {name === part && (
              <ul>
                {PARTS[name].map((section) => (
                  <li key={section}>
                    <a href={`#${anchorOf(section)}`}>{section}</a>
                  </li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <main className={styles.part} tabIndex={0}>
        <h1 className="unseen">Gallery, {part}</h1>
        <NameColors ranks={{ of: "gallery", names: NAMES }}>
          <Part />
        </NameColors>
      </main>
    </div>
  );
}
