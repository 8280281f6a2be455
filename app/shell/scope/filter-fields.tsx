/** The first step of a filter: what to filter by, found by typing among the tags and what every span has. */
"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { useState } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import type { ValueKind } from "../../../lib/model/kinds.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { ErrorMark } from "../../ui/error-mark.tsx";
import { pickMatching } from "../palette/match-text.ts";
import styles from "./filter.module.css";
import { type Draft, SPAN_FIELDS, type SpanField } from "./filter-draft.ts";
import type { FilterTag } from "./use-scope.ts";

export type FoundField = Pick<Draft, "of" | "key">;

interface FieldItem extends FoundField {
  readonly text: string;
  readonly detail: string;
  /** Undefined for a key that is only typed, and for errors. */
  readonly kind: ValueKind | undefined;
}

interface FieldGroup {
  readonly title: string;
  readonly items: readonly FieldItem[];
}

export const FIELD_KINDS: Readonly<Record<SpanField, ValueKind | undefined>> = {
  duration: "number",
  start: "time",
  name: "text",
  error: undefined,
};

function findFields(typed: string, tags: readonly FilterTag[]): FieldGroup[] {
  const fields = SPAN_FIELDS.map((of): FieldItem => ({ of, key: "", text: of, detail: "", kind: FIELD_KINDS[of] }));
  const keys = tags.map(({ key, kind, count, exact }): FieldItem => {
    const detail = `${exact ? "" : "≈ "}${formatCount(count)}`;
    return { of: "tag", key, text: formatText(key), detail, kind };
  });
  const key = typed.trim();
  const isNew = key !== "" && !tags.some((tag) => tag.key === key);
  const free: FieldItem = { of: "tag", key, text: formatText(key), detail: "not seen here", kind: undefined };
  const groups = [
    { title: "Every span", items: pickMatching(fields, typed, fields.length) },
    { title: "Tags", items: pickMatching(keys, typed, keys.length) },
    { title: "Any tag", items: isNew ? [free] : [] },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

interface FilterFieldsProps {
  readonly tags: readonly FilterTag[];
  /** Whether a later step led back here. */
  readonly again: boolean;
  readonly onChoose: (field: FoundField) => void;
}

export function FilterFields({ tags, again, onChoose }: FilterFieldsProps) {
  const [typed, setTyped] = useState("");
  const groups = findFields(typed, tags);
  return (
    <div className={styles.form}>
      <Autocomplete.Root
        inline
        open
        mode="none"
        items={groups}
        value={typed}
        onValueChange={setTyped}
        itemToStringValue={(item: FieldItem) => item.text}
        autoHighlight="always"
        keepHighlight
      >
        <Autocomplete.Input
          autoFocus={again}
          className={styles.input}
          aria-label="Filter by"
          placeholder="Tag, duration, name, error"
        />
        <Autocomplete.List className={styles.list}>
          {(group: FieldGroup) => (
            <Autocomplete.Group key={group.title} items={group.items}>
              <Autocomplete.GroupLabel className={styles.label}>{group.title}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: FieldItem) => (
                  <Autocomplete.Item
                    key={`${item.of} ${item.key}`}
                    value={item}
                    className={styles.item}
                    title={item.text}
                    onClick={() => onChoose({ of: item.of, key: item.key })}
                  >
                    <FieldMark field={item} kind={item.kind} />
                    <span className={styles.text}>{item.text}</span>
                    <span className={styles.fact}>{item.detail}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </div>
  );
}

interface FieldMarkProps {
  readonly field: FoundField;
  readonly kind: ValueKind | undefined;
}

export function FieldMark({ field, kind }: FieldMarkProps) {
  return (
    <span aria-hidden="true" className={styles.mark}>
      {field.of === "error" ? <ErrorMark type="" /> : kind && <TypeMark kind={kind} />}
    </span>
  );
}
