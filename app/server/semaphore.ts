/** Lets so many do something at once; the others wait, in the order in which they came. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  /** Waits for a turn. @returns what gives it back, once; undefined when `gone` aborts before it came */
  async take(gone: AbortSignal): Promise<(() => void) | undefined> {
    if (gone.aborted) return undefined;
    if (this.#free > 0) this.#free--;
    else if (!(await this.#wait(gone))) return undefined;
    return () => this.#pass();
  }

  #wait(gone: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const begin = () => {
        gone.removeEventListener("abort", leave);
        resolve(true);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        resolve(false);
      };
      gone.addEventListener("abort", leave, { once: true });
      this.#waiting.push(begin);
    });
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
