export function vendorPath(path: string): string;
export function nameProblem(path: string): string | undefined;
