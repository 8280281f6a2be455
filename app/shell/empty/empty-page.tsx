/** What every page shows as long as there are no spans to show. */

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
    /** When the copy was made that is read in its place, as time of day; null where there is none. */
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

/** As long as there is nothing to limit. */
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
