import type { DatabaseSync } from 'node:sqlite';

/** The last write was stored, and whoever wrote it will never hear so. */
export class PowerCut extends Error {
  override name = 'PowerCut';
}

/** The rest of what it belongs to is still to be written. */
const MIDDLE = /^INSERT INTO execution /;

type Method = (...given: unknown[]) => unknown;

/** Counts every write that outlives the machine; after any one of them the power can go. */
export class Power {
  readonly writes: string[] = [];
  #last = Number.POSITIVE_INFINITY;
  #cut: () => void = () => {};
  off = false;

  /** After the write of this number nothing more happens, until the power is back. */
  goesAfter(write: number, cut: () => void): void {
    this.#last = write;
    this.#cut = cut;
  }

  back(): void {
    this.off = false;
    this.#last = Number.POSITIVE_INFINITY;
  }

  /** A point in time after which the power may be gone. */
  stored(what: string): void {
    if (this.off) throw new PowerCut(what);
    this.writes.push(what);
    if (this.writes.length !== this.#last) return;
    this.off = true;
    this.#cut();
    throw new PowerCut(what);
  }

  /** A database in which the power can go in the middle of a transaction, and after it. */
  feedDatabase(database: DatabaseSync): DatabaseSync {
    const prepare = (sql: string) => {
      const statement = database.prepare(sql);
      if (!MIDDLE.test(sql)) return statement;
      return new Proxy(statement, {
        get: (target, property) => {
          const value: unknown = Reflect.get(target, property);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]) => {
            const result: unknown = value.apply(target, given);
            this.stored('half of a step');
            return result;
          };
        },
      });
    };
    const exec = (sql: string) => {
      database.exec(sql);
      if (sql === 'COMMIT') this.stored('a step');
    };
    return new Proxy(database, {
      get: (target, property) =>
        property === 'prepare' ? prepare : property === 'exec' ? exec : Reflect.get(target, property),
    });
  }

  /** The store itself, but dead without power; `writes` names what changes it. */
  feed<Store extends object>(store: Store, name: string, writes: readonly (keyof Store & string)[]): Store {
    const isWrite = (method: string) => writes.some((write) => write === method);
    return new Proxy(store, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          if (this.off) throw new PowerCut();
          const result = await (value as Method).apply(target, given);
          if (isWrite(String(property))) this.stored(`${name}.${String(property)}`);
          return result;
        };
      },
    });
  }
}
