/** Node's own `performance.mark` and `measure`, cleared immediately, as nothing reads them. */

export function open() {
  let spans = 0;
  const measure = (name, start, detail) => {
    performance.measure(name, { start, detail });
    performance.clearMarks(name);
    performance.clearMeasures(name);
    spans++;
  };
  const timed = (name, detail, i) => {
    const { startTime } = performance.mark(name);
    const result = i;
    measure(name, startTime, detail);
    return result;
  };
  return {
    ops: {
      noTag: (i) => timed("foo", undefined, i),
      oneTag: (i) => timed("foo", { index: i }, i),
      fiveTags: (i) => timed("foo", { index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" }, i),
      nested: (i) => {
        const { startTime } = performance.mark("outer");
        const result = timed("inner", { index: i }, i);
        measure("outer", startTime, { index: i });
        return result;
      },
      awaited: async (i) => {
        const { startTime } = performance.mark("foo");
        await null;
        measure("foo", startTime, { index: i });
        return i;
      },
    },
    finish() {},
    count: () => ({ spans }),
  };
}
