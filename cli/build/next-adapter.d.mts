import type { NextAdapter } from "next";

declare const adapter: NextAdapter;
export default adapter;
