/** Where a traced file goes in dist/dashboard/, and which may not go there at all. */

/** npm and Yarn treat nested folders named node_modules in their own ways; under another name they are left alone. */
export function vendorPath(path) {
  return path.replace(/(^|\/)node_modules\//g, "$1vendor/");
}

/** Why a file of that name cannot be shipped; undefined when it can. */
export function nameProblem(path) {
  if (/\.(node|so|dylib|dll|exe|wasm)(\.|$)/i.test(path)) return "is a native file, made for one platform";
  if (path.startsWith("..") || path.includes("/../")) return "lies outside of the repository";
  return undefined;
}
