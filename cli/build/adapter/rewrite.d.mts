export function relinkRequires(
  code: string,
  path: string,
  file: string,
  shipped: ReadonlyMap<string, string>,
): { code: string; unresolved: string[] };
export function hidePaths(json: string, root: string): string;
export function trimPackage(text: string): string;
export function vendorPath(path: string): string;
