// Preloaded into a program by `node --import`: records each connection and name lookup by it or its forks.
// The file is given in this module's own URL: `record-connects.mjs?to=FILE`.
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const to = new URL(import.meta.url).searchParams.get("to");
const note = (what) => appendFileSync(to, `${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Already normalised, or in the form `net.connect` takes. A path means a local pipe.
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const { path, host = "localhost", port = options } = Object(options);
  if (typeof path !== "string") note(`connect ${host}:${port}`);
  return connect.apply(this, args);
};
const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note(`send ${args.filter((one) => typeof one !== "object" && typeof one !== "function")}`);
  return send.apply(this, args);
};
for (const holder of [dns, dns.promises])
  for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny"]) {
    const real = holder[name];
    holder[name] = function (asked, ...rest) {
      if (!net.isIP(asked)) note(`${name} ${asked}`);
      return real.call(this, asked, ...rest);
    };
  }
const { fork } = childProcess;
childProcess.fork = (file, args, options) =>
  fork(file, args, { ...options, execArgv: [...(options?.execArgv ?? []), "--import", import.meta.url] });
syncBuiltinESMExports();
