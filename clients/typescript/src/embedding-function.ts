import { ChromaValueError } from "./errors.js";
import type { EmbeddingFunctionConfiguration } from "./rest/types.gen.js";
import type { SparseVector } from "./sparse-vector.js";
import type { Space } from "./types.js";
import type { Embedding } from "./vectors.js";

/** The settings of an embedding function as they are stored with a collection: any JSON, and never a secret. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- functions describe their own settings
export type EmbeddingFunctionSettings = Record<string, any>;

/** What dense and sparse functions share. One with `name` and `getConfig` is stored with its collection. */
interface Storable {
  /** The name under which it is registered. */
  readonly name?: string;
  /** What is needed to build it again. */
  getConfig?(): EmbeddingFunctionSettings;
  /** Throws when settings are not valid. */
  validateConfig?(config: EmbeddingFunctionSettings): void;
  /** Throws when settings cannot take the place of the present ones. */
  validateConfigUpdate?(config: EmbeddingFunctionSettings): void;
}

/** Turns texts into embeddings. */
export interface EmbeddingFunction extends Storable {
  /** One embedding for each text. */
  generate(texts: string[]): Promise<Embedding[]>;
  /** The same for queries, where a model embeds them otherwise. */
  generateForQueries?(texts: string[]): Promise<Embedding[]>;
  /** The space of a collection for which none is given. Default `l2`. */
  defaultSpace?(): Space;
  /** The spaces in which distances between its embeddings mean something. */
  supportedSpaces?(): Space[];
}

/** Turns texts into sparse vectors. */
export interface SparseEmbeddingFunction extends Storable {
  generate(texts: string[]): Promise<SparseVector[]>;
  generateForQueries?(texts: string[]): Promise<SparseVector[]>;
}

/** Builds an embedding function from stored settings. */
export interface EmbeddingFunctionClass<F extends Storable = EmbeddingFunction> {
  buildFromConfig(config: EmbeddingFunctionSettings): F;
}

export type SparseEmbeddingFunctionClass = EmbeddingFunctionClass<SparseEmbeddingFunction>;

/** The dense embedding functions by name. */
export const knownEmbeddingFunctions = new Map<string, EmbeddingFunctionClass>();

/** The sparse embedding functions by name. */
export const knownSparseEmbeddingFunctions = new Map<string, SparseEmbeddingFunctionClass>();

/**
 * Registers a class under the name that collections store, so that theirs is built again when they are opened.
 *
 * @throws ChromaValueError Another class has the name.
 */
export function registerEmbeddingFunction(name: string, type: EmbeddingFunctionClass): void {
  register(knownEmbeddingFunctions, name, type);
}

/** As `registerEmbeddingFunction`, for sparse ones. */
export function registerSparseEmbeddingFunction(name: string, type: SparseEmbeddingFunctionClass): void {
  register(knownSparseEmbeddingFunctions, name, type);
}

function register<T>(known: Map<string, T>, name: string, type: T): void {
  if (known.has(name) && known.get(name) !== type) {
    throw new ChromaValueError(`An embedding function is registered as ${JSON.stringify(name)} already`);
  }
  known.set(name, type);
}

const DEFAULT_NAME = "default";

/**
 * The function of a collection for which none is named. It is stored as `default`, which clients of other languages
 * take for the all-MiniLM-L6-v2 model. This package carries no model: register one under `default`, and it embeds.
 */
export class DefaultEmbeddingFunction implements EmbeddingFunction {
  readonly name = DEFAULT_NAME;

  async generate(texts: string[]): Promise<Embedding[]> {
    return this.#registered().generate(texts);
  }

  async generateForQueries(texts: string[]): Promise<Embedding[]> {
    return embedQueries(this.#registered(), texts);
  }

  getConfig(): EmbeddingFunctionSettings {
    return {};
  }

  defaultSpace(): Space {
    return "l2";
  }

  supportedSpaces(): Space[] {
    return ["l2", "cosine", "ip"];
  }

  #registered(): EmbeddingFunction {
    const type = knownEmbeddingFunctions.get(DEFAULT_NAME);
    if (type === undefined) {
      throw new ChromaValueError(
        "Texts cannot be embedded: no embedding function was given, and this package carries no model. Pass " +
          "embeddings, or an embeddingFunction to the collection, or register one as 'default' with " +
          "registerEmbeddingFunction.",
      );
    }
    return type.buildFromConfig({});
  }
}

