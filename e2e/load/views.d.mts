export function listViews(name: string, id: number): string[];
export function askView(url: string, path: string, options?: RequestInit): Promise<string | undefined>;
