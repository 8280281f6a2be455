/** The second step of a filter: its operator and its value, found among the known ones or typed. */
"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { filterOfCounted, takesValue } from "../../../lib/model/filter.ts";
import { formatCount, isBytesKey } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { Button } from "../../ui/button.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { pickMatching } from "../palette/match-text.ts";
import styles from "./filter.module.css";
import type { Draft } from "./filter-draft.ts";
import { FIELD_KINDS, FieldMark, type FoundField } from "./filter-fields.tsx";
import { describeKept, findFault, OPERATOR_NAMES, offersValues, operatorsOf, signOf } from "./filter-operators.ts";
import { useKnownValues } from "./filter-values.ts";
import type { FilterTag } from "./use-scope.ts";

interface FilterFormProps {
  readonly field: FoundField;
  /** What is known of the tag. */
  readonly tag: FilterTag | undefined;
  readonly old: Draft | undefined;
  /** On the button. */
  readonly action: string;
  readonly onBack: () => void;
  readonly onApply: (draft: Draft) => void;
}

export function FilterForm({ field, tag, old, action, onBack, onApply }: FilterFormProps) {
  const { of, key } = field;
  const kind = of === "tag" ? tag?.kind : FIELD_KINDS[of];
  const suited = operatorsOf(of, of === "tag" ? tag?.kind : undefined);
  const operators = old && !suited.includes(old.operator) ? [...suited, old.operator] : suited;
  const [operator, setOperator] = useState(old?.operator ?? operators[0] ?? "=");
  const [value, setValue] = useState(old?.value ?? "");
  const id = useId();
  const draft: Draft = { of, key, operator, value: takesValue(operator) ? value : "" };
  const fault = findFault(draft);
  const apply = (next: Draft) => findFault(next) === null && onApply(next);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply(draft);
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={old ? "Change the filter" : "Filter"}>
      <button type="button" className={styles.field} title="Filter by something else" onClick={onBack}>
        <FieldMark field={field} kind={kind} />
        <span className={styles.text}>{of === "tag" ? formatText(key) : of}</span>
        <ChevronIcon size={12} />
      </button>
      <fieldset className={styles.operators}>
        <legend className="unseen">Operator</legend>
        {operators.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.operator}
            aria-pressed={each === operator}
            aria-label={of === "error" ? signOf(of, each) : OPERATOR_NAMES[each]}
            title={of === "error" ? undefined : OPERATOR_NAMES[each]}
            onClick={() => setOperator(each)}
          >
            {signOf(of, each)}
          </button>
        ))}
      </fieldset>
      {takesValue(operator) && (
        <ValueField
          draft={draft}
          tag={tag}
          describedBy={id}
          onType={setValue}
          onTake={(taken) => apply({ ...draft, ...taken })}
        />
      )}
      <p id={id} className={styles.hint}>
        {value !== "" && fault ? `${fault}.` : describeKept(draft)}
      </p>
      <div className={styles.foot}>
        <Button type="submit" disabled={fault !== null} title={fault ?? undefined}>
          {action}
        </Button>
      </div>
    </form>
  );
}

interface Offer extends Pick<Draft, "operator" | "value"> {
  readonly text: string;
  readonly detail: string;
}

interface ValueFieldProps {
  readonly draft: Draft;
  readonly tag: FilterTag | undefined;
  readonly describedBy: string;
  readonly onType: (value: string) => void;
  readonly onTake: (taken: Pick<Draft, "operator" | "value">) => void;
}

function ValueField({ draft, tag, describedBy, onType, onTake }: ValueFieldProps) {
  const { value } = draft;
  const known = makeOffers(draft, useKnownValues(draft, tag));
  const isOld = known.some((offer) => offer.value === value);
  // A value that is there already is one of many to change to.
  const offers = pickMatching(known, isOld ? "" : value, known.length);
  const highlighted = useRef<Offer>(undefined);
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || highlighted.current) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      items={offers}
      value={value}
      onValueChange={(next, { reason }) => reason !== "item-press" && onType(next)}
      itemToStringValue={(offer: Offer) => offer.value}
      onItemHighlighted={(offer) => {
        highlighted.current = offer;
      }}
    >
      <Autocomplete.Input
        // The popup has been opened, or a step taken, to type here.
        autoFocus
        className={styles.input}
        aria-label="Value"
        aria-describedby={describedBy}
        placeholder={describeWanted(draft, tag)}
        spellCheck={false}
        autoCapitalize="off"
        onKeyDown={press}
      />
      <Autocomplete.List className={styles.list}>
        {(offer: Offer) => (
          <Autocomplete.Item
            key={offer.value}
            value={offer}
            className={styles.item}
            title={offer.text}
            onClick={() => onTake({ operator: offer.operator, value: offer.value })}
          >
            <span className={`${styles.text} mono`}>{offer.text}</span>
            <span className={styles.fact}>{offer.detail}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** Of a tag, a value may be known by its first characters only: those are looked for then. */
function makeOffers({ of, key, operator }: Draft, known: ReturnType<typeof useKnownValues>): Offer[] {
  if (!offersValues({ operator })) return [];
  const offers = known.map(({ value, count, exact }): Offer => {
    const found = of === "tag" && operator === "=" ? filterOfCounted(key, value).operator : operator;
    return { operator: found, value, text: formatText(value), detail: `${exact ? "" : "≈ "}${formatCount(count)}` };
  });
  return offers.filter(({ value }) => operator === "=" || filterOfCounted(key, value).operator === "=");
}

/** An example, or the range of what there is. */
function describeWanted({ of, key, operator }: Draft, tag: FilterTag | undefined): string {
  if (of === "duration") return "10 ms";
  if (of === "start") return "1.5 s into the run";
  if (operator === "~") return "Text";
  const numbers = tag?.kind === "number" && !offersValues({ operator });
  if (!numbers) return "Value";
  return isBytesKey(key) ? "Number or size, such as 34 kB" : "Number";
}
