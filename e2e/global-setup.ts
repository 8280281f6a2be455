/** The tests run the built package, so rebuild it if it is older than its sources, however the tests are started. */
import { build } from "../cli/build/bootstrap/build.mjs";
import { root } from "./running.ts";

export default async function setUp(): Promise<void> {
  process.chdir(root);
  await build();
}
