/** Goes to a name, tag, run, span or view, and does what keys do. */
"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import controls from "../../ui/controls.module.css";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { useKeyList } from "../../ui/keys/keys.ts";
import { SearchIcon } from "../../ui/shell-icons.tsx";
import dialog from "../dialogs.module.css";
import { useQueryHistory } from "../sql/use-history.ts";
import { usePath } from "../use-path.ts";
import { type FoundItem, findItems, type PaletteGroup } from "./items.ts";
import { PaletteRow } from "./row.tsx";
import { usePlaces } from "./use-places.ts";

const WORDS = "Go to a name, tag or command";

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Palette({ open, onClose }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.popup} aria-label={WORDS}>
          <Search onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The part of the scope that names depend on. */
function placesQuery(params: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const key of ["run", "window"]) for (const value of params.getAll(key)) query.append(key, value);
  return query.toString();
}

/** A part of its own: each opening starts with nothing typed. */
function Search({ onClose }: Pick<PaletteProps, "onClose">) {
  const router = useRouter();
  const path = usePath();
  const search = useSearchParams().toString();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const [typed, setTyped] = useState("");
  const highlighted = useRef<FoundItem>(undefined);
  const places = usePlaces(true, placesQuery(params));
  const { list: past } = useQueryHistory(document.documentElement.dataset.file ?? "");
  const keys = useKeyList();
  const groups = useMemo(
    () => findItems(typed, { places, keys, past }, { path, params }),
    [typed, places, keys, past, path, params],
  );
  const open = (item: FoundItem, asFilter: boolean) => {
    onClose();
    const href = asFilter ? (item.filterHref ?? item.href) : item.href;
    if (href) router.push(href);
    item.act?.();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !highlighted.current) return;
    event.preventDefault();
    open(highlighted.current, true);
  };
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      items={groups}
      value={typed}
      onValueChange={setTyped}
      itemToStringValue={(item: FoundItem) => item.text}
      autoHighlight="always"
      keepHighlight
      onItemHighlighted={(item) => {
        highlighted.current = item;
      }}
    >
      <div className={dialog.search}>
        <SearchIcon size={16} />
        <Autocomplete.Input className={dialog.input} aria-label={WORDS} placeholder={WORDS} onKeyDown={press} />
        <Dialog.Close className={dialog.esc} aria-label="Close, Esc">
          <KeyCaps keys="Escape" />
        </Dialog.Close>
      </div>
      <div className={`${dialog.body} ${dialog.results}`}>
        <Autocomplete.Empty className={dialog.empty}>
          {groups.length === 0 && `Nothing is called ${typed.trim()}.`}
        </Autocomplete.Empty>
        <Autocomplete.List className={dialog.list}>
          {(group: PaletteGroup) => (
            <Autocomplete.Group key={group.title} items={group.items}>
              <Autocomplete.GroupLabel className={dialog.label}>{group.title}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: FoundItem) => (
                  <Autocomplete.Item
                    key={item.id}
                    value={item}
                    className={dialog.item}
                    onClick={(event) => open(item, event.ctrlKey || event.metaKey)}
                  >
                    <PaletteRow item={item} />
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
      <Foot />
    </Autocomplete.Root>
  );
}

function Foot() {
  return (
    <div className={dialog.hints}>
      <span>
        <kbd className={controls.cap}>↑</kbd>
        <kbd className={controls.cap}>↓</kbd> move
      </span>
      <span>
        <kbd className={controls.cap}>Enter</kbd> open
      </span>
      <span>
        <KeyCaps keys="Mod+Enter" /> open as filter
      </span>
    </div>
  );
}
