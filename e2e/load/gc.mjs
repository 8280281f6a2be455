// Loaded before the dashboard: collects garbage when the measuring process asks, and says what memory is left.
process.on("message", () => {
  global.gc();
  global.gc();
  process.send(process.memoryUsage());
});
process.channel.unref();
