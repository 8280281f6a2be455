/** The runs in their blocks, with what is picked of them, and the keys that act on them. */
"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { findDiffering, type ListedRun } from "../../../lib/model/run-groups.ts";
import { isSession, membersOf } from "../../../lib/queries/sessions.ts";
import { useShared } from "../../ui/shared-value.ts";
import { useScope } from "../scope/use-scope.ts";
import { defaultOrder, listBlocks, makeGroups, type Order, type RunGroups } from "./blocks.ts";
import { compareHref } from "./compare-link.ts";
import { RunBlocks } from "./run-blocks.tsx";
import styles from "./runs.module.css";
import { RunsFoot } from "./runs-foot.tsx";
import { RunsHead } from "./runs-head.tsx";
import { keepKnown, type Side, sharedSides, toggleRuns } from "./sides.ts";

interface RunListProps {
  /** By start. */
  readonly runs: readonly ListedRun[];
  readonly back: { current: () => boolean };
  readonly onClose: () => void;
}

export function RunList({ runs, back, onClose }: RunListProps) {
  const [chosenOrder, setOrder] = useState<Order>();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<readonly string[]>([]);
  const [parts, setParts] = useState(1);
  const [renamed, setRenamed] = useState<string>();
  const order = chosenOrder ?? defaultOrder(runs);
  const groups = useMemo(() => makeGroups(runs), [runs]);
  const differing = useMemo(() => findDiffering(runs), [runs]);
  const { blocks, left } = useMemo(
    () => listBlocks(groups, order, typed, open, parts),
    [groups, order, typed, open, parts],
  );
  const sides = keepKnown(useShared(sharedSides), runs);
  const pick = (side: Side, some: readonly ListedRun[]) => sharedSides.set(toggleRuns(sides, side, some));
  const { shown, show, showAll, isAll } = useShown(groups);
  const router = useRouter();
  const canCompare = sides.A.length > 0 && sides.B.length > 0;
  const compare = () => {
    if (!canCompare) return;
    onClose();
    router.push(compareHref(sides.A, sides.B));
  };
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows(list, shown);
  back.current = () => {
    if (renamed !== undefined) setRenamed(undefined);
    else if (typed !== "") setTyped("");
    else return false;
    return true;
  };
  const find = (id: string | undefined) => runs.find((run) => run.id === id);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const isText = target instanceof HTMLInputElement && target.type === "search";
    if (isText && !/^Arrow(Up|Down)$/.test(event.key)) return;
    // Elsewhere it presses the button or the box.
    if (event.key === " " && target.dataset.run === undefined) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    const id = rows.focused();
    const block = blocks.find(({ session }) => session !== undefined && session.id === id);
    const own = block?.runs ?? runs.filter((run) => run.id === id);
    act({ id, runs: own, pick, show, compare, rename: setRenamed, step: rows.step, filter: rows.filter });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons and boxes inside
    <div ref={list} className={styles.list} onKeyDown={press}>
      <RunsHead
        count={runs.length}
        typed={typed}
        onType={setTyped}
        order={order}
        onOrder={setOrder}
        isAll={isAll}
        onAll={() => {
          showAll();
          onClose();
        }}
        onClose={onClose}
      />
      <RunBlocks
        blocks={blocks}
        left={left}
        onMore={() => {
          const next = listBlocks(groups, order, typed, open, parts + 1).blocks[blocks.length];
          // The button moves, and the focus with it.
          flushSync(() => setParts(parts + 1));
          rows.focus(next?.session?.id ?? next?.shown[0]?.id);
        }}
        differing={differing}
        sides={sides}
        latest={runs.at(-1)?.id}
        shown={shown}
        onPick={pick}
        onShow={(id) => {
          show(id);
          onClose();
        }}
        onRename={setRenamed}
        onOpen={(key, first) => {
          // The button goes, and the focus with it.
          flushSync(() => setOpen([...open, key]));
          rows.focus(first);
        }}
      />
      <RunsFoot
        sides={sides}
        groups={groups.byCode}
        renamed={find(renamed)}
        canCompare={canCompare}
        onCompare={compare}
      />
    </div>
  );
}

interface Act {
  /** Of the row that has the focus: a run or a session, and its runs. */
  readonly id: string | undefined;
  readonly runs: readonly ListedRun[];
  readonly pick: (side: Side, runs: readonly ListedRun[]) => void;
  readonly show: (id: string) => void;
  readonly compare: () => void;
  readonly rename: (id: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly filter: () => void;
}

const KEYS: Readonly<Record<string, ((act: Act) => unknown) | undefined>> = {
  j: ({ step }) => step(1),
  k: ({ step }) => step(-1),
  ArrowDown: ({ step }) => step(1),
  ArrowUp: ({ step }) => step(-1),
  a: ({ runs, pick }) => pick("A", runs),
  b: ({ runs, pick }) => pick("B", runs),
  " ": ({ id, show }) => id !== undefined && show(id),
  r: ({ id, runs, rename }) => id !== undefined && runs.some((run) => run.id === id) && rename(id),
  c: ({ compare }) => compare(),
  "/": ({ filter }) => filter(),
};

/** What the scope shows, and how to show something else: a run, a session, or all runs. */
function useShown({ byTime }: RunGroups) {
  const { scope, push } = useScope();
  const latest = byTime.at(-1);
  const isLatest = (id: string) => latest !== undefined && latest.id === id;
  const shown = scope.run === "latest" ? latest?.id : scope.run;
  return {
    isAll: scope.run === "all",
    /** The id of a run or a session; of the latest one also if the scope names it so. */
    shown: shown !== undefined && latest && isSession(latest) && membersOf(latest).length === 1 ? latest.id : shown,
    show: (id: string) => push({ run: isLatest(id) ? "latest" : id, from: null, to: null }),
    showAll: () => push({ run: "all", from: null, to: null }),
  };
}

/** The rows that can be moved through: one of them is in the tab order. */
function useRows(list: { readonly current: HTMLElement | null }, shown: string | undefined) {
  const all = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-run]") ?? [])];
  const at = () => all().findIndex((row) => row.closest("tr")?.contains(document.activeElement));
  // The run that is shown is where one begins.
  useEffect(() => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-run]") ?? [])];
    const row = rows.find(({ dataset }) => dataset.run === shown) ?? rows[0];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }, [list, shown]);
  return {
    focused: () => all()[at()]?.dataset.run,
    focus: (id: string | undefined) =>
      all()
        .find(({ dataset }) => dataset.run === id)
        ?.focus(),
    step: (by: 1 | -1) => {
      const rows = all();
      const now = at();
      const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    },
    filter: () => list.current?.querySelector<HTMLInputElement>("input[type=search]")?.focus(),
  };
}
