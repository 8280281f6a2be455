/** Starts the built dashboard as a user would, and times its responses. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";

export async function serve(build, file) {
  const args = [join(build, "cli/index.js"), "dashboard", "--port", "0", "--no-open", "--db-path", file];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => [""])]);
  const url = /http:\S+/.exec(String(line))?.[0];
  if (!url) throw new Error("the dashboard did not start");
  return {
    url,
    pid: child.pid,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
    },
  };
}

/**
 * Reads the whole page: disconnecting early would end its queries and the process that runs them.
 * @param body the request body
 * @returns ms until `found`, or until the end without it
 */
export function time(url, path, found, body) {
  const options = body ? { method: "POST", headers: { "content-type": "application/json" } } : {};
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http.request(new URL(path, url), options, (response) => {
      const { location } = response.headers;
      if (location) {
        const first = performance.now() - began;
        response.resume();
        time(url, location, found, body).then((rest) => resolve(first + rest), reject);
        return;
      }
      let text = "";
      let seen;
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        if (seen !== undefined) return;
        text += chunk;
        if (found?.test(text)) seen = performance.now() - began;
      });
      response.on("end", () => {
        if (found && seen === undefined)
          reject(new Error(`${path}: no row of data in ${response.statusCode}, ${text.length} characters`));
        else resolve(seen ?? performance.now() - began);
      });
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body && JSON.stringify(body));
  });
}
