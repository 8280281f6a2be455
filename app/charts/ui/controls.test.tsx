import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { describeColumns } from "../../ui/table/result-columns.ts";
import { chooseAxes } from "../axis-choice.ts";
import { PlotControls } from "./controls.tsx";

/** The options of a menu, for two rows with these columns. */
function optionsOf(menu: string, names: readonly string[], x: string) {
  const rows = [
    [1, 2, "a"],
    [2, 3, "b"],
  ];
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, { plot: "box", x });
  const html = renderToStaticMarkup(
    <PlotControls axes={axes} columns={columns} onChange={() => undefined} tools={null} wide>
      {null}
    </PlotControls>,
  );
  return new RegExp(`aria-label="${menu}"[^>]*>(.*?)</select>`, "s").exec(html)?.[1];
}

test("a column whose name HTML would change is chosen by its place", () => {
  expect(optionsOf("X axis", ["id", "duration", "line\r\nbreak"], "line\r\nbreak")).toBe(
    '<option value="0">id</option><option value="1">duration</option><option value="2" selected="">line\r\nbreak</option>',
  );
});

test("a column without a name is not offered: choosing it would do nothing", () => {
  const names = ["id", "duration", ""];
  expect(optionsOf("X axis", names, "id")).toBe(
    '<option value="0" selected="">id</option><option value="1">duration</option>',
  );
  expect(optionsOf("Color by", names, "id")?.match(/>[^<]*<\/option>/g)).toEqual([
    ">none</option>",
    ">id</option>",
    ">duration</option>",
  ]);
});
