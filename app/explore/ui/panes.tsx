/** The plot above the table, with "why slow" beside them. */
"use client";

import styles from "./explore.module.css";
import { ExplorePlotPane } from "./plot-pane.tsx";
import { ExploreTablePane } from "./table-pane.tsx";
import { ExploreWhyPane } from "./why-pane.tsx";

export function ExplorePanes() {
  return (
    <div className={styles.view}>
      <div className={styles.panes}>
        <h1 className="unseen">Explore</h1>
        <ExplorePlotPane />
        <ExploreTablePane />
      </div>
      <ExploreWhyPane />
    </div>
  );
}
