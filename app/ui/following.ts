/**
 * The same page of a later moment. What of it the browser asks for itself is there before any of it is shown: `use`
 * makes React wait with the whole page, which stays at the moment before.
 */

const asked = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * The same promise each time: React renders again for as long as it waits.
 * @param page anything that comes with a page, and with no other
 */
export function askFor<Value>(page: object, key: string, ask: () => Promise<Value>): Promise<Value> {
  const own = asked.get(page) ?? new Map<string, Promise<unknown>>();
  asked.set(page, own);
  const answer = own.get(key) ?? ask();
  own.set(key, answer);
  return answer as Promise<Value>;
}

/** Whether two different requests, as JSON, differ in their moment only. */
export function followsOn(before: string | null, key: string): boolean {
  return before !== null && before !== key && withoutMoment(before) === withoutMoment(key);
}

/** A request, as JSON, but for its moment; nothing of none. */
export function withoutMoment(key: string): string {
  if (key === "") return key;
  const { scope, ...rest } = JSON.parse(key) as { readonly scope?: object };
  return JSON.stringify([{ ...scope, maxSpanId: undefined }, rest]);
}
