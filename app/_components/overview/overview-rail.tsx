/** The rail of the overview: the file, its span names and its tags. */
import { formatCount } from "../../../lib/format.ts";
import { DatabaseSection, RailSection } from "../shell/rail-section.tsx";
import { type RailName, RailNames } from "./rail-names.tsx";
import { type RailTag, RailTags } from "./rail-tags.tsx";

/** More rows make the rail a list to search rather than one to read. */
const MOST_ROWS = 100;

interface FileProps {
  readonly file: string;
  readonly path: string;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
}

interface OverviewRailProps extends FileProps {
  readonly names: readonly RailName[];
  readonly nameCount: number;
  readonly tags: readonly RailTag[];
  /** Whether only the newest tags were looked at. */
  readonly tagsCut: boolean;
}

function sayShown(shown: number, all: number): string {
  return shown < all ? `${formatCount(shown)} of ${formatCount(all)}` : `all ${formatCount(all)}`;
}

export function OverviewRail({ file, path, size, names, nameCount, tags, tagsCut }: OverviewRailProps) {
  const shownTags = tags.slice(0, MOST_ROWS);
  const shownNames = names.slice(0, MOST_ROWS);
  const tagsFact = tagsCut ? "from the newest spans" : sayShown(shownTags.length, tags.length);
  return (
    <>
      <DatabaseSection file={file} path={path} size={size} />
      <RailNames names={shownNames} fact={sayShown(shownNames.length, nameCount)} />
      {tags.length > 0 ? <RailTags tags={shownTags} fact={tagsFact} /> : <RailSection title="Tags" />}
    </>
  );
}

export function EmptyRail(props: FileProps) {
  return (
    <>
      <DatabaseSection {...props} />
      <RailSection title="Span names" />
      <RailSection title="Tags" />
    </>
  );
}
