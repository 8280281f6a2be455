/** The built dashboard as an observable process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { countDescriptors, listTree, sumMemory } from "./process-tree.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export async function startDashboard(file) {
  const cli = [at("../../dist/cli/index.js"), "dashboard", "--port", "0", "--no-open", "--db-path", file];
  const child = spawn(process.execPath, ["--expose-gc", "--import", new URL("gc.mjs", import.meta.url).href, ...cli], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => [""])]);
  const url = /http:[^\s/]+\/\/[^\s/]+|http:\/\/[^\s/]+/.exec(String(line))?.[0];
  if (!url) throw new Error("the dashboard did not start");
  return {
    url,
    /** Current memory use of the server and its processes, bytes. */
    look() {
      const tree = listTree(child.pid);
      return {
        children: tree.length - 1,
        descriptors: countDescriptors(child.pid),
        serverMemory: sumMemory([child.pid]),
        treeMemory: sumMemory(tree),
      };
    },
    /** The same after a garbage collection, with the heap's size. */
    async settle() {
      child.send("collect");
      const [{ heapUsed, external }] = await once(child, "message");
      return { ...this.look(), heap: heapUsed + external };
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
    },
  };
}
