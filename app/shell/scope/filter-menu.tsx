/** Adds a filter by a tag: key, operator, value. What the file holds is offered; anything can be typed. */
"use client";

import controls from "../../ui/controls.module.css";
import { PopupButton } from "../../ui/popup-button.tsx";
import styles from "../scope-line.module.css";
import type { FilterTag } from "./use-scope.ts";

const load = () => import("./filter-popup.tsx");

export function FilterMenu({ tags }: { readonly tags?: Promise<readonly FilterTag[]> | undefined }) {
  return (
    <PopupButton
      opens="dialog"
      load={load}
      popup={({ FilterPopup }, shared) => <FilterPopup {...shared} tags={tags} />}
      className={`${controls.chip} ${styles.add}`}
    >
      <span aria-hidden="true">+</span>
      Filter
    </PopupButton>
  );
}
