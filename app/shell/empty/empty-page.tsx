/** What every page shows as long as there are no spans. */

import { Frame, StatusLine } from "../frame.tsx";
import type { WatchState } from "../live/watch.ts";
import { DatabaseSection, type FileLabel, RailSection } from "../rail/rail-section.tsx";
import { EmptyView } from "./empty-view.tsx";
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

export function EmptyPage({ state, message, file }: EmptyPageProps) {
  const { path, folder, folderReadable, isDefault } = file;
  return (
    <Frame
      rail={<EmptyRail {...file} />}
      status={<StatusLine items={[FILE_WORDS[state].status, "watching"]} path={path} />}
    >
      <EmptyView state={state} message={message} {...{ path, folder, folderReadable, isDefault }} />
    </Frame>
  );
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
