/** Any name will do that no other tab has; `randomUUID` is not there on plain http from other machines. */
export function makeName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
