/** One export at a time: started as an ordinary browser download, polled and stopped by name. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExportStatus } from "../../../lib/export/formats.ts";
import { makeName, NO_ANSWER } from "../../ui/ask.ts";

const POLL_MS = 300;
/** A download that the server does not know after this long never started. */
const START_MS = 20_000;

export interface ExportRun {
  /** Null before the first one. */
  readonly status: ExportStatus | null;
  /** When it began, milliseconds since the epoch. */
  readonly since: number;
  /** @param href the export's address, without the name, which is added here */
  readonly begin: (href: string) => void;
  readonly stop: () => void;
}

const statusHref = (name: string) => `api/export?id=${name}`;
const UNANSWERED: ExportStatus = { state: "failed", message: NO_ANSWER.message };

async function ask(name: string, method: "GET" | "POST"): Promise<ExportStatus> {
  try {
    const response = await fetch(statusHref(name), { method, cache: "no-store" });
    return (await response.json()) as ExportStatus;
  } catch {
    return UNANSWERED;
  }
}

/** The browser streams it to disk, while `fetch` would hold all of it in memory. */
function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}

export function isOver(status: ExportStatus | null): boolean {
  return status === null || status.state === "done" || status.state === "failed";
}

export function useExport(): ExportRun {
  const [status, setStatus] = useState<ExportStatus | null>(null);
  const [run, setRun] = useState<{ name: string; since: number }>();
  const over = isOver(status);
  const current = useRef<string>(undefined);
  current.current = run?.name;

  useEffect(() => {
    if (!run || over) return;
    const timer = setInterval(async () => {
      const next = await ask(run.name, "GET");
      if (current.current !== run.name) return;
      const lost = next.state === "unknown" && Date.now() - run.since > START_MS;
      setStatus(lost ? UNANSWERED : next);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [run, over]);

  const begin = useCallback((href: string) => {
    const name = makeName();
    setRun({ name, since: Date.now() });
    setStatus({ state: "unknown" });
    download(`${href}&id=${name}`);
  }, []);

  const stop = useCallback(() => {
    if (current.current) void ask(current.current, "POST").then(setStatus);
  }, []);

  return { status, since: run?.since ?? 0, begin, stop };
}
