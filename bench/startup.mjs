/** A short program: import, some spans, exit. The task comes as JSON on the command line. */
const task = JSON.parse(process.argv[2]);
const { open, writesAtExit } = await import(`./peers/${task.peer}.mjs`);
const { ops, finish } = await open(task);
for (let i = 0; i < task.calls; i++) ops[task.op](i);
if (!writesAtExit) await finish();
