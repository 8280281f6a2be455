/** Inputs in addresses and bodies: each yields the answer listed here, and none breaks the dashboard. */
import { once } from "node:events";
import { request } from "node:http";
import { ask, send } from "../cli/fixtures/raw-http.ts";
import { expect, test } from "./dashboard.ts";

const VIEWS = ["/", "/explore", "/compare", "/query", "/span/2", "/overview.json", "/explore.json", "/compare.json"];

/** Parameters that no page sends: refused. */
const NONSENSE = {
  "numbers that are none": "page=-1&window=NaN&from=abc&to=&rows=1.5&after=zz",
  "numbers beyond all": `page=1e9&window=${"9".repeat(400)}&from=8640000000000001&to=1e999`,
  "numbers below all": "page=0&window=-5&from=-1e300&to=-1",
  "parameters twice": "window=10000&window=1&run=all&run=latest&from=1&from=2",
  "parameters like arrays": "window[]=1&run[0]=all&name[]=tokenize",
  "a plot that does not exist": "plot=nosuch&dims=nosuch&dir=sideways",
  "a run that does not exist": "run=99999999999999999999",
  "names of an object's own": "__proto__=1&constructor=2&toString=3&run=__proto__&name=__proto__&sort=constructor",
  "tags without a value, and with one that is no number": "tag=%5C&tag=a%3E%3Dx",
  "a range of no number": "tag=bytes%3Eabc",
  "limits of no duration, and of nothing there is": "only=duration%3Eabc&only=colour%3Dred",
  "bytes that are no text": "name=%FF%FE&run=%E0%A4%A",
  "1,500 parameters": Array.from({ length: 1500 }, (_, i) => `p${i}=1`).join("&"),
} as const;

/** Odd, but a question that has an answer. */
const ODD = {
  "an end before the start": "from=9&to=1",
  "names with every sign of a pattern": "name=%25&name=_&name=%5C&name=*&name=%27&name=%22&name=%00&name=%",
  "tags with every sign of a pattern": "tag=%25%3D_&tag=%3D&tag=a%3E%3D1e9&tag=%00%3D%00",
  "every operator of a filter":
    "tag=a%3C1&tag=bytes%3E34kB&tag=%2525%7E_&tag=a%3F&tag=%21a%253D&only=name%7E%2525&only=duration%3C1+h",
  "what Next and proxies add": "_rsc=1ab2&token=x&vscodeBrowserReqId=17",
};

test("nonsense in the address is refused by every view and its data, in one line", async ({ dashboard: { url } }) => {
  for (const [what, query] of Object.entries(NONSENSE))
    for (const path of VIEWS) {
      const { status, body } = await ask(url, `${path}?${query}`);
      expect(status, `${what} at ${path}`).toBe(400);
      if (path.endsWith(".json")) expect(JSON.parse(body).error.message, `${what} at ${path}`).toMatch(/^.+[.?]$/);
      else expect(body, `${what} at ${path}`).toContain("This address is not valid");
    }
});

test("odd questions never break a view; names are matched exactly", async ({ dashboard: { url } }) => {
  for (const [what, query] of Object.entries(ODD))
    for (const path of VIEWS) {
      const { status, body } = await ask(url, `${path}?${query}`);
      expect(status, `${what} at ${path}`).toBe(200);
      expect(body, `${what} at ${path}`).not.toContain("could not be drawn");
    }
  const count = async (query: string) => JSON.parse((await ask(url, `/explore.json?${query}`)).body).total;
  for (const name of ["%25", "_", "%5C", "*", "tok%25", "t_kenize", "TOKENIZE", "tokenize%00", "%27%20OR%201%3D1"])
    expect(await count(`name=${name}`), name).toBe(0);
  expect(await count("name=tokenize")).toBe(596);
});

