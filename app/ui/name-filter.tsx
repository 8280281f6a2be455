/** Filters a table by what its names have in them: a button, and once pressed a field. */
"use client";

import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "./button.tsx";
import styles from "./controls.module.css";
import { Field } from "./field.tsx";
import { useCommand } from "./keys/keys.ts";

interface NameFilterProps {
  readonly find: string;
  readonly onFind: (text: string) => void;
}

export function NameFilter({ find, onFind }: NameFilterProps) {
  const [open, setOpen] = useState(find !== "");
  const field = useRef<HTMLInputElement>(null);
  const show = () => {
    // Rendered at once: letters typed right after are meant for it.
    flushSync(() => setOpen(true));
    field.current?.focus();
  };
  useCommand("Filter the names", show);
  if (!open)
    return (
      <Button look="ghost" small title="Filter the names" aria-label="Filter the names" onClick={show}>
        Filter
      </Button>
    );
  return (
    <Field
      small
      ref={field}
      type="search"
      className={styles.find}
      aria-label="Filter the names"
      placeholder="Filter names"
      defaultValue={find}
      onChange={(event) => onFind(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onFind("");
        setOpen(false);
      }}
    />
  );
}
