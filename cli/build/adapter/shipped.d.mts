export function findUnshippable(dist: string, root: string): string[];
export function nameProblem(path: string): string | undefined;
export function namesFolder(text: string, root: string): boolean;
