export function listTree(pid: number): number[];
export function countDescriptors(pid: number): number;
export function sumMemory(pids: readonly number[]): number;
