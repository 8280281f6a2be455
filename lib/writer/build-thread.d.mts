export function bundleThread(): Promise<{ text: string; sources: string[] }>;
export function defineThread(): Promise<Record<string, string>>;
