/** Keeps what V8 makes of the dashboard's code, so that the next start need not compile it: a tenth less to do. */
import { existsSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";
import { homeFolder } from "../../lib/store/file-path.ts";

/** Node has it from 22.8 on. Never in the package's folder; where the user has no folder, or no rights, there is none. */
export function keepCompiled(): void {
  // Set by the user, who has then chosen a folder, and Node uses it already.
  if (process.env.NODE_COMPILE_CACHE) return;
  const folder = cacheFolder();
  if (folder) (module as Partial<typeof module>).enableCompileCache?.(folder);
}

function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME = "", LOCALAPPDATA = "" } = process.env;
  const home = homeFolder();
  if (process.platform === "win32")
    return existsSync(LOCALAPPDATA) ? join(LOCALAPPDATA, "spantom", "Cache") : undefined;
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, "spantom");
  // As in a container: a home that is only named is not made.
  if (home === undefined || !existsSync(home)) return undefined;
  return process.platform === "darwin" ? join(home, "Library/Caches/spantom") : join(home, ".cache/spantom");
}