/** The stand-in for a stored function that cannot be built here: it keeps what is stored, and refuses to embed. */
class UnknownFunction {
  constructor(
    readonly name: string,
    private readonly config: EmbeddingFunctionSettings,
    private readonly reason: Error | undefined,
  ) {}

  generate(): Promise<never> {
    const why = this.reason === undefined ? "is not known here" : `cannot be built here: ${this.reason.message}`;
    return Promise.reject(
      new ChromaValueError(
        `The collection's embedding function ${JSON.stringify(this.name)} ${why}. Register its class with ` +
          "registerEmbeddingFunction or registerSparseEmbeddingFunction, pass vectors, or get the collection with an " +
          "embeddingFunction of your own.",
        { cause: this.reason },
      ),
    );
  }

  getConfig(): EmbeddingFunctionSettings {
    return this.config;
  }
}

/** The embeddings of queries. */
export function embedQueries(embeddingFunction: EmbeddingFunction, texts: string[]): Promise<Embedding[]> {
  return embeddingFunction.generateForQueries?.(texts) ?? embeddingFunction.generate(texts);
}

/** A function as it is stored: by name and settings, or as `legacy` if it has none. */
export function embeddingFunctionToJson(
  embeddingFunction: EmbeddingFunction | null | undefined,
): EmbeddingFunctionConfiguration {
  return stored(embeddingFunction) ?? { type: "legacy" };
}

/** A sparse function as it is stored; `unknown` for none. */
export function sparseEmbeddingFunctionToJson(
  embeddingFunction: SparseEmbeddingFunction | null | undefined,
): EmbeddingFunctionConfiguration {
  return stored(embeddingFunction) ?? { type: "unknown" };
}

function stored(embeddingFunction: Storable | null | undefined): EmbeddingFunctionConfiguration | undefined {
  const name = embeddingFunction?.name;
  const config = embeddingFunction?.getConfig?.();
  if (name === undefined || name === "" || config === undefined) {
    return undefined;
  }
  embeddingFunction?.validateConfig?.(config);
  return { type: "known", name, config };
}

/** The function that is stored; undefined where none is. One that is not registered gives a stand-in. */
export function embeddingFunctionFromJson(
  json: EmbeddingFunctionConfiguration | null | undefined,
): EmbeddingFunction | undefined {
  if (json?.type === "known" && json.name === DEFAULT_NAME) {
    return new DefaultEmbeddingFunction();
  }
  return built<EmbeddingFunction>(knownEmbeddingFunctions, json);
}

/** As `embeddingFunctionFromJson`, for sparse ones. */
export function sparseEmbeddingFunctionFromJson(
  json: EmbeddingFunctionConfiguration | null | undefined,
): SparseEmbeddingFunction | undefined {
  return built<SparseEmbeddingFunction>(knownSparseEmbeddingFunctions, json);
}

function built<F extends Storable>(
  known: ReadonlyMap<string, EmbeddingFunctionClass<F>>,
  json: EmbeddingFunctionConfiguration | null | undefined,
): F | UnknownFunction | undefined {
  if (json?.type !== "known") {
    return undefined;
  }
  const config = (json.config ?? {}) as EmbeddingFunctionSettings;
  const type = known.get(json.name);
  let reason: Error | undefined;
  try {
    if (type !== undefined) {
      return type.buildFromConfig(config);
    }
  } catch (error) {
    // A missing package or key: only embedding is impossible then, and the stand-in says why.
    reason = error instanceof Error ? error : new Error(String(error));
  }
  return new UnknownFunction(json.name, config, reason);
}

/** @throws ChromaValueError The function is not the one that is stored with the collection. */
export function checkSameFunction(
  given: EmbeddingFunction | null | undefined,
  json: EmbeddingFunctionConfiguration | null | undefined,
): void {
  const name = given?.name;
  if (json?.type === "known" && name !== undefined && name !== DEFAULT_NAME && name !== json.name) {
    throw new ChromaValueError(
      `The collection was made with the embedding function ${JSON.stringify(json.name)}, and ${JSON.stringify(name)} ` +
        "is given. If this is intended, embed documents yourself and pass embeddings.",
    );
  }
}
