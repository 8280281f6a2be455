/** Admits the hot reload socket, only for pages of this dashboard. */

import { decide, type Guard, valuesOf } from "../gate.ts";
import type { Upgrade } from "../http-server.ts";
import { admit } from "../token.ts";

/**
 * @param path of the only socket
 * @param pass takes over admitted connections; all others are closed silently
 */
export function createUpgrade({ gate, token }: Guard, path: string, pass: Upgrade): Upgrade {
  return (request, socket, firstBytes) => {
    const { method = "", url: target = "", rawHeaders } = request;
    const head = { method, target, rawHeaders };
    // Browsers always send a socket's origin, and the gate has compared it with the host.
    const own = decide(head, gate).ok && valuesOf(head, "origin").length === 1;
    const known = token === undefined || admit(head, token).ok === true;
    if (own && known && target.split("?", 1)[0] === path) pass(request, socket, firstBytes);
    else socket.destroy();
  };
}
