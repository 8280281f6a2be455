export function relinkRequires(
  code: string,
  path: string,
  file: string,
  shipped: ReadonlyMap<string, string>,
): { code: string; leftOver: string[] };
export function namesFolder(text: string, root: string): boolean;
export function hidePaths(json: string, root: string): string;
export function trimPackage(text: string): string;
