export const NEVER_REACHED: RegExp;
export const ENVIRONMENT: string;
export function dropMapComment(code: string): string;
export function mergeChunks(files: Map<string, string>): void;
export function dropUnreached(files: Map<string, string>, entries: readonly string[]): void;
export function minify(path: string, code: string): string;
