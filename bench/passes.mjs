/** The passes that measure one peer once, in its own process. Figures are per call of `op`, in ns of this thread. */
import { readingCost, threadCpu } from "./thread-clock.mjs";

const SLICE = 500;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const now = () => performance.timeOrigin + performance.now();

function callAll(op, from, to) {
  for (let i = from; i < to; i++) op(i);
}

async function awaitAll(op, from, to) {
  for (let i = from; i < to; i++) await op(i);
}

/**
 * Calls in slices with an event loop turn in between, in which tracers can export or write on the main thread. `hot` is
 * the time inside the slices; `main` runs from the first call until everything is written.
 */
export async function slices(op, { finish, calls, slice = SLICE, awaits }) {
  const cost = readingCost();
  const all = awaits ? awaitAll : callAll;
  let hot = 0;
  let readings = 0;
  const started = now();
  const processStart = process.cpuUsage();
  const mainStart = threadCpu();
  for (let done = 0; done < calls; done += slice) {
    const before = threadCpu();
    await all(op, done, Math.min(done + slice, calls));
    hot += threadCpu() - before - cost;
    readings += 2;
    await nextTurn();
  }
  await finish();
  const main = threadCpu() - mainStart - (readings + 1) * cost;
  const { user, system } = process.cpuUsage(processStart);
  const ended = now();
  return {
    hot: hot / calls,
    main: main / calls,
    process: ((user + system) * 1000) / calls,
    started,
    ended,
    rate: calls / ((ended - started) / 1000),
  };
}

/** Everything in one go, in a loop that never yields. */
const tight = (op, options) => slices(op, { ...options, slice: options.calls });

/** Times each call separately, from the very first: how long can a single call block the program? */
async function single(op, { finish, calls, settled }) {
  const cost = readingCost();
  const spent = new Float64Array(calls);
  let pause = 0;
  for (let done = 0; done < calls; done += SLICE) {
    for (let i = done; i < Math.min(done + SLICE, calls); i++) {
      const before = threadCpu();
      op(i);
      spent[i] = threadCpu() - before - cost;
    }
    const before = threadCpu();
    await nextTurn();
    pause = Math.max(pause, threadCpu() - before - cost);
  }
  await finish();
  const largest = spent.reduce((best, value, i) => (value > spent[best] ? i : best), 0);
  return {
    first: spent[0],
    largest: spent[largest],
    largestAt: largest + 1,
    settledLargest: calls > settled ? spent.subarray(settled).reduce((a, b) => Math.max(a, b)) : undefined,
    pause,
  };
}

/** Single calls at a fixed rate by the wall clock, alternating with calls of the baseline. */
async function paced(op, { finish, calls, warmup, perSecond, others }) {
  for (const other of Object.values(others)) callAll(other, 0, warmup);
  const turns = Object.entries({ traced: op, ...others }).map(([key, fn]) => ({
    key,
    fn,
    spent: new Float64Array(calls),
  }));
  const gap = 1000 / perSecond / turns.length;
  await new Promise((resolve) => {
    let done = 0;
    let due = performance.now();
    const turn = () => {
      if (performance.now() >= due) {
        const { fn, spent } = turns[done % turns.length];
        const i = Math.floor(done / turns.length);
        spent[i] = timed(fn, i);
        due = Math.max(due + gap, performance.now() - gap);
        if (++done === calls * turns.length) return resolve();
      }
      setImmediate(turn);
    };
    turn();
  });
  await finish();
  return Object.fromEntries(turns.map(({ key, spent }) => [key, percentiles(spent)]));
}

function timed(op, i) {
  const before = performance.now();
  op(i);
  return (performance.now() - before) * 1e6;
}

function percentiles(values) {
  const sorted = values.sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}

export const PASSES = { slices, tight, single, paced };
