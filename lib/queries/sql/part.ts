/** A part of a condition on `spans AS s`; parts are joined by AND. */

export interface Part {
  readonly where: string;
  readonly parameters?: readonly (string | number)[];
  readonly shown?: string;
}
