/** Lets the socket through by which a page hears of changed sources, from pages of this dashboard alone. */

import { decide, type Guard, valuesOf } from "../gate.ts";
import type { Upgrade } from "../http-server.ts";
import { admit } from "../token.ts";

/**
 * @param path of the one socket that there is
 * @param pass takes over the connections that may pass; all others are cut off without a word
 */
export function createUpgrade({ gate, token }: Guard, path: string, pass: Upgrade): Upgrade {
  return (request, socket, firstBytes) => {
    const { method = "", url: target = "", rawHeaders } = request;
    const head = { method, target, rawHeaders };
    // A browser always says where a socket is opened from, and the gate has compared it with the host.
    const own = decide(head, gate).ok && valuesOf(head, "origin").length === 1;
    const known = token === undefined || admit(head, token).ok === true;
    if (own && known && target.split("?", 1)[0] === path) pass(request, socket, firstBytes);
    else socket.destroy();
  };
}
