/** How far a question is that the server knows by a name, with Stop. Asked after only where it takes long. */
"use client";

import { useEffect, useState } from "react";
import type { Progress as Done } from "../../lib/model/progress.ts";
import { Progress, sayProgress } from "./progress.tsx";

export interface Running {
  readonly name: string;
  /** Milliseconds since the epoch; null where it began with the page. */
  readonly since: number | null;
}

const POLL_MS = 200;
const address = (name: string) => `api/running?id=${encodeURIComponent(name)}`;

async function readProgress(name: string): Promise<Done | null> {
  try {
    const response = await fetch(address(name), { cache: "no-store" });
    return ((await response.json()) as { readonly progress: Done | null }).progress;
  } catch {
    // Whoever waits for the answer is told that there is none.
    return null;
  }
}

function useProgress(name: string): Done | null {
  const [known, setKnown] = useState<{ readonly name: string; readonly progress: Done } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setInterval(async () => {
      const progress = await readProgress(name);
      if (!gone && progress) setKnown({ name, progress });
    }, POLL_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [name]);
  return known?.name === name ? known.progress : null;
}

export function RunningProgress({ name, since }: Running) {
  const progress = useProgress(name);
  return (
    <Progress
      {...sayProgress(progress)}
      {...(since !== null && { since })}
      onStop={() => void fetch(address(name), { method: "POST" }).catch(() => undefined)}
    />
  );
}
