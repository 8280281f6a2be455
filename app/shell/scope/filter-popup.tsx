/** The popup that makes or changes a filter. Only through `import()`, as it brings its library along. */
"use client";

import { Popover } from "@base-ui/react/popover";
import { useEffect, useRef, useState } from "react";
import menu from "../../ui/menu.module.css";
import type { PopupProps } from "../../ui/popup-button.tsx";
import type { Draft } from "./filter-draft.ts";
import { FilterFields, type FoundField } from "./filter-fields.tsx";
import { FilterForm } from "./filter-form.tsx";
import { applyDraft } from "./filter-operators.ts";
import { type FilterTag, useScope } from "./use-scope.ts";

interface FilterPopupProps extends PopupProps {
  readonly tags: Promise<readonly FilterTag[]> | undefined;
  /** The filter to change; undefined to add one. */
  readonly old?: Draft | undefined;
}

export function FilterPopup({ anchor, open, onOpenChange, tags, old }: FilterPopupProps) {
  /** Goes back a step; false at the first one. */
  const back = useRef<() => boolean>(() => false);
  const change: PopupProps["onOpenChange"] = (next, details) => {
    if (!next && details?.reason === "escape-key" && back.current()) details.cancel();
    else onOpenChange(next, details);
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={4} collisionPadding={8} align="start" className={menu.place}>
          <Popover.Popup
            className={menu.menu}
            aria-label={old ? "Change the filter" : "Add a filter"}
            finalFocus={anchor}
          >
            <Steps tags={tags} old={old} back={back} onDone={() => onOpenChange(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface StepsProps extends Pick<FilterPopupProps, "tags" | "old"> {
  readonly back: { current: () => boolean };
  readonly onDone: () => void;
}

/** First what to filter by, then how. A separate component, so that it is new whenever it opens. */
function Steps({ tags, old, back, onDone }: StepsProps) {
  const { scope, push } = useScope();
  const known = useArrived(tags);
  const [chosen, setChosen] = useState<FoundField | undefined>(old && { of: old.of, key: old.key });
  /** Whether the first step was seen: Escape leads back to it. */
  const [came, setCame] = useState(false);
  back.current = () => {
    if (!chosen || !came) return false;
    setChosen(undefined);
    return true;
  };
  if (!chosen)
    return (
      <FilterFields
        tags={known}
        again={came}
        onChoose={(field) => {
          setCame(true);
          setChosen(field);
        }}
      />
    );
  const isOld = old?.of === chosen.of && old.key === chosen.key;
  return (
    <FilterForm
      field={chosen}
      tag={known.find(({ key }) => chosen.of === "tag" && key === chosen.key)}
      old={isOld ? old : undefined}
      action={old ? "Change filter" : "Add filter"}
      onBack={() => {
        setCame(true);
        setChosen(undefined);
      }}
      onApply={(draft) => {
        onDone();
        push(applyDraft(scope, draft, old));
      }}
    />
  );
}

const NO_TAGS: readonly FilterTag[] = [];

/** What has arrived so far; what is typed meanwhile counts, too. */
function useArrived(tags: FilterPopupProps["tags"]): readonly FilterTag[] {
  const [arrived, setArrived] = useState(NO_TAGS);
  useEffect(() => {
    let gone = false;
    void tags?.then((found) => {
      if (!gone) setArrived(found);
    });
    return () => {
      gone = true;
    };
  }, [tags]);
  return arrived;
}
