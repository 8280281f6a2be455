/** What every page shows while there are no spans. */

import { Frame, StatusLine } from "../frame.tsx";
import type { WatchState } from "../live/watch.ts";
import { DatabaseSection, RailSection } from "../rail/rail-section.tsx";
import { EmptyView } from "./empty-view.tsx";
import { FILE_WORDS } from "./file-words.ts";

interface EmptyPageProps {
  readonly state: WatchState;
  readonly message: string | null;
  readonly file: {
    readonly name: string;
    readonly path: string;
    readonly folder: string;
    readonly folderReadable: boolean;
    readonly isDefault: boolean;
    /** Bytes, or null when there is no file. */
    readonly size: number | null;
    /** When the copy read in its place was made, as time of day; null without one. */
    readonly copied: string | null;
  };
}

export function EmptyPage({ state, message, file }: EmptyPageProps) {
  const { name, path, folder, folderReadable, isDefault, size, copied } = file;
  return (
    <Frame
      rail={<EmptyRail file={name} {...{ path, size, copied }} />}
      status={<StatusLine facts={[FILE_WORDS[state].fact, "watching"]} path={path} />}
    >
      <EmptyView state={state} message={message} {...{ path, folder, folderReadable, isDefault }} />
    </Frame>
  );
}

interface EmptyRailProps {
  readonly file: string;
  readonly path: string;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
  readonly copied: string | null;
}

/** The rail while there is nothing to limit. */
function EmptyRail(props: EmptyRailProps) {
  return (
    <>
      <DatabaseSection {...props} />
      <RailSection title="Run" />
      <RailSection title="Span names" />
      <RailSection title="Tags" />
    </>
  );
}
