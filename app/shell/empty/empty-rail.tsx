/** The rail as long as there is nothing to limit. */
import { DatabaseSection, RailSection } from "../rail/rail-section.tsx";

interface EmptyRailProps {
  readonly file: string;
  readonly path: string;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
  readonly copied: string | null;
}

export function EmptyRail(props: EmptyRailProps) {
  return (
    <>
      <DatabaseSection {...props} />
      <RailSection title="Run" />
      <RailSection title="Span names" />
      <RailSection title="Tags" />
    </>
  );
}
