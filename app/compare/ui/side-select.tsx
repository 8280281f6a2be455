/** Chooses one of the two sides: its letter and its options. */
"use client";

import { Select } from "@base-ui/react/select";
import type { SideOption } from "../../../lib/queries/sql/side.ts";
import controls from "../../ui/controls.module.css";
import { CutText } from "../../ui/cut-text.tsx";
import { CheckIcon, ChevronIcon } from "../../ui/icons.tsx";
import menu from "../../ui/menu.module.css";
import styles from "./sides.module.css";

/** The baseline is grey, the candidate has the accent colour. */
export function SideLetter({ side }: { readonly side: "A" | "B" }) {
  return <span className={side === "A" ? styles.a : styles.b}>{side}</span>;
}

interface SideSelectProps {
  readonly side: "A" | "B";
  readonly options: readonly SideOption[];
  readonly value: string;
  /** Shown when the value is none of the options. */
  readonly label: string;
  readonly onChange: (value: string) => void;
}

export function SideSelect({ side, options, value, label, onChange }: SideSelectProps) {
  const chosen = options.find((option) => option.value === value) ?? { value, label, detail: "" };
  return (
    <Select.Root value={value} onValueChange={(next) => next !== null && onChange(next)} modal={false}>
      <Select.Trigger
        className={`${controls.field} ${styles.trigger}`}
        aria-label={`Side ${side}: ${chosen.label}`}
        title={[chosen.label, chosen.detail].filter(Boolean).join(", ")}
      >
        <span className={styles.lines}>
          <span className={styles.text}>
            <CutText text={chosen.label} />
          </span>
          {chosen.detail && <span className={styles.fact}>{chosen.detail}</span>}
        </span>
        <ChevronIcon size={12} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner sideOffset={4} alignItemWithTrigger={false} className={menu.place}>
          <Select.Popup className={menu.menu}>
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className={menu.item}>
                <span className={menu.tick}>
                  <Select.ItemIndicator>
                    <CheckIcon size={12} />
                  </Select.ItemIndicator>
                </span>
                <Select.ItemText className={menu.label}>{option.label}</Select.ItemText>
                <small>{option.detail}</small>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
