/** Running spans where there are no others. */
"use client";

import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { RunningSpans } from "../../../lib/queries/running.ts";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import table from "../../ui/table/table.module.css";
import { useRunning } from "./running.ts";
import { RunningMark, SoFar } from "./running-mark.tsx";

interface RunningListProps {
  readonly drawn: RunningSpans;
  readonly scope: string;
}

export function RunningList({ drawn, scope }: RunningListProps) {
  const running = useRunning(drawn, { scope });
  const more = countMore(running);
  return (
    <table className={table.table} aria-label="Running spans">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Name</th>
          <th scope="col" className={table.number}>
            So far
          </th>
        </tr>
      </thead>
      <tbody>
        {running.spans.map((span) => (
          <tr key={span.key}>
            <td>
              <RunningMark span={span} />
            </td>
            <td>
              <span className={table.name} title={formatText(span.name)}>
                <NameSwatch name={span.name} />
                <span>
                  <ShownText text={span.name} cut />
                </span>
              </span>
            </td>
            <td className={table.number}>
              <SoFar span={span} />
            </td>
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={3}>{describeMore(more)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** How many there are besides those listed. */
export function countMore({ spans, counts, unknown }: RunningSpans): number {
  return counts.running + counts.silent + counts.gone - spans.length + unknown;
}

export function describeMore(more: number): string {
  return `and ${formatCount(more)} more that had not ended when last seen`;
}
