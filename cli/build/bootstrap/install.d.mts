export function isInstalled(root?: string, driverReplaced?: boolean): boolean;
export function install(replacement?: string): Promise<void>;
