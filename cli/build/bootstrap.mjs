// `npm start`, `npm test` and `npm run dev`, even in a fresh clone. Runs before anything is installed, so it imports
// only Node modules. It must reach its one-line error on a Node that is too old, so the rest is loaded after the check.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
process.chdir(root);

/** Whether a version fits a range of the form `^1.2.3 || >=4.5.6`, which is all that `engines` uses. */
function fits(version, range) {
  const numbers = (text) =>
    text
      .replace(/^[^\d]*/, "")
      .split(".")
      .map(Number);
  const [major, minor, patch] = numbers(version);
  return range.split("||").some((part) => {
    const [leastMajor, leastMinor, leastPatch] = numbers(part.trim());
    const isLater = minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
    if (major === leastMajor) return isLater;
    return part.trim().startsWith(">=") && major > leastMajor;
  });
}

const { node: range } = JSON.parse(readFileSync("package.json", "utf8")).engines;
const [command, ...args] = process.argv.slice(2);
if (!fits(process.version, range)) {
  console.error(`spantom: this is Node ${process.version}; it needs ${range}. Install one from https://nodejs.org`);
  process.exitCode = 1;
} else {
  const { run } = await import(`./bootstrap/${["test", "dev"].includes(command) ? command : "start"}.mjs`);
  await run(args).catch((error) => {
    console.error(`spantom: ${error.message}`);
    process.exitCode = 1;
  });
}
