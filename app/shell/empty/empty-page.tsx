/** What every page shows as long as there are no spans. */

import { DEFAULT_SCOPE } from "../../../lib/model/scope.ts";
import type { RunningSpans } from "../../../lib/queries/running.ts";
import { ask } from "../../server/ask.ts";
import { Frame, StatusLine } from "../frame.tsx";
import type { WatchState } from "../live/watch.ts";
import { DatabaseSection, type FileLabel, RailSection } from "../rail/rail-section.tsx";
import { EmptyMain } from "./empty-main.tsx";
import { FILE_WORDS } from "./file-words.ts";

interface EmptyPageProps {
  readonly state: WatchState;
  readonly message: string | null;
  readonly file: FileLabel & {
    readonly folder: string;
    readonly folderReadable: boolean;
    readonly isDefault: boolean;
  };
}

export async function EmptyPage({ state: found, message, file }: EmptyPageProps) {
  const running = found === "waiting" ? await findRunning() : null;
  const state = running ? "running" : found;
  const { path, folder, folderReadable, isDefault } = file;
  return (
    <Frame
      rail={<EmptyRail {...file} />}
      status={<StatusLine items={[FILE_WORDS[state].status, "watching"]} path={path} />}
    >
      <EmptyMain state={state} message={message} running={running} {...{ path, folder, folderReadable, isDefault }} />
    </Frame>
  );
}

/** Of all runs; null if there are none. */
async function findRunning(): Promise<RunningSpans | null> {
  const outcome = await ask("running", { scope: { ...DEFAULT_SCOPE, run: "all" } });
  return outcome.ok && outcome.value.spans.length > 0 ? outcome.value : null;
}

/** The rail without anything to limit. */
function EmptyRail(file: FileLabel) {
  return (
    <>
      <DatabaseSection {...file} />
      <RailSection title="Run" />
      <RailSection title="Span names" />
      <RailSection title="Tags" />
    </>
  );
}
