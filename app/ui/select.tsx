/** Choices: selects, check boxes, segments. */
"use client";

import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from "react";
import styles from "./controls.module.css";
import { CheckIcon, ChevronIcon } from "./icons.tsx";

/**
 * A styled native select, to get the keyboard, type-ahead and touch behaviour. Pass `<option>`s as children, and an
 * `aria-label` or a `<label htmlFor>`. `tall` is 28 px high instead of 24.
 */
export function Select({ tall, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { readonly tall?: boolean }) {
  return (
    <span className={tall ? `${styles.select} ${styles.tall}` : styles.select}>
      <select className="box fine" {...rest} />
      <ChevronIcon size={12} />
    </span>
  );
}

/** A check box with its label. */
export function Checkbox({ children, ...rest }: InputHTMLAttributes<HTMLInputElement> & { children: ReactNode }) {
  return (
    <label className={styles.check}>
      <span className={styles.box}>
        <input type="checkbox" {...rest} />
        <span className={styles.tick}>
          <CheckIcon size={12} />
        </span>
      </span>
      {children}
    </label>
  );
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A few choices side by side, one of them active. */
export function Segments<Value extends string>({ label, options, value, onChange }: SegmentsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line in every browser
    <div role="group" aria-label={label} className={styles.segments}>
      {options.map(([option, text]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
          {text}
        </button>
      ))}
    </div>
  );
}
