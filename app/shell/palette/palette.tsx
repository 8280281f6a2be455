/** The command palette: goes to a name, tag, run, span or view, and runs the commands that keys run. */
"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { parseScope } from "../../../lib/model/scope.ts";
import type { SearchIndex } from "../../../lib/queries/search-index.ts";
import { askQuery } from "../../ui/ask.ts";
import { Swatch, TypeMark } from "../../ui/chip.tsx";
import controls from "../../ui/controls.module.css";
import { CutText } from "../../ui/cut-text.tsx";
import { ErrorMark } from "../../ui/error-mark.tsx";
import { CommandIcon, SearchIcon, SqlIcon } from "../../ui/icons.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { useKeyList } from "../../ui/keys/keys.ts";
import { useShownNameColors } from "../../ui/name-colors.tsx";
import type { DialogProps } from "../dialog.tsx";
import styles from "../dialogs.module.css";
import { shownMoment } from "../live/watch.ts";
import { useQueryHistory } from "../sql/history.ts";
import { usePath } from "../use-path.ts";
import { type FoundItem, findItems, type ItemMark, type PaletteGroup } from "./items.ts";
import type { TextMatch } from "./match-text.ts";

const WORDS = "Go to a name, tag or command";

export function Palette({ open, onClose }: DialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.popup} aria-label={WORDS}>
          <Search onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The part of the scope on which the index depends. */
function indexQuery(params: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const key of ["run", "window"]) for (const value of params.getAll(key)) query.append(key, value);
  return query.toString();
}

/** A separate component, so that it is empty whenever it opens. */
function Search({ onClose }: Pick<DialogProps, "onClose">) {
  const router = useRouter();
  const path = usePath();
  const search = useSearchParams().toString();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const [typed, setTyped] = useState("");
  const highlighted = useRef<FoundItem>(undefined);
  const index = useSearchIndex(true, indexQuery(params));
  const { list: past } = useQueryHistory(document.documentElement.dataset.file ?? "");
  const keys = useKeyList();
  const groups = useMemo(
    () => findItems(typed, { index, keys, past }, { path, params }),
    [typed, index, keys, past, path, params],
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
      <div className={styles.search}>
        <SearchIcon size={16} />
        <Autocomplete.Input className={styles.input} aria-label={WORDS} placeholder={WORDS} onKeyDown={press} />
        <Dialog.Close className={styles.esc} aria-label="Close, Esc">
          <KeyCaps keys="Escape" />
        </Dialog.Close>
      </div>
      <div className={`${styles.body} ${styles.results}`}>
        <Autocomplete.Empty className={styles.empty}>
          {groups.length === 0 && `Nothing is called ${typed.trim()}.`}
        </Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(group: PaletteGroup) => (
            <Autocomplete.Group key={group.title} items={group.items}>
              <Autocomplete.GroupLabel className={styles.label}>{group.title}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: FoundItem) => (
                  <Autocomplete.Item
                    key={item.id}
                    value={item}
                    className={styles.item}
                    // A text in two boxes would be read with a space between them; those of commands are short.
                    aria-label={
                      item.keys === undefined
                        ? [item.text, item.detail].filter((part) => part !== undefined).join(" ")
                        : undefined
                    }
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
    <div className={styles.hints}>
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

function Mark({ mark }: { readonly mark: ItemMark }) {
  const colors = useShownNameColors();
  if (mark.of === "name") return <Swatch colorIndex={colors.get(mark.name) ?? 8} />;
  if (mark.of === "error") return <ErrorMark type={mark.type} />;
  if (mark.of === "tag") return <TypeMark kind={mark.kind} />;
  return mark.of === "sql" ? <SqlIcon /> : <CommandIcon />;
}

/** The part of the ranges that lies in a part of the text, from its beginning. */
function clip(ranges: TextMatch["ranges"], from: number, to: number): TextMatch["ranges"] {
  return ranges
    .map(([low, high]) => [Math.max(low, from) - from, Math.min(high, to) - from] as const)
    .filter(([low, high]) => low < high);
}

/** The text with its matched parts in bold. */
function Marked({ text, ranges }: { readonly text: string; readonly ranges: TextMatch["ranges"] }) {
  const pieces = ranges.map(([from, to], index) => (
    <span key={from}>
      {text.slice(ranges[index - 1]?.[1] ?? 0, from)}
      <b>{text.slice(from, to)}</b>
    </span>
  ));
  return (
    <>
      {pieces}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
}

/** An item: its kind, its text with the match in bold, and on the right a detail or its key. */
function PaletteRow({ item }: { readonly item: FoundItem }) {
  const { mark, text, ranges, detail, keys } = item;
  const mono = mark.of === "sql" || mark.of === "span";
  return (
    <>
      <span className={styles.mark}>
        <Mark mark={mark} />
      </span>
      <span className={mono ? `${styles.text} mono` : styles.text}>
        <CutText
          text={text}
          mono={mono}
          draw={(from, to) => <Marked text={text.slice(from, to)} ranges={clip(ranges, from, to)} />}
        />
      </span>
      {detail !== undefined && <span className={styles.fact}> {detail}</span>}
      {keys !== undefined && <KeyCaps keys={keys} />}
    </>
  );
}

/** More recent answers are reused. */
const FRESH_MS = 10_000;

/**
 * The file's names, tags and runs, fetched when first needed and again for another run.
 * @param query the scope's run and window, as in the address
 * @returns null until the first answer
 */
function useSearchIndex(wanted: boolean, query: string): SearchIndex | null {
  const [cached, setCached] = useState<{ query: string; at: number; index: SearchIndex } | null>(null);
  const fresh = cached !== null && cached.query === query && Date.now() - cached.at < FRESH_MS;
  const ask = wanted && !fresh;
  useEffect(() => {
    if (!ask) return;
    const controller = new AbortController();
    const { run, window } = parseScope(new URLSearchParams(query));
    // Without an answer, commands are still available; the next opening retries.
    const params = { run, window, maxSpanId: shownMoment() };
    void askQuery("searchIndex", params, { signal: controller.signal }).then((outcome) => {
      if (outcome.ok) setCached({ query, at: Date.now(), index: outcome.value });
    });
    return () => controller.abort();
  }, [ask, query]);
  return cached?.index ?? null;
}
