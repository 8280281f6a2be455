import { expect, test } from "vitest";
import { WHOLE } from "../../lib/model/scope.ts";
import { parseExploreAsk, plotAsk, rowsAsk, whyAsk } from "./requests.ts";

const scope = { ...WHOLE, names: ["compress"] };

test("what is asked comes through the network whole", () => {
  const view = { x: "bytes", logx: true, sel: { kind: "box", x: [1, 2], y: [3, 4] }, why: "slowest" } as const;
  for (const asked of [plotAsk({ scope, view }, 7), { ...rowsAsk({ scope, view }, 7), offset: 200 }])
    expect(parseExploreAsk(JSON.parse(JSON.stringify(asked)))).toEqual(asked);
});

test("what is looked at ends with the newest span that the page was drawn with", () => {
  const url = { scope, view: {} };
  expect([plotAsk(url, 7), rowsAsk(url, 7), whyAsk(url, 7)].map((ask) => ask?.scope)).toEqual(
    new Array(3).fill("name=compress&until=7"),
  );
});

test("the table is asked anew for another order or selection, not for other axes alone", () => {
  const ask = (view: Parameters<typeof rowsAsk>[0]["view"]) => JSON.stringify(rowsAsk({ scope, view }, 7));
  expect(ask({ x: "level", color: "ext" })).toBe(ask({}));
  expect(ask({ sort: { column: "bytes", desc: false } })).not.toBe(ask({}));
  const sel = { kind: "spans", ids: [1] } as const;
  expect(ask({ sel })).not.toBe(ask({}));
});

test.each([
  null,
  "plot",
  {},
  { part: "plot" },
  { part: "rows", scope: "" },
  { part: "rows", scope: "", offset: -1, sort: { column: "id", desc: true } },
  { part: "rows", scope: "", offset: 0, sort: { column: 1, desc: true } },
  {
    part: "rows",
    scope: "",
    offset: 0,
    sort: { column: "id", desc: true },
    region: { kind: "box", x: [1], y: [1, 2] },
  },
])("%j is not asked", (body) => expect(parseExploreAsk(body)).toBeUndefined());