const PATHS = {
  "/span/0": 404,
  "/span/-1": 404,
  "/span/2.5": 404,
  "/span/abc": 404,
  "/span/99999999999999999999": 404,
  "/span/%00": 404,
  "/span/__proto__": 404,
  "/span/99999.json": 404,
  "/api/newest?after=-1e400": 200,
  "/api/q/tree": 405,
  "/api/export?id=__proto__": 200,
  "/export?format=exe": 400,
  "/query.json?sql=": 400,
  "/query.json?sql=DELETE+FROM+spans": 400,
  "/query.csv?sql=SELECT+1;SELECT+2": 400,
  "/query.json?sql=SELECT+%00": 400,
};

test("odd paths: each has its status", async ({ dashboard: { url } }) => {
  for (const [path, status] of Object.entries(PATHS))
    await test.step(`${path}: ${status}`, async () => expect((await ask(url, path)).status).toBe(status));
});

const SELECT = '{"sql":"SELECT 1 AS one"}';
const DEEP = "[".repeat(50_000) + "]".repeat(50_000);

const POSTED = [
  ["a query", "/api/query", "application/json", SELECT, 200],
  ["a query with a charset", "/api/query", "application/json; charset=utf-8", SELECT, 200],
  [
    "keys twice, of which the last counts",
    "/api/query",
    "application/json",
    `{"sql":"nonsense",${SELECT.slice(1)}`,
    200,
  ],
  ["200 kB", "/api/query", "application/json", `{"sql":"${"x".repeat(200_000)}"}`, 413],
  ["2 MB", "/api/q/explore", "application/json", `{"scope":"${"x".repeat(2e6)}"}`, 413],
  ["no JSON", "/api/query", "application/json", "SELECT 1", 400],
  ["half of it", "/api/query", "application/json", SELECT.slice(0, -1), 400],
  ["nothing", "/api/query", "application/json", "", 400],
  ["another type", "/api/query", "text/plain", SELECT, 415],
  ["a form", "/api/query", "application/x-www-form-urlencoded", "sql=SELECT+1", 415],
  ["a form of several parts", "/api/query", "multipart/form-data; boundary=x", "--x--", 415],
  ["an empty object", "/api/query", "application/json", "{}", 400],
  ["no object", "/api/query", "application/json", "null", 400],
  ["a number for SQL", "/api/query", "application/json", '{"sql":7}', 400],
  ["SQL on the prototype", "/api/query", "application/json", `{"__proto__":${SELECT}}`, 400],
  ["JSON 50,000 deep", "/api/query", "application/json", DEEP, 400],
  ["JSON 50,000 deep", "/api/q/explore", "application/json", DEEP, 400],
  ["no JSON", "/api/q/tree", "application/json", "id=1", 400],
  ["another type", "/api/q/tree", "text/plain", '{"id":1}', 415],
  ["a query that is none", "/api/q/nosuch", "application/json", "{}", 400],
  ["a query of every object's", "/api/q/__proto__", "application/json", "{}", 400],
  ["a scope that is none", "/api/q/overview", "application/json", '{"scope":7}', 400],
  [
    "names that are no list",
    "/api/q/why",
    "application/json",
    '{"scope":{"names":"x"},"selection":{"slowest":5}}',
    400,
  ],
  ["an id that is none", "/api/q/tree", "application/json", '{"id":"x"}', 400],
  ["a form to a page", "/query", "multipart/form-data; boundary=x", "--x--", 405],
] as const;

test("odd bodies: each has its status", async ({ dashboard: { url } }) => {
  for (const [what, path, type, body, status] of POSTED)
    await test.step(`posted to ${path}: ${what}: ${status}`, async () => {
      const answer = await ask(url, path, { "content-type": type }, "POST", body);
      expect(answer.status).toBe(status);
      if (status === 200) expect(JSON.parse(answer.body)).toMatchObject({ ok: true, rows: [[1]] });
    });
});

