/** The connection that a program gets as `SP.conn`: it reads what the program itself has just written. */
import { type Connection, loadDriver } from "../store/driver.ts";
import { type OpenWriter, openWriter } from "../store/open-writer.ts";

const STATEMENT_RUNS = ["run", "get", "all", "iterate"] as const;
const TRANSACTIONS = ["default", "deferred", "immediate", "exclusive"] as const;
/** Milliseconds that the program's own statements wait for a lock. */
const PATIENCE = 1000;

/** Opens the program's own connection, separate from the writer's. */
export function openConnection(path: string): OpenWriter {
  const connection = openWriter(loadDriver(), path, { timeout: PATIENCE });
  connection.db.pragma("foreign_keys = ON");
  return connection;
}

type Method = (...args: unknown[]) => unknown;
type Before = (method: Method, self: object) => Method;

/** Flushes before the transaction begins: within it is too late, because it holds the lock. */
function flushBeforeTransaction(transaction: object, before: Before): Method {
  const begin = before(transaction as Method, transaction);
  const kinds = transaction as Record<(typeof TRANSACTIONS)[number], Method>;
  for (const kind of TRANSACTIONS)
    Object.defineProperty(begin, kind, { value: kind === "default" ? begin : before(kinds[kind], transaction) });
  return begin;
}

/**
 * A proxy of a connection that flushes before each statement runs: synchronous code never lets the flush timer run. A
 * proxy, because the writer may be using the connection itself.
 */
export function flushFirst(db: Connection, flush: () => void): Connection {
  const before: Before = (method, self) => {
    return (...args) => {
      // In its own transaction the program holds the lock itself, and nothing can be flushed.
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
