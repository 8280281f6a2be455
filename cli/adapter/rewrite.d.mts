export function relinkRequires(
  code: string,
  path: string,
  file: string,
  shipped: ReadonlyMap<string, string>,
): { code: string; leftOver: string[] };
export function hidePaths(text: string, root: string): string;
export function trimPackage(text: string): string;
