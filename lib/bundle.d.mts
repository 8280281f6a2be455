export declare function bundleLibrary(out: string): Promise<void>;
