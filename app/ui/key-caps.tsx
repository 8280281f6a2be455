/** Keys as labelled on the user's keyboard. */
"use client";

import { useSyncExternalStore } from "react";
import styles from "./controls.module.css";
import { describeKeys } from "./keys/key-match.ts";

const NEVER = () => () => {};
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

function useMac(): boolean {
  return useSyncExternalStore(NEVER, isMac, () => false);
}

/** One cap per key; `joined` puts them all on one: `Ctrl K`, `⌘K`. */
export function KeyCaps({ keys, joined }: { readonly keys: string; readonly joined?: boolean }) {
  const mac = useMac();
  const caps = describeKeys(keys, mac);
  if (joined) return <kbd className={styles.cap}>{caps.join(mac ? "" : " ")}</kbd>;
  return (
    <span className={styles.caps}>
      {caps.map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
