/** Chooses the tags that the call tree is split by. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useId, useTransition } from "react";
import type { CallTree, SplitTag } from "../../../../lib/analysis/tree/answer.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { Select } from "../../../ui/select.tsx";
import { setAll } from "../../address.ts";
import styles from "./tree.module.css";

const NAMES_ONLY = "";
/** Between keys in the value of an option: in no key that anyone could read. */
const BETWEEN = "\u0000";

export function SplitChoice({ tree: { split, tags } }: { readonly tree: CallTree }) {
  const id = useId();
  const router = useRouter();
  const params = useSearchParams();
  const [changes, change] = useTransition();
  const choose = (value: string) => {
    const next = new URLSearchParams(params);
    setAll(next, "split", value === NAMES_ONLY ? [""] : value.split(BETWEEN));
    for (const key of ["in", "path"]) next.delete(key);
    change(() => router.replace(`/?${next}`, { scroll: false }));
  };
  return (
    <label className={styles.split} htmlFor={id}>
      <span>Split by</span>
      <Select id={id} value={split.join(BETWEEN)} disabled={changes} onChange={(event) => choose(event.target.value)}>
        {listChoices(split, tags ?? []).map((keys) => (
          <option key={keys.join(BETWEEN)} value={keys.join(BETWEEN)}>
            {keys.length === 0 ? "names only" : keys.map((key) => formatText(key)).join(", ")}
          </option>
        ))}
      </Select>
    </label>
  );
}

/** What it is split by, each tag alone, and none. */
function listChoices(split: readonly string[], tags: readonly SplitTag[]): (readonly string[])[] {
  const alone = tags.map(({ key }) => [key]).filter(([key]) => split.length !== 1 || split[0] !== key);
  return [...(split.length > 0 ? [split] : []), ...alone, []];
}
