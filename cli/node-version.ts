/** What is wrong with this Node, in words, or undefined; the same range as `engines` in package.json. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 14) || major >= 24;
  return fits ? undefined : `this is Node ${version}; it needs 20.19 or newer, 22.14 or newer, or 24 and up`;
}
