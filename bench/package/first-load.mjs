/** The JavaScript that a browser loads for the overview, and the chunks with the large libraries. */
import { gzipSync } from "node:zlib";

/** Words found only in the library's own code. */
const LIBRARIES = { plotly: /plotly\.js v\d|plotlyServerURL/, editor: /cm-activeLineGutter|cm-cursorLayer/ };

/** Only old browsers load scripts marked `noModule`. */
const SCRIPT = /<script\b(?![^>]*\bnomodule\b)[^>]*\bsrc="([^"?]+)/gi;

/**
 * @param url of a running dashboard
 * @param files pathnames of all files it serves
 */
export async function measureFirstLoad(url, files) {
  const html = await (await fetch(url)).text();
  // Pages name their scripts relative to themselves.
  const first = new Set([...html.matchAll(SCRIPT)].map(([, path]) => new URL(path, url).pathname));
  let bytes = 0;
  const found = { plotly: [], editor: [] };
  for (const path of files.filter((name) => name.endsWith(".js"))) {
    const code = Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer());
    if (first.has(path)) bytes += gzipSync(code, { level: 9 }).length;
    for (const [name, words] of Object.entries(LIBRARIES))
      if (words.test(String(code))) found[name].push({ path, first: first.has(path) });
  }
  const failed = [];
  for (const [name, chunks] of Object.entries(found)) {
    if (chunks.length === 0) failed.push(`no chunk holds ${name}: are its words in first-load.mjs still right?`);
    if (chunks.some((chunk) => chunk.first)) failed.push(`${name} is in the first load of the overview`);
  }
  const both = found.plotly.filter(({ path }) => found.editor.some((other) => other.path === path));
  if (both.length > 0) failed.push(`plotly and the editor share ${both[0].path}`);
  if (bytes === 0) failed.push("the overview loads no script of ours: is its page still right?");
  return { bytes, scripts: first.size, failed };
}
