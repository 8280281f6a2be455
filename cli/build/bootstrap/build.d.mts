export type Part = "lib" | "app" | "cli";
export function build(parts?: readonly Part[]): Promise<void>;
export function listSources(part: Part): string[];
