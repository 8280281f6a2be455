import { expect, test } from "vitest";
import { Semaphore } from "./semaphore.ts";

const here = new AbortController().signal;

test("so many at once, the next when one is done, in order of arrival", async () => {
  const semaphore = new Semaphore(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const jobs = [0, 1, 2, 3].map(async (job) => {
    const leave = await semaphore.take(here);
    began.push(job);
    if (leave) ends.push(leave);
  });
  await Promise.all(jobs.slice(0, 2));
  expect(began).toEqual([0, 1]);
  ends.shift()?.();
  await jobs[2];
  ends.shift()?.();
  await jobs[3];
  expect(began).toEqual([0, 1, 2, 3]);
});

test("a caller that leaves while waiting takes no place", async () => {
  const semaphore = new Semaphore(1);
  const leave = await semaphore.take(here);
  const going = new AbortController();
  const gone = semaphore.take(going.signal);
  const next = semaphore.take(here);
  going.abort();
  expect(await gone).toBeUndefined();
  leave?.();
  expect(await next).toBeTypeOf("function");
});
