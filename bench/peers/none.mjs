/** No tracing: the bare calls, which every other figure includes. */

const work = (i) => i;

export function open() {
  let calls = 0;
  return {
    ops: {
      noTag: (i) => {
        calls++;
        return work(i);
      },
      oneTag: (i) => {
        calls++;
        return work(i);
      },
      handleTag: (i) => {
        calls++;
        return work(i);
      },
      fiveTags: (i) => {
        calls++;
        return work(i);
      },
      nested: (i) => {
        calls += 2;
        return work(work(i));
      },
      awaited: async (i) => {
        calls++;
        await null;
        return work(i);
      },
      wrapped: (i) => {
        calls++;
        return work(i);
      },
    },
    finish() {},
    count: () => ({ spans: calls }),
  };
}
