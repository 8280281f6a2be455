/**
 * The yardstick of "why slow": twenty files of each kind with a planted cause. The first item must name it, with the
 * right figures, and nothing may be made up. `ROUNDS=200` asks about as many files, and prints the table.
 */
import { afterAll, expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { findFault } from "../fixtures/planted/find-fault.ts";
import { KINDS, type Kind } from "../fixtures/planted/kinds.ts";
import { ROUNDS } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { readWhy } from "./why.ts";

const FILES = Math.max(20, ROUNDS);

/** How many of 20 pass at least: the level reached so far. */
const REACHED: Readonly<Record<Kind, number>> = {
  tag: 20,
  child: 20,
  "step in time": 20,
  start: 20,
  "drift beside a size": 20,
  "rising size": 20,
  overlap: 20,
  error: 20,
  "coverage trap": 20,
  line: 20,
  none: 20,
};

/** Faults that are printed of a kind. */
const SHOWN = 5;

const faultsOf = new Map<Kind, readonly string[]>();
const enough = (kind: Kind, passed: number) => passed * 20 >= REACHED[kind] * FILES;

test.each(Object.keys(KINDS) as Kind[])("%s", (kind) => {
  const faults: string[] = [];
  for (let seed = 1; seed <= FILES; seed++) {
    const plant = KINDS[kind](seed);
    const db = makeDatabase(plant.spans);
    const answer = readWhy(db, { scope: { ...DEFAULT_SCOPE, names: [plant.name] }, selection: { slowest: 5 } });
    db.close();
    const fault = findFault(plant, answer);
    if (fault !== undefined) faults.push(`seed ${seed}: ${fault}`);
  }
  faultsOf.set(kind, faults);
  expect(enough(kind, FILES - faults.length), faults.join("\n")).toBe(true);
});

afterAll(() => {
  const rows = [...faultsOf].map(([kind, faults]) => ({ kind, passed: FILES - faults.length }));
  if (process.env.ROUNDS === undefined && rows.every(({ kind, passed }) => enough(kind, passed))) return;
  const table = rows.map(({ kind, passed }) => `${kind.padEnd(20)} ${passed} of ${FILES}`);
  const faults = rows.flatMap(({ kind }) => (faultsOf.get(kind) ?? []).slice(0, SHOWN).map((one) => `${kind}, ${one}`));
  console.error([...table, ...faults].join("\n"));
});
