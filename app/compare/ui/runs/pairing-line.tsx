/** How calls are paired, which can be changed, and how far runs of the same code differ. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { describeFloor, describeOrder, describePairing } from "../../../../lib/analysis/compare/run-words.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import type { PairBy } from "../../../../lib/queries/paired-runs.ts";
import { CheckMenu } from "../../../ui/check-menu.tsx";
import { useKey } from "../../../ui/keys/keys.ts";
import { Segments } from "../../../ui/select.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { choosePairBy, parsePairBy } from "../../address.ts";
import styles from "./runs.module.css";
import { FloorSwatch } from "./strip.tsx";

const OPTIONS = [
  ["paired", "Paired"],
  ["all", "All calls"],
] as const;

/** More tags make no call more like another. */
const MAX_KEYS = 3;

interface PairingLineProps {
  /** Null until it is known. */
  readonly answer: RunsAnswer | null;
  readonly isComing: boolean;
  /** The name whose pairing is told. */
  readonly chosen: string | null;
}

export function PairingLine({ answer, isComing, chosen }: PairingLineProps) {
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  const [pending, start] = useTransition();
  const pairBy = parsePairBy(params);
  const choose = (next: PairBy) => start(() => router.push(choosePairBy(params, next), { scroll: false }));
  useKey("u", "Paired, all calls", () => choose(pairBy === "none" ? null : "none"));
  const row = answer?.names.find(({ name }) => name === chosen) ?? answer?.names[0];
  const keys = pairBy === null || pairBy === "none" ? (row?.pairing.keys ?? []) : pairBy;
  const offered = [...new Set([...keys, ...(answer?.pairing.offered ?? [])])];
  return (
    <div className={styles.line} aria-busy={pending}>
      <Segments
        label="Calls"
        options={OPTIONS}
        value={pairBy === "none" ? "all" : "paired"}
        onChange={(next) => choose(next === "all" ? "none" : null)}
      />
      {row ? (
        <span className={styles.how}>{describePairing(row.pairing, row.pairs, row.of)}</span>
      ) : (
        isComing && <Skeleton width="32ch" />
      )}
      {pairBy !== "none" && answer && (
        <CheckMenu
          name="Change the tags that calls are paired by"
          choices={offered.map((key) => ({
            id: key,
            label: formatText(key),
            checked: keys.includes(key),
            disabled: !keys.includes(key) && keys.length >= MAX_KEYS,
          }))}
          onCheck={(key, checked) => {
            const next = checked ? [...keys, key] : keys.filter((one) => one !== key);
            choose(next.length > 0 ? next : null);
          }}
          onReset={pairBy === null ? undefined : () => choose(null)}
        >
          Change
        </CheckMenu>
      )}
      {answer && (
        <span className={styles.floor}>
          <span className="inline">
            {answer.noise.floor !== null && <FloorSwatch />}
            {describeFloor(answer.noise)}
          </span>
          <span className={styles.order}>{describeOrder(answer.order)}</span>
        </span>
      )}
    </div>
  );
}
