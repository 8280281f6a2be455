/**
 * The status line's dot: whether the page polls for new spans and reaches the server. Pressing it toggles following.
 */
"use client";

import controls from "../../ui/controls.module.css";
import { useKey } from "../../ui/keys/keys.ts";
import styles from "../scope-line.module.css";
import { setTail, useTail } from "./tail.ts";
import { useWatch } from "./watch.ts";

export function LiveDot() {
  const { lost } = useWatch();
  const tail = useTail();
  const toggle = () => setTail(!tail);
  useKey("t", "Follow new spans", toggle);
  return (
    <button
      type="button"
      className={styles.live}
      aria-pressed={tail}
      title={tail ? "Stop following new spans (t)" : "Follow new spans (t)"}
      onClick={toggle}
    >
      <i className={lost ? controls.ring : `${controls.dot} c3`} />
      {lost ? "no answer" : tail ? "live, following" : "live"}
    </button>
  );
}
