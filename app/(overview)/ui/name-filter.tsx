/** Narrows the table of span names to those with a text in them; a button opens the field, so does `/`. */
"use client";

import { useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { adjustAddress, setAll } from "../address.ts";
import styles from "./names.module.css";

export function NameFilter() {
  const find = useSearchParams().get("find") ?? "";
  const [open, setOpen] = useState(find !== "");
  const field = useRef<HTMLInputElement>(null);
  const show = () => {
    setOpen(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  const set = (text: string) => adjustAddress((params) => setAll(params, "find", text === "" ? [] : [text]));
  useKey("/", "Filter the names", show);
  if (!open)
    return (
      <Button look="ghost" small title="Filter the names (/)" aria-label="Filter the names" onClick={show}>
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
      onChange={(event) => set(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        set("");
        setOpen(false);
      }}
    />
  );
}
