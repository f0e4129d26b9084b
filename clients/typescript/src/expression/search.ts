import { GroupBy, type GroupByInput } from "./group-by.js";
import { Key } from "./key.js";
import { Limit, type LimitInput, Select, type SelectInput } from "./page.js";
import { type EmbedText, RankExpression, type RankInput } from "./rank.js";
import { WhereExpression, type WhereInput } from "./where.js";

/** The parts of a search; each may be given as its class or as its JSON. */
export interface SearchInit {
  where?: WhereInput;
  rank?: RankInput | null | undefined;
  groupBy?: GroupByInput | null | undefined;
  limit?: LimitInput;
  select?: SelectInput;
}

export type SearchLike = Search | SearchInit;

/**
 * One search: a filter, a rank, a grouping, a limit and a selection. Every method gives a new search.
 *
 * ```ts
 * new Search().where(K("year").gt(2020)).rank(Knn({ query: "hawaii" })).limit(10).select(K.DOCUMENT, K.SCORE);
 * ```
 */
export class Search {
  readonly #where: WhereExpression | undefined;
  readonly #rank: RankExpression | undefined;
  readonly #groupBy: GroupBy;
  readonly #limit: Limit;
  readonly #select: Select;

  /** @throws ChromaValueError A part is malformed. */
  constructor(init: SearchInit = {}) {
    this.#where = WhereExpression.from(init.where);
    this.#rank = RankExpression.from(init.rank);
    this.#groupBy = GroupBy.from(init.groupBy);
    this.#limit = Limit.from(init.limit);
    this.#select = Select.from(init.select);
  }

  /** The search that a value stands for. */
  static from(input: SearchLike): Search {
    return input instanceof Search ? input : new Search(input);
  }

  /** Looks only at records that fulfil the condition. */
  where(where: WhereInput): Search {
    return this.#with({ where });
  }

  /** Scores and orders by the expression. Without a rank, records come as they were written. */
  rank(rank: RankInput | null | undefined): Search {
    return this.#with({ rank });
  }

  /** Keeps the best few of each group. */
  groupBy(groupBy: GroupByInput | null | undefined): Search {
    return this.#with({ groupBy });
  }

  /** Gives at most `limit` records after the first `offset`. */
  limit(limit: LimitInput, offset?: number): Search {
    return this.#with({ limit: offset === undefined ? limit : new Limit({ offset, limit: Limit.from(limit).limit }) });
  }

  /** Gives these fields. */
  select(...keys: (Key | string)[]): Search;
  select(keys: SelectInput): Search;
  select(...keys: (SelectInput | Key | string)[]): Search {
    const [first] = keys;
    const isList = keys.length === 1 && typeof first !== "string" && !(first instanceof Key);
    return this.#with({ select: isList ? first : new Select(keys as (Key | string)[]) });
  }

  /** Gives documents, embeddings, metadata and scores. */
  selectAll(): Search {
    return this.#with({ select: Select.all() });
  }

  /** The search as it travels. */
  toPayload(): Record<string, unknown> {
    return {
      filter: this.#where?.toJSON() ?? null,
      rank: this.#rank?.toJSON() ?? null,
      group_by: this.#groupBy.toJSON(),
      limit: this.#limit.toJSON(),
      select: this.#select.toJSON(),
    };
  }

  toJSON(): Record<string, unknown> {
    return this.toPayload();
  }

  /** @internal The same with vectors for the texts of its rank. */
  async embedded(embed: EmbedText): Promise<Search> {
    return this.#rank === undefined ? this : this.#with({ rank: await this.#rank.embedded(embed) });
  }

  #with(changed: SearchInit): Search {
    return new Search({
      where: this.#where,
      rank: this.#rank,
      groupBy: this.#groupBy,
      limit: this.#limit,
      select: this.#select,
      ...changed,
    });
  }
}
