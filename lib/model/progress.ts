/** Progress of long work: `Reading tags, 3 of 7`. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export type TellProgress = (progress: Progress) => void;
