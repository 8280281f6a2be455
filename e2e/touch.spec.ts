/** Tables by touch. */
import { expect, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";

test.use({ source: PLANTED, hasTouch: true, isMobile: true, viewport: { width: 1024, height: 800 } });

test("a finger resizes a column by its edge, which is wide enough for one, and a second one does not", async ({
  page,
}) => {
  await page.goto("/");
  const table = page.getByRole("table", { name: "Span names" });
  await expect(table.getByRole("img", { name: /: p50 / }).first()).toBeVisible();
  const edge = table.getByRole("separator", { name: "Width of Name", exact: true });
  const head = table.getByRole("columnheader", { name: "Name", exact: true });
  const widthOf = () => head.evaluate((element: HTMLElement) => element.offsetWidth);
  const before = await widthOf();
  const box = await edge.boundingBox();
  if (!box) throw new Error("no edge");
  expect(box.width).toBeGreaterThanOrEqual(24);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...fingers: readonly number[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: fingers.map((at, id) => ({ x: at, y, id })) });
  const scrolled = () => page.getByRole("region", { name: "Span names, scrolls" }).evaluate((pane) => pane.scrollLeft);

  await touch("touchStart", x);
  for (const by of [10, 25, 40, 60]) await touch("touchMove", x + by);
  expect(await widthOf()).toBe(before + 60);
  await touch("touchStart", x + 60, x + 64);
  await touch("touchMove", x + 60, x + 160);
  expect(await widthOf()).toBe(before + 60);
  await touch("touchMove", x + 70, x + 160);
  await touch("touchEnd");
  expect(await widthOf()).toBe(before + 70);
  expect(await scrolled(), "scrolled meanwhile").toBe(0);

  // The end of a touch reaches the page after the answer to it.
  const kept = async () => (await page.context().cookies()).some(({ name }) => name.endsWith("columns"));
  await expect.poll(kept, "kept").toBe(true);
  await page.reload();
  await expect.poll(widthOf, "after a reload").toBe(before + 70);
});
