/** The title of the list of runs: how many, a field to find some, their order, and the way out. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { CloseIcon } from "../../ui/icons.tsx";
import { Segments } from "../../ui/select.tsx";
import type { Order } from "./blocks.ts";
import styles from "./runs.module.css";

interface RunsHeadProps {
  readonly count: number;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** Whether the scope is all runs. */
  readonly isAll: boolean;
  readonly onAll: () => void;
  readonly onClose: () => void;
}

const ORDERS = [
  ["newest", "Newest first"],
  ["code", "By code"],
] as const;

export function RunsHead({ count, typed, onType, order, onOrder, isAll, onAll, onClose }: RunsHeadProps) {
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>Runs</h2>
      <Button look="ghost" small aria-pressed={isAll} onClick={onAll} title="Show all runs together">
        All {formatCounted(count, "run")}
      </Button>
      <Field
        type="search"
        className={styles.find}
        aria-label="Filter by name, commit, parameter"
        placeholder="Filter by name, commit, parameter"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <Segments label="Order" options={ORDERS} value={order} onChange={onOrder} />
      <Button
        look="ghost"
        icon
        small
        className={styles.close}
        aria-label="Close the list of runs"
        title="Close (Esc)"
        onClick={onClose}
      >
        <CloseIcon size={16} />
      </Button>
    </div>
  );
}
