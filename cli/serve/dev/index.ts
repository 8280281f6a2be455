/**
 * What `npm run dev` serves: the dashboard with its pages compiled from their sources as they are asked for. Bundled,
 * started and started again by cli/build/bootstrap/dev.mjs; never part of the package.
 */
import { program } from "commander";
import { addDashboard, runDashboard } from "../../commands/dashboard.ts";
import { run } from "../../run.ts";
import { openSourceSite } from "./source-site.ts";

/** Whoever started this has ended, in whatever way. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

void run(() => {
  addDashboard(program.name("npm run dev --").exitOverride(), (options) =>
    runDashboard({ ...options, open: false }, openSourceSite),
  );
  return program;
});
