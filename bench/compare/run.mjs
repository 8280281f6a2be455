/**
 * Whether the verdicts of a comparison can be trusted, and how long they take: one round, with the task as JSON on the
 * command line, like child.mjs.
 */
import { dirname } from "node:path";
import { calibrateMade, calibrateReal } from "./calibration.mjs";
import { loadLibrary } from "./load-library.mjs";
import { measurePower } from "./power.mjs";
import { recordRuns } from "./real-runs.mjs";
import { timeQueries } from "./speed.mjs";

const { calls, lib, times, realRuns, realPairs, madePairs, powerPairs, seed } = JSON.parse(process.argv[2]);
const folder = dirname(lib);
const library = await loadLibrary(folder);
const say = (text) => process.stderr.write(`compare: ${text}\n`);

say(`speed, seed ${seed}`);
const speed = timeQueries(library, { folder, calls, times, seed });
const recorded = recordRuns(library, { folder, lib, count: realRuns });
say(`false verdicts, seed ${seed}: ${realPairs} pairs of sides each of real runs, ${madePairs} of made ones`);
const real = calibrateReal(library, recorded, { pairs: realPairs, seed });
const made = calibrateMade(library, { pairs: madePairs, seed });
say(`power, seed ${seed}: ${powerPairs} pairs of sides each`);
const power = measurePower(library, { pairs: powerPairs, seed });
process.stdout.write(JSON.stringify({ seed, speed, realRuns, real, made, power }));
