/** What a program says of its run: a name, a note, and parameters. Bounded as a span's tags are. */

import { isEditable, PARAMETER, type RunTags } from "../model/run-tags.ts";
import { warnOnce } from "../runtime/notice.ts";
import { addTags, type Tagged, type TagUsage } from "./text.ts";

const USAGE: TagUsage = { line: 'SP.run() takes an object such as { name: "before", rate: 0.1 }' };

export class RunValues {
  readonly #held = new Held();
  /** All tags so far, for a file that has none of them, and those that no writer has taken yet. */
  #all: RunTags = {};
  #waiting: RunTags | undefined;

  get all(): RunTags {
    return this.#all;
  }

  get areWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  add(values: unknown): void {
    const given = new Held();
    addTags(given, values, USAGE);
    addTags(this.#held, new Map(given.entries()));
    const held = new Map(this.#held.entries());
    if (given.lostTags + this.#held.lostTags > 0)
      warnOnce(
        "run values",
        "SP.run(): a run has at most 128 parameters and 65,536 characters of them; more are ignored",
      );
    const kept = given.entries().filter(([key, value]) => held.get(key) === value);
    if (kept.length === 0) return;
    const tags = Object.fromEntries(kept.map(([key, value]) => [isEditable(key) ? key : `${PARAMETER}${key}`, value]));
    this.#all = { ...this.#all, ...tags };
    this.#waiting = { ...this.#waiting, ...tags };
  }

  /** Gives a writer the tags that were added since. They wait on if it throws: the program may be out of stack. */
  tell(writer: { tagRun(tags: RunTags): void }): void {
    if (this.#waiting) writer.tagRun(this.#waiting);
    this.#waiting = undefined;
  }

  /** Another file is in use: it has none of them. */
  repeat(): void {
    if (Object.keys(this.#all).length > 0) this.#waiting = this.#all;
  }
}

class Held implements Tagged {
  tags: Tagged["tags"];
  lostTags = 0;
  readonly ended = false;
  update(): void {}

  entries(): [key: string, value: string][] {
    const tags = this.tags ?? [];
    return Array.from({ length: tags.length / 2 }, (_, i) => [String(tags[2 * i]), String(tags[2 * i + 1])]);
  }
}
