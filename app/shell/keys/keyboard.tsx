/** Listens for keys, and has those that do the same in every view. */
"use client";

import { useSearchParams } from "next/navigation";
import { useCommand, useKey, useKeyboard } from "../../ui/keys/keys.ts";
import { focusFilter, openFirstSql, stepRow } from "../../ui/keys/page-parts.ts";
import { twinHref } from "../scope-href.ts";
import { ShellDialogs } from "../shell-dialogs.tsx";
import { usePath } from "../use-path.ts";

const copyLink = () => navigator.clipboard.writeText(window.location.href);

export function Keyboard() {
  const path = usePath();
  const params = useSearchParams().toString();
  const csv = twinHref(path, params, "csv");
  const json = twinHref(path, params, "json");
  useKeyboard();
  useKey("j", "Next row, previous row", () => stepRow(1));
  useKey("k", "Next row, previous row", () => stepRow(-1));
  useKey("s", "Show the SQL of the pane", openFirstSql);
  useKey("/", "Filter", focusFilter);
  useCommand("Copy the link to this view", copyLink);
  useCommand("Export this view as CSV", csv === null ? null : () => window.location.assign(csv));
  useCommand("Show this view as JSON", json === null ? null : () => window.open(json, "_blank"));
  return <ShellDialogs />;
}
