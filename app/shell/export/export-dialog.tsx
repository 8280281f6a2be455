/** Exports all spans, not only those drawn: format, scope and progress. */
"use client";

import { useState } from "react";
import { EXPORT_FORMATS, type ExportFormat, type ExportStatus } from "../../../lib/export/formats.ts";
import { limitOptions, quoteWord, repeatOption } from "../../../lib/model/command-line.ts";
import { formatErrorFilter } from "../../../lib/model/error-filter.ts";
import { formatTagFilter } from "../../../lib/model/filter.ts";
import { formatBytes, formatCount, formatCounted } from "../../../lib/model/format.ts";
import { DEFAULT_SCOPE, formatScope, parseScope, type Scope } from "../../../lib/model/scope.ts";
import { Button } from "../../ui/button.tsx";
import { CommandLine } from "../../ui/command-line.tsx";
import { Progress } from "../../ui/progress.tsx";
import { type DialogProps, TitledDialog } from "../dialog.tsx";
import dialog from "../dialogs.module.css";
import { isOver, useExport } from "./use-export.ts";

interface ExportDialogProps extends DialogProps {
  /** A view's address, whose parameters hold the scope. */
  readonly spans: string;
}

const EVERYTHING: Scope = { ...DEFAULT_SCOPE, run: "all" };

function exportHref(format: ExportFormat, scope: Scope): string {
  const { window: _, ...limits } = scope;
  return `export?${formatScope({ ...limits, window: DEFAULT_SCOPE.window }, new URLSearchParams({ format }))}`;
}

export function ExportDialog({ spans, open, onClose }: ExportDialogProps) {
  return (
    <TitledDialog title="Export all spans" open={open} onClose={onClose}>
      <Choices scope={parseScope(new URLSearchParams(spans.replace(/^[^?]*\??/, "")))} />
    </TitledDialog>
  );
}

function Choices({ scope }: { readonly scope: Scope }) {
  const limits = describeScope(scope);
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [limited, setLimited] = useState(limits !== undefined);
  const { status, since, begin, stop } = useExport();
  const chosen = limited ? scope : EVERYTHING;
  const command = formatCommand(format, chosen);
  return (
    <div className={`${dialog.body} ${dialog.export}`}>
      <fieldset>
        <legend>Format</legend>
        {EXPORT_FORMATS.map((option) => (
          <label key={option} className={dialog.option}>
            <input type="radio" name="format" checked={format === option} onChange={() => setFormat(option)} />
            <b>{FORMATS[option].name}</b>
            <span>{FORMATS[option].holds}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Spans</legend>
        {limits !== undefined && (
          <label className={dialog.option}>
            <input type="radio" name="spans" checked={limited} onChange={() => setLimited(true)} />
            <b>In scope</b>
            <span>{limits}. All of them, whatever the window.</span>
          </label>
        )}
        <label className={dialog.option}>
          <input type="radio" name="spans" checked={!limited} onChange={() => setLimited(false)} />
          <b>All</b>
          <span>Every span of the file.</span>
        </label>
      </fieldset>
      <CommandLine text={command} />
      <div className={dialog.foot}>
        <Outcome {...{ status, since, stop }} />
        <Button look="primary" disabled={!isOver(status)} onClick={() => begin(exportHref(format, chosen))}>
          Export
        </Button>
      </div>
    </div>
  );
}

function Outcome({ status, since, stop }: Pick<ReturnType<typeof useExport>, "status" | "since" | "stop">) {
  if (status === null) return <p className={dialog.outcome}>The browser saves it while it is written.</p>;
  const words = describeProgress(status);
  if (!isOver(status)) {
    const share = status.state === "running" && status.total ? status.done / status.total : null;
    return <Progress words={words} share={share} since={since} onStop={stop} />;
  }
  const failed = status.state === "failed" && status.message !== "Stopped.";
  return (
    <p className={failed ? `${dialog.outcome} ${dialog.failed}` : dialog.outcome} role={failed ? "alert" : "status"}>
      {status.state === "done" ? `Done: ${words}` : words}
    </p>
  );
}

const FORMATS: Readonly<Record<ExportFormat, { readonly name: string; readonly holds: string }>> = {
  csv: { name: "CSV", holds: "A line for each span, every tag a column. For spreadsheets and data frames." },
  jsonl: { name: "JSON lines", holds: "An object for each span, with parent and error. For scripts." },
  chrome: { name: "Chrome trace", holds: "Opens in Perfetto: a process for each run, what overlaps in lanes." },
  folded: { name: "Folded stacks", holds: "Self times by path, in µs. For speedscope, flamegraph.pl and inferno." },
};

/** Describes the part of the file within a scope; undefined for all of it. */
function describeScope({ run, names, tags, only = [], error, from, to }: Scope): string | undefined {
  const limits: string[] = [];
  if (names.length > 0) limits.push(names.length > 3 ? formatCounted(names.length, "name") : names.join(", "));
  for (const filter of [...tags, ...only]) limits.push(formatTagFilter(filter));
  if (error !== null) limits.push(`error ${formatErrorFilter(error)}`);
  if (from !== null || to !== null) limits.push("time limited");
  if (run !== "all") limits.push(run === "latest" ? "run latest" : "one run");
  return limits.length > 0 ? limits.join(", ") : undefined;
}

function describeProgress(status: ExportStatus): string {
  if (status.state === "unknown") return "Beginning";
  if (status.state === "failed") return status.message;
  const { done, total, bytes } = status;
  if (status.state === "running" && done === 0 && total) return `Reading the tags of ${formatCounted(total, "span")}`;
  const of = total === null ? formatCounted(done, "span") : `${formatCount(done)} of ${formatCounted(total, "span")}`;
  return `${of}, ${formatBytes(bytes)}`;
}

/** The equivalent command. */
function formatCommand(format: ExportFormat, { run, names, ...limits }: Scope): string {
  return [
    ...["spantom", "export", "--format", format],
    ...repeatOption("--name", names),
    ...(run === "all" ? [] : ["--run", quoteWord(run)]),
    ...limitOptions(limits),
  ].join(" ");
}
