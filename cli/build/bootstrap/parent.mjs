/** npm runs a script through a shell, which a signal to npm ends without telling us; nothing must stay behind. */
export function endWithParent() {
  if (!process.env.npm_execpath || process.platform === "win32") return;
  const parent = process.ppid;
  const look = () => process.ppid !== parent && process.kill(process.pid, "SIGTERM");
  setInterval(look, 500).unref();
}
