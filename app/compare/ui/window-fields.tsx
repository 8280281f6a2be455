/** A part of the run's time as a side: two fields, in seconds since its start. */
"use client";

import { useState } from "react";
import { formatRangeText, parseRange } from "../../../lib/model/compare-choice.ts";
import { Field } from "../../ui/field.tsx";
import styles from "./sides.module.css";

interface WindowFieldsProps {
  readonly side: "A" | "B";
  /** `0..6.5` */
  readonly value: string;
  /** Length of the run, seconds. */
  readonly end: number;
  readonly onChange: (value: string) => void;
}

export function WindowFields({ side, value, end, onChange }: WindowFieldsProps) {
  const range = parseRange(value) ?? { from: 0, to: end };
  const [from, setFrom] = useState(String(range.from));
  const [to, setTo] = useState(String(range.to));
  const next = { from: Number(from), to: Number(to) };
  const bad = from.trim() === "" || to.trim() === "" || !(next.from < next.to);
  const submit = () => {
    if (!bad && formatRangeText(next) !== value) onChange(formatRangeText(next));
  };
  const field = (label: string, text: string, set: (text: string) => void) => (
    <Field
      inputMode="decimal"
      aria-label={`Side ${side}, ${label} second`}
      aria-invalid={bad || undefined}
      value={text}
      onChange={(event) => set(event.target.value)}
      onBlur={submit}
    />
  );
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {field("from", from, setFrom)}
      <span>–</span>
      {field("to", to, setTo)}
      <span>s</span>
      <button type="submit" className="unseen">
        Look at this window
      </button>
    </form>
  );
}
