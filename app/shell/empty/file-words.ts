/** What a page without spans says about the file, by state. */
import type { WatchState } from "../live/watch.ts";

interface FileWords {
  /** Beside the ring. */
  readonly waits: string;
  readonly title: string;
  /** After `Watching PATH.` */
  readonly found: string;
  /** In the status line. */
  readonly status: string;
  /** In the log, after the path. */
  readonly log: string;
  /** Whether the file only lacks a first span, rather than being unreadable. */
  readonly guides: boolean;
}

const GUIDE = {
  waits: "Waiting for the first span. This page fills itself.",
  title: "Trace a program, and its spans appear here",
  status: "no spans yet",
  guides: true,
};

export const FILE_WORDS: Readonly<Record<WatchState, FileWords>> = {
  missing: { ...GUIDE, found: "There is no file there yet; the first span creates it.", log: "does not exist" },
  empty: { ...GUIDE, found: "The file is empty; the first span fills it.", log: "is empty" },
  waiting: { ...GUIDE, found: "It has no spans yet.", log: "has no spans" },
  running: {
    ...GUIDE,
    waits: "Waiting for the first span to end. This page fills itself.",
    title: "No span has ended yet",
    found: "Figures and plots are about spans that have ended.",
    status: "no span has ended yet",
    log: "has spans that have not ended",
    guides: false,
  },
  ready: { ...GUIDE, found: "It has spans.", log: "has spans" },
  locked: {
    waits: "Waiting until the file is free. This page fills itself.",
    title: "Another process holds this file",
    found: "Retrying every second.",
    status: "locked",
    log: "is locked, trying again",
    guides: false,
  },
  unread: {
    waits: "The file is checked again in a minute. This page fills itself.",
    title: "This file could not be checked to the end",
    found: "Its contents are not known yet.",
    status: "not read",
    log: "could not be checked to the end",
    guides: false,
  },
  unusable: {
    waits: "Waiting for a file that can be read. This page fills itself.",
    title: "This file cannot be shown",
    found: "It cannot be used in this state; choose another file or repair it.",
    status: "cannot be read",
    log: "cannot be used",
    guides: false,
  },
};
