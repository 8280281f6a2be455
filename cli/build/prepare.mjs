// Run by npm after each install in a checkout, as `prepare` of the workspace `lib`: the root's scripts are published.
import { fileURLToPath } from "node:url";
import { driverWorks, REPLACEMENT, replaceDriver } from "./bootstrap/driver.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
if (REPLACEMENT && !driverWorks(REPLACEMENT))
  await replaceDriver(REPLACEMENT).catch((error) => {
    console.error(`spantom: ${error.message}`);
    process.exitCode = 1;
  });
