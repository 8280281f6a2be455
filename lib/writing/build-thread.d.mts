export function defineThread(): Promise<Record<string, string>>;
