/** Rows of spans that have not ended, above the newest of those that have. */

import { formatStart, type TimeZero } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { RunningSpan, RunningSpans } from "../../../lib/queries/running.ts";
import { countMore, describeMore } from "../../shell/live/running-list.tsx";
import { RunningMark, SoFar } from "../../shell/live/running-mark.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "../../ui/table/table.module.css";
import { TagValue } from "../../ui/tag-value.tsx";
import type { NewestColumn } from "./newest-columns.ts";

interface RunningRowsProps {
  readonly running: RunningSpans;
  readonly columns: readonly NewestColumn[];
}

export function RunningRows({ running, columns }: RunningRowsProps) {
  const more = countMore(running);
  const zero = { origin: running.origin ?? 0, dated: running.dated };
  if (running.spans.length === 0 && more === 0) return null;
  return (
    <tbody aria-label="Running spans">
      {running.spans.map((span) => (
        <Row key={span.key} span={span} columns={columns} zero={zero} />
      ))}
      {more > 0 && (
        <tr>
          <td />
          <td colSpan={columns.length + 3}>{describeMore(more)}</td>
        </tr>
      )}
    </tbody>
  );
}

interface RowProps {
  readonly span: RunningSpan;
  readonly columns: readonly NewestColumn[];
  readonly zero: TimeZero;
}

function Row({ span, columns, zero }: RowProps) {
  const { name, start, tags, error } = span;
  return (
    <tr>
      <td className={styles.number}>
        <RunningMark span={span} />
      </td>
      <td>
        <span
          className={styles.name}
          title={error === null ? formatText(name) : `${formatText(name)}: ${formatText(error)}`}
        >
          <NameSwatch name={name} />
          <span>
            <ShownText text={name} cut />
          </span>
        </span>
      </td>
      <td className={styles.number}>{formatStart(start, zero)}</td>
      <td className={styles.number}>
        <SoFar span={span} />
      </td>
      {columns.map(({ key, kind }) => {
        const [, value = null] = tags.find(([other]) => other === key) ?? [];
        return (
          <td key={key} className={kind === "number" ? styles.number : undefined}>
            <TagValue tagKey={key} kind={kind} value={value} />
          </td>
        );
      })}
    </tr>
  );
}
