/** The paths of several runs as one tree: a path is the same in all of them if its names and tags are. */
import type { Step } from "./merge-calls.ts";
import { NO_PATH, PathTable } from "./path-table.ts";

/** Of one run: parents before their children. */
export interface RunPaths {
  readonly parents: Int32Array;
  /** Indices in `list`. */
  readonly steps: Int32Array;
  readonly list: readonly Step[];
}

export class UnitedPaths {
  readonly #table = new PathTable();
  readonly #steps = new Map<string, number>();
  readonly list: Step[] = [];

  get parents(): Int32Array {
    return this.#table.parents;
  }

  get steps(): Int32Array {
    return this.#table.steps;
  }

  /** The number of each of the run's paths in the tree of all. */
  add({ parents, steps, list }: RunPaths): Int32Array {
    const stepOf = list.map((step) => this.#findStep(step));
    const united = new Int32Array(parents.length);
    for (let path = 0; path < parents.length; path++) {
      const parent = parents[path] as number;
      const above = parent === NO_PATH ? NO_PATH : (united[parent] as number);
      united[path] = this.#table.find(above, stepOf[steps[path] as number] as number);
    }
    return united;
  }

  #findStep(step: Step): number {
    const text = JSON.stringify([step.name, step.label]);
    const known = this.#steps.get(text);
    if (known !== undefined) return known;
    this.#steps.set(text, this.list.length);
    return this.list.push(step) - 1;
  }
}
