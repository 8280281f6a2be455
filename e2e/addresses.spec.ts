/** An address that asks for what is not there says so, and leads on to one that is. */
import { expect, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";

test.use({ source: PLANTED });

/** Chromium reports every page with such a status as an error. */
const REFUSED = [expect.stringContaining("400")];

for (const [path, line, link, then] of [
  ["/?name=file&form=1", "There is no parameter form here. Did you mean from?", "Open it without form", "/?name=file"],
  [
    "/compare?by=bogus&row=hash",
    "by=bogus: by must be runs, windows, tags, errors or files. Correct or omit it.",
    "Open it without by",
    "/compare?row=hash",
  ],
  [
    "/explore?name=hash&run=gone&from=1",
    /^Run gone is not in this file \(any more\); there are /,
    "Latest run",
    "/explore?name=hash",
  ],
  ["/compare?by=runs&a=gone", /^Run gone is not in this file/, "Open it without a", "/compare?by=runs"],
] as const)
  test(`${path} is refused with a line and a link`, async ({ page, faults }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(400);
    await expect(page.getByRole("heading", { name: "This address is not valid" })).toBeVisible();
    await expect(page.getByText(line)).toBeVisible();
    expect(faults.splice(0)).toEqual(REFUSED);
    await page.getByRole("link", { name: link }).click();
    await expect(page).toHaveURL(then);
    await expect(page.getByRole("table").first()).toBeVisible();
  });
