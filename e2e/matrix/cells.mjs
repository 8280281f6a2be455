/** The matrix's cells: a Node, a package manager, a kind of folder, and the expected outcome. */

export const NODES = ["20", "22", "24", "26"];
const MANAGERS = ["npm 11", "npm 12", "pnpm", "yarn pnp"];
const PLACES = ["path with spaces and letters", "read-only", "another user"];

/** Pairs of Node and better-sqlite3 that crash a process, and how they arise. */
const TRAPS = [
  {
    node: "20",
    manager: "pnpm",
    place: "no override",
    pins: "nothing",
    says: /better-sqlite3 13\.\S+ needs Node 22\.14 or newer and this is v20\.\S+; run: npm install better-sqlite3@12\.11\.1 .*"overrides"/,
  },
  {
    node: "26",
    manager: "npm 11",
    place: "12 in an old lock file",
    pins: "12",
    says: /better-sqlite3 12\.\S+ crashes on Node v26\.\S+; run: npm install better-sqlite3@13 .*"overrides"/,
  },
  {
    node: "20",
    manager: "npm 11",
    place: "install scripts blocked",
    binary: false,
    says: /better-sqlite3 has no native binary for this Node; run: npm rebuild better-sqlite3/,
  },
];

/**
 * @typedef Cell
 * @property {string} node major version
 * @property {string} manager
 * @property {string} place
 * @property {string} [pins] "12" pins better-sqlite3 12, "nothing" leaves out what the README says for Node 20
 * @property {boolean} [binary] false leaves better-sqlite3 12 without its native binary
 * @property {RegExp} [says] the one line that is expected instead of tracing
 */

/** @returns {Cell[]} */
export function listCells() {
  const plain = NODES.flatMap((node) => MANAGERS.map((manager) => ({ node, manager, place: "plain" })));
  const places = NODES.flatMap((node) => PLACES.map((place) => ({ node, manager: "npm 11", place })));
  return [...plain, ...places, ...TRAPS];
}

export function nameCell({ node, manager, place }) {
  return `node ${node}, ${manager}, ${place}`;
}

/** Why a cell cannot be tested here, or at all. */
export function skipReason({ node, manager, place }) {
  if (manager === "npm 12" && node === "20") return "npm 12 does not run on Node 20";
  const asRoot = process.getuid?.() === 0;
  if (place === "another user" && !asRoot) return "only root can become another user";
  if (place === "read-only" && process.platform === "win32") return "Windows has no such folders";
  return undefined;
}
