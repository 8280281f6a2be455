/** Says how many tag keys have no column, because there are very many, and finds one of them by its name. */
"use client";

import { type FormEvent, useState } from "react";
import { formatCounted } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useExplore } from "./context.tsx";
import styles from "./explore.module.css";

export function RareKeys() {
  const { url, go, rows } = useExplore();
  const [key, setKey] = useState("");
  const also = url.scope.also ?? [];
  const { rareKeys, columns, busy } = rows;
  if (!rareKeys) return null;
  const missed = busy ? [] : also.filter((one) => !columns.some(({ tag }) => tag === one));
  const find = (event: FormEvent) => {
    event.preventDefault();
    setKey("");
    go({ also: [...new Set([...also, key])] });
  };
  return (
    <form className={styles.rare} onSubmit={find}>
      <span role="status">
        {formatCounted(rareKeys, "more tag key")}, on fewer spans each.
        {missed.length > 0 && ` No span here has ${missed.map(formatText).join(", ")}.`}
      </span>
      <Field
        small
        aria-label="Find a tag key"
        placeholder="Find a key"
        autoComplete="off"
        required
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <Button type="submit" small>
        Show
      </Button>
    </form>
  );
}
