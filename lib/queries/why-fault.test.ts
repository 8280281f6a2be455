/** The yardstick itself: a true answer passes, and each way of being wrong fails. */
import { describe, expect, test } from "vitest";
import { countShares, type Facts, gatherFacts, isMet, tagOf } from "../fixtures/planted/facts.ts";
import { findFault } from "../fixtures/planted/find-fault.ts";
import { KINDS, type Kind } from "../fixtures/planted/kinds.ts";
import type { Plant, PlantedCause } from "../fixtures/planted/plant.ts";
import { drawSeed } from "../fixtures/seed.ts";
import { formatStart } from "../model/format.ts";

/** The item that tells the truth. */
function tellTruth(cause: PlantedCause, facts: Facts): Record<string, unknown> {
  const share = (isTrue: Parameters<typeof countShares>[1]) => ({ share: countShares(facts, isTrue) });
  const usual = { kind: cause.kind, path: [], value: null, explainedBy: null, sentence: "" };
  switch (cause.kind) {
    case "tag": {
      const { key, value, line } = cause;
      const growth = line && { form: "line", intercept: line.base, slope: line.perUnit };
      return { ...usual, key, value, growth, ...share((call) => tagOf(facts, call, key) === value) };
    }
    case "child":
      return { ...usual, ...cause, sentence: "98 % of the extra time." };
    case "overlap":
      return { ...usual, key: cause.name, ...share((call) => isMet(facts, call, cause.name)) };
    case "error":
      return { ...usual, key: "error", ...share((call) => call.error !== undefined) };
    case "time": {
      if (!cause.step) return { ...usual, key: "start", sentence: "The first 10 calls are 4.0 × slower." };
      const at = (facts.calls[cause.step.call]?.start ?? 0) - facts.origin;
      return { ...usual, key: "start", sentence: `2.0 × slower from ${formatStart(at, null)} on.` };
    }
  }
}

const answer = ({ start, drift }: Pick<Plant, "start" | "drift">, items: readonly object[]) => ({
  items,
  warmUp: start ?? null,
  drift: drift ?? null,
});

describe.each(Object.keys(KINDS) as Kind[])("%s", (kind) => {
  const make = () => {
    const plant = KINDS[kind](1 + (drawSeed() % 1e6));
    return { plant, truth: plant.first ? [tellTruth(plant.first, gatherFacts(plant))] : [] };
  };
  const madeUp = { kind: "tag", key: "moon", value: "full", path: [], explainedBy: null, sentence: "" };

  test("the truth passes, also with an item that it explains", () => {
    const { plant, truth } = make();
    expect(findFault(plant, answer(plant, truth))).toBeUndefined();
    const explained = { ...madeUp, explainedBy: "x" };
    if (plant.first) expect(findFault(plant, answer(plant, [...truth, explained]))).toBeUndefined();
  });

  test("nothing, or anything made up, fails", () => {
    const { plant, truth } = make();
    if (plant.first) expect(findFault(plant, answer(plant, []))).toBe("says nothing");
    expect(findFault(plant, answer(plant, [...truth, madeUp]))).toMatch(/^makes up/);
    if (plant.first) expect(findFault(plant, answer(plant, [madeUp, ...truth]))).toMatch(/^says tag moon full/);
    if (!plant.start)
      expect(findFault(plant, answer({ start: { calls: 10, times: 4 } }, truth))).toMatch(/start|drift/);
    if (!plant.drift && kind !== "step in time")
      expect(findFault(plant, answer({ ...plant, drift: 0.5 }, truth))).toBe("makes up a drift of 0.50");
  });

  test("wrong figures fail", () => {
    const { plant, truth } = make();
    const [item] = truth;
    const change = (more: object) => findFault(plant, answer(plant, [{ ...item, ...more }]));
    if (plant.start) expect(findFault(plant, answer({ start: { calls: 10, times: 9 } }, truth))).toMatch(/9\.0 ×$/);
    if (plant.drift) expect(findFault(plant, answer({ drift: 1.2 }, truth))).toBe("a drift of 1.20");
    if (item?.share && plant.first?.kind !== "tag")
      expect(change({ share: { selected: 0.7, rest: 0.1 } })).toMatch(/^shares/);
    if (kind === "line") expect(change({ growth: { form: "power" } })).toBe("no straight line");
    if (kind === "child") {
      expect(change({ sentence: "60 % of the extra time." })).toMatch(/^60 %/);
      expect(change({ path: ["render"] })).toMatch(/^says child render/);
      expect(change({ value: "hit" })).toMatch(/^says child/);
    }
    if (kind === "step in time") {
      expect(change({ sentence: "Slower from +0.001 s on." })).toMatch(/^from/);
      expect(change({ sentence: `3.0 × ${item?.sentence}` })).toMatch(/^3 × for 2 ×/);
    }
  });
});
