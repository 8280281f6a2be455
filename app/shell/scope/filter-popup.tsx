/** The form that adds a tag filter. Only through `import()`, as it brings its library along. */
"use client";

import { Popover } from "@base-ui/react/popover";
import { type FormEvent, Suspense, use, useId, useState } from "react";
import type { TagOperator } from "../../../lib/model/scope.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import menu from "../../ui/menu.module.css";
import type { PopupProps } from "../../ui/popup-button.tsx";
import { Select } from "../../ui/select.tsx";
import styles from "../scope-line.module.css";
import { toggleFilter } from "./scope-url.ts";
import type { FilterTag } from "./use-scope.ts";
import { useScope } from "./use-scope.ts";

const OPERATOR_WORDS: Readonly<Record<TagOperator, string>> = {
  "=": "is",
  "!=": "is not",
  ">=": "is at least",
  "<=": "is at most",
};
const OPERATORS = ["=", "!=", ">=", "<="] as const;

interface FilterPopupProps extends PopupProps {
  readonly tags: Promise<readonly FilterTag[]> | undefined;
}

export function FilterPopup({ anchor, open, onOpenChange, tags }: FilterPopupProps) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={4} align="start" className={menu.place}>
          <Popover.Popup className={menu.menu} aria-label="Add a filter" finalFocus={anchor}>
            <FilterForm tags={tags} onDone={() => onOpenChange(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface FilterFormProps {
  readonly tags: Promise<readonly FilterTag[]> | undefined;
  readonly onDone: () => void;
}

function FilterForm({ tags, onDone }: FilterFormProps) {
  const { scope, push } = useScope();
  const [key, setKey] = useState("");
  const [operator, setOperator] = useState<TagOperator>("=");
  const [value, setValue] = useState("");
  const id = useId();
  const number = operator === ">=" || operator === "<=";
  const wrong = number && !(value.trim() !== "" && Number.isFinite(Number(value)));
  const add = (event: FormEvent) => {
    event.preventDefault();
    onDone();
    push({ tags: toggleFilter(scope, { key, operator, value }) });
  };
  return (
    <form className={styles.form} onSubmit={add}>
      <label htmlFor={`${id}-key`}>
        Tag
        <Field
          id={`${id}-key`}
          value={key}
          list={`${id}-keys`}
          required
          autoComplete="off"
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      <Select
        aria-label="Operator"
        tall
        value={operator}
        onChange={(event) => setOperator(event.target.value as TagOperator)}
      >
        {OPERATORS.map((option) => (
          <option key={option} value={option}>
            {OPERATOR_WORDS[option]}
          </option>
        ))}
      </Select>
      <label htmlFor={`${id}-value`}>
        {number ? "Number" : "Value"}
        <Field
          id={`${id}-value`}
          value={value}
          list={`${id}-values`}
          autoComplete="off"
          inputMode={number ? "decimal" : undefined}
          onChange={(event) => setValue(event.target.value)}
        />
      </label>
      {tags && (
        <Suspense>
          <Offers tags={tags} id={id} chosen={key} />
        </Suspense>
      )}
      <span className={styles.hint}>Also keeps spans that inherit the tag (↑).</span>
      <span className={styles.row}>
        <Button type="submit" disabled={key === "" || wrong} title={wrong ? "Give a number" : undefined}>
          Add filter
        </Button>
      </span>
    </form>
  );
}

interface OffersProps {
  readonly tags: Promise<readonly FilterTag[]>;
  readonly id: string;
  readonly chosen: string;
}

function Offers({ tags, id, chosen }: OffersProps) {
  const offered = use(tags);
  return (
    <>
      <datalist id={`${id}-keys`}>
        {offered.map(({ key }) => (
          <option key={key} value={key} label={showText(key)} />
        ))}
      </datalist>
      <datalist id={`${id}-values`}>
        {offered
          .find(({ key }) => key === chosen)
          ?.top.map(({ value }) => (
            <option key={value} value={value} label={showText(value)} />
          ))}
      </datalist>
    </>
  );
}
