export function bundleCommand(folder: string, version: string): Promise<void>;
