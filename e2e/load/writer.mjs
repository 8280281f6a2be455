// Traces at a given rate until told to stop: `node writer.mjs SPANS_A_SECOND`, into SPANTOM_DB.
import { SP } from "../../dist/lib/index.js";

const [rate] = process.argv.slice(2).map(Number);
const EVERY_MS = 20;
const NAMES = ["load", "parse", "compute", "store"];
const began = performance.now();
let spans = 0;

const timer = setInterval(() => {
  const due = (rate * (performance.now() - began)) / 1000;
  while (spans < due) {
    SP.span("job", { step: spans % 100 }, () => {
      for (const name of NAMES) SP.span(name, () => undefined);
    });
    spans += NAMES.length + 1;
  }
}, EVERY_MS);

process.on("message", () => {
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  SP.close();
  process.send({ spans, seconds }, () => process.disconnect());
});
