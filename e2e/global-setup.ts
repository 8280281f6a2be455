/** The tests run the built package, so it is rebuilt if older than its sources, however they are started. */
import { build } from "../cli/build/bootstrap/build.mjs";
import { root } from "./running.ts";

export default async function setUp(): Promise<void> {
  process.chdir(root);
  await build();
}
