/** The connection that a program gets as `SP.conn`: it reads what the program itself has just written. */
import { type Connection, loadDriver } from "../store/driver.ts";
import { type OpenWriter, openWriter } from "../store/open-writer.ts";

const STATEMENT_RUNS = ["run", "get", "all", "iterate"] as const;
const TRANSACTIONS = ["default", "deferred", "immediate", "exclusive"] as const;
/** Milliseconds that a statement of the program's own waits for a lock. */
const PATIENCE = 1000;

/** Opens a connection of the program's own, beside the writer's. */
export function openConnection(path: string): OpenWriter {
  const connection = openWriter(loadDriver(), path, { timeout: PATIENCE });
  connection.db.pragma("foreign_keys = ON");
  return connection;
}

type Method = (...args: unknown[]) => unknown;
type Before = (method: Method, self: object) => Method;

/** Flushes before the transaction: within it is too late, for it holds the lock. */
function flushBeforeTransaction(transaction: object, before: Before): Method {
  const begin = before(transaction as Method, transaction);
  const kinds = transaction as Record<(typeof TRANSACTIONS)[number], Method>;
  for (const kind of TRANSACTIONS)
    Object.defineProperty(begin, kind, { value: kind === "default" ? begin : before(kinds[kind], transaction) });
  return begin;
}

/**
 * A view of a connection that flushes before each statement runs. Not left to the flush timer: synchronous code never
 * lets it run. A view, because the writer may be using the connection itself.
 */
export function flushFirst(db: Connection, flush: () => void): Connection {
  const before: Before = (method, self) => {
    return (...args) => {
      // In a transaction of its own the program holds the lock itself, and nothing can be flushed.
      if (db.open && !db.inTransaction) flush();
      return Reflect.apply(method, self, args);
    };
  };
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    for (const name of STATEMENT_RUNS) {
      Object.defineProperty(statement, name, { value: before(statement[name], statement), configurable: true });
    }
    return statement;
  };
  const own: Record<string | symbol, unknown> = {
    prepare,
    transaction: (fn: () => unknown) => flushBeforeTransaction(db.transaction(fn), before),
    exec: before(db.exec as Method, db),
    pragma: before(db.pragma as Method, db),
  };
  return new Proxy(db, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return own[key];
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
