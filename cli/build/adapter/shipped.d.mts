export declare function findUnshippable(dist: string, root: string): string[];
