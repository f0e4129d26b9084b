import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";
import { Key, keyName } from "./key.js";

/** One key or several, each as a text or a `Key`. */
export type Keys = Key | string | readonly (Key | string)[];

export type AggregateJson = { $min_k: { keys: string[]; k: number } } | { $max_k: { keys: string[]; k: number } };

export interface GroupByJson {
  keys: string[];
  aggregate: AggregateJson;
}

/** Which records of a group are kept. */
export abstract class Aggregate {
  readonly keys: readonly Key[];

  constructor(
    keys: Keys,
    readonly k: number,
  ) {
    this.keys = keyList(keys, "an aggregate");
    if (!Number.isInteger(k) || k <= 0) {
      throw new ChromaValueError(`Expected k of an aggregate to be a positive integer, got ${shown(k)}`);
    }
  }

  /** The aggregate as it travels. */
  abstract toJSON(): AggregateJson;

  /** @throws ChromaValueError A part is missing or out of range, or the operator is unknown. */
  static from(input: Aggregate | AggregateJson): Aggregate {
    if (input instanceof Aggregate) {
      return input;
    }
    const entries = isObject(input) ? Object.entries(input) : [];
    const [operator, operand] = entries[0] ?? [];
    if (entries.length !== 1 || (operator !== "$min_k" && operator !== "$max_k") || !isObject(operand)) {
      throw new ChromaValueError(`Expected an aggregate to be $min_k or $max_k with keys and k, got ${shown(input)}`);
    }
    const { keys, k } = operand as { keys: Keys; k: number };
    return operator === "$min_k" ? new MinK(keys, k) : new MaxK(keys, k);
  }

  static minK(keys: Keys, k: number): MinK {
    return new MinK(keys, k);
  }

  static maxK(keys: Keys, k: number): MaxK {
    return new MaxK(keys, k);
  }
}

/** The `k` records of least value; of several keys the first decides, then the next. */
export class MinK extends Aggregate {
  override toJSON(): AggregateJson {
    return { $min_k: { keys: this.keys.map(keyName), k: this.k } };
  }
}

/** The `k` records of greatest value; of several keys the first decides, then the next. */
export class MaxK extends Aggregate {
  override toJSON(): AggregateJson {
    return { $max_k: { keys: this.keys.map(keyName), k: this.k } };
  }
}

/** What a grouping can be given as. */
export type GroupByInput = GroupBy | GroupByJson | Record<string, never>;

/**
 * Groups records by the values of metadata keys and keeps of each group what the aggregate says:
 * `new GroupBy(K("category"), new MinK(K.SCORE, 3))` keeps the three best of each category.
 */
export class GroupBy {
  readonly keys: readonly Key[];
  readonly aggregate: Aggregate | undefined;

  constructor(keys: Keys = [], aggregate?: Aggregate) {
    this.keys = Array.isArray(keys) && keys.length === 0 ? [] : keyList(keys, "a grouping");
    this.aggregate = aggregate;
  }

  /** @throws ChromaValueError A part is missing. */
  static from(input: GroupByInput | null | undefined): GroupBy {
    if (input === null || input === undefined) {
      return new GroupBy();
    }
    if (input instanceof GroupBy) {
      return input;
    }
    if (!isObject(input)) {
      throw new ChromaValueError(`Expected a grouping to be an object, got ${shown(input)}`);
    }
    if (Object.keys(input).length === 0) {
      return new GroupBy();
    }
    const { keys, aggregate } = input as Partial<GroupByJson>;
    if (keys === undefined || aggregate === undefined) {
      throw new ChromaValueError(`A grouping requires keys and aggregate, got ${shown(input)}`);
    }
    return new GroupBy(keyList(keys, "a grouping"), Aggregate.from(aggregate));
  }

  /** The grouping as it travels; `{}` when keys or aggregate are missing. */
  toJSON(): GroupByJson | Record<string, never> {
    if (this.keys.length === 0 || this.aggregate === undefined) {
      return {};
    }
    return { keys: this.keys.map(keyName), aggregate: this.aggregate.toJSON() };
  }
}

function keyList(keys: unknown, what: string): readonly Key[] {
  const list: unknown[] = Array.isArray(keys) ? keys : [keys];
  if (list.length === 0 || !list.every((key) => key instanceof Key || typeof key === "string")) {
    throw new ChromaValueError(`Expected the keys of ${what} to be keys or texts, at least one, got ${shown(keys)}`);
  }
  return list.map((key) => (key instanceof Key ? key : new Key(key)));
}
