export function dropBase(pathname: string, base: string): string;
export function freeBrowserFile(text: string, base: string): string;
export function freeServerFile(path: string, text: string, base: string): string;