test("a body longer than declared, or without a length, is read up to the limit", async ({ dashboard: { url } }) => {
  const head = `POST /api/query HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  expect(await send(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}0\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 413 /,
  );
  expect(await send(url, `${head}Content-Length: 9\r\n\r\n${SELECT}`)).toMatch(/^HTTP\/1\.1 400 /);
});

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

test("40 queries at once: all wait for their turn, and those whose askers leave are forgotten", async ({
  dashboard: { url },
}) => {
  const { hostname, port } = new URL(url);
  const headers = { "content-type": "application/json" };
  const path = "/api/query";
  let answered = 0;
  const sent = Array.from({ length: 40 }, () =>
    request({ hostname, port, path, headers, method: "POST", agent: false }, (response) => {
      answered++;
      response.resume();
    }).on("error", () => undefined),
  );
  const flushed = sent.map((one) => once(one, "finish"));
  for (const one of sent) one.end(JSON.stringify({ sql: `${ENDLESS} SELECT count(*) FROM n` }));
  await Promise.all(flushed);
  // Other requests to the same server are answered while the first query runs and 39 wait.
  expect((await ask(url, "/overview.json")).status).toBe(200);
  expect(answered).toBe(0);
  for (const one of sent) one.destroy();
  const next = JSON.parse((await ask(url, path, headers, "POST", SELECT)).body);
  expect(next).toMatchObject({ ok: true, rows: [[1]] });
});

test("exports whose clients disconnect end, so that others can start", async ({ dashboard: { url } }) => {
  const path = `/query.csv?${new URLSearchParams({ sql: `${ENDLESS} SELECT i, printf('%.*c', 1000, 'x') FROM n` })}`;
  for (let i = 0; i < 5; i++) {
    const status = await new Promise<number>((resolve) => {
      const { hostname, port } = new URL(url);
      const asked = request({ hostname, port, path, agent: false }, (response) => {
        response.once("data", () => {
          resolve(response.statusCode ?? 0);
          asked.destroy();
        });
      });
      asked.on("error", () => undefined).end();
    });
    expect(status).toBe(200);
    const running = async () => (await ask(url, "/query.csv?sql=SELECT+1")).status;
    await expect.poll(running).toBe(200);
  }
});

test("values that JSON cannot hold, and cells that a spreadsheet would run", async ({ dashboard: { url } }) => {
  const sql =
    "SELECT 9223372036854775807 AS big, 9e999 AS infinite, CAST(x'eda080' AS TEXT) AS surrogate, '</script>' AS tag, " +
    "'=1+1' AS formula, '+cmd' AS plus, '-2' AS minus, '@x' AS at, char(9) || 'x' AS tab, char(65309) || '1' AS wide, " +
    "-2 AS number, 'a\"b,c' || char(13, 10) || 'd' AS quoted, char(13) AS lone";
  const query = new URLSearchParams({ sql });
  const { body } = await ask(url, `/query.json?${query}`);
  const [row] = JSON.parse(body);
  expect(row).toMatchObject({ big: "9223372036854775807", infinite: "Infinity", tag: "</script>", number: -2 });
  expect(row.surrogate).toMatch(/^\ufffd+$/);
  const csv = await ask(url, `/query.csv?${query}`);
  expect(csv.body.slice(csv.body.indexOf("\r\n") + 2)).toBe(
    `9223372036854775807,Infinity,${row.surrogate},</script>,'=1+1,'+cmd,-2,'@x,'\tx,'\uff1d1,-2,"a""b,c\r\nd","'\r"\r\n`,
  );
  expect(csv.headers["content-disposition"]).toBe('attachment; filename="spantom-query.csv"');
});

test("SQL in the address is text in the page, whatever it contains", async ({ page, baseURL }) => {
  const payload = "</script><script>window.__ran = 1</script><img src=x onerror='window.__ran = 1'>";
  const sql = `SELECT '${payload.replaceAll("'", "''")}' AS "${payload}"`;
  const path = `/query?${new URLSearchParams({ sql })}`;
  expect((await ask(baseURL ?? "", path)).body).not.toContain("<script>window");
  await page.goto(path);
  await expect(page.getByRole("columnheader", { name: payload })).toBeVisible();
  expect(await page.evaluate(() => (window as { __ran?: number }).__ran)).toBeUndefined();
});
