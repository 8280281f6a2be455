/** One run of a traced program, as the file says it. */
export interface Run {
  /** As recorded; `gap-12` for one found from a pause before the span 12. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly started: number;
  /** When its last span ended, seconds since the epoch. */
  readonly ended: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Spans, by their ids: deleted ones are in it. */
  readonly count: number;
  /** Whether spans of other runs lie between its own. */
  readonly mixed: boolean;
  readonly found: "recorded" | "gaps";
  /** Null where no run was recorded, or not its command. Without secrets, which older files may hold. */
  readonly command: string | null;
  readonly node: string | null;
  readonly host: string | null;
  readonly pid: number | null;
}
