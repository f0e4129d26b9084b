import {
  DefaultEmbeddingFunction,
  type EmbeddingFunction,
  embeddingFunctionFromJson,
  embeddingFunctionToJson,
} from "./embedding-function.js";
import { ChromaValueError } from "./errors.js";
import type {
  CollectionConfiguration,
  HnswConfiguration,
  SpannConfiguration,
  UpdateCollectionConfiguration as WireUpdate,
  UpdateHnswConfiguration,
  UpdateSpannConfiguration,
} from "./rest/types.gen.js";

export type {
  EmbeddingFunctionConfiguration,
  HnswConfiguration,
  SpannConfiguration,
  UpdateHnswConfiguration,
  UpdateSpannConfiguration,
} from "./rest/types.gen.js";

/** The settings of a new collection's index: of one kind, `hnsw` or `spann`. */
export interface CreateCollectionConfiguration {
  hnsw?: HnswConfiguration | null | undefined;
  spann?: SpannConfiguration | null | undefined;
  /** Who embeds for the collection. */
  embeddingFunction?: EmbeddingFunction | null | undefined;
}

/** Settings to change; what is not named stays. */
export interface UpdateCollectionConfiguration {
  hnsw?: UpdateHnswConfiguration | null | undefined;
  spann?: UpdateSpannConfiguration | null | undefined;
  embeddingFunction?: EmbeddingFunction | null | undefined;
}

/**
 * The configuration of a new collection as it travels; undefined when there is nothing to say.
 *
 * @throws ChromaValueError Two kinds of index, or two embedding functions, are given.
 */
export function createConfigurationToJson(
  given: CreateCollectionConfiguration | null | undefined,
  embeddingFunction: EmbeddingFunction | null | undefined,
  hasSchema: boolean,
  spaceInMetadata: unknown,
): CollectionConfiguration | undefined {
  checkOneIndex(given);
  const configured = given?.embeddingFunction;
  if (embeddingFunction && configured && embeddingFunction.name !== configured.name) {
    throw new ChromaValueError("Two embedding functions are given, one of them in the configuration");
  }
  // A schema names its own function; without one the default is stored, as clients of other languages do.
  const chosen =
    configured ?? (embeddingFunction === undefined && !hasSchema ? new DefaultEmbeddingFunction() : embeddingFunction);
  if ((chosen === undefined || chosen === null) && given === undefined) {
    return undefined;
  }
  let hnsw = given?.hnsw ?? null;
  let spann = given?.spann ?? null;
  const stored = embeddingFunctionToJson(chosen);
  if (stored.type === "known") {
    const space = chosen?.defaultSpace?.() ?? "l2";
    hnsw = hnsw === null ? null : { ...hnsw, space: hnsw.space ?? space };
    spann = spann === null ? null : { ...spann, space: spann.space ?? space };
    if (hnsw === null && spann === null && spaceInMetadata === undefined) {
      hnsw = { space };
    }
  }
  return { hnsw, spann, embedding_function: stored };
}

/** Changes to a configuration as they travel; undefined when there are none. */
export function updateConfigurationToJson(given: UpdateCollectionConfiguration | undefined): WireUpdate | undefined {
  checkOneIndex(given);
  const { hnsw = null, spann = null, embeddingFunction = null } = given ?? {};
  if (hnsw === null && spann === null && embeddingFunction === null) {
    return undefined;
  }
  return {
    hnsw,
    spann,
    embedding_function: embeddingFunction === null ? null : embeddingFunctionToJson(embeddingFunction),
  };
}

/** A configuration as it is after a change that the server accepted. */
export function changedConfiguration(before: CollectionConfiguration, change: WireUpdate): CollectionConfiguration {
  return {
    hnsw: before.hnsw === null ? null : { ...before.hnsw, ...named(change.hnsw) },
    spann: before.spann === null ? null : { ...before.spann, ...named(change.spann) },
    embedding_function: change.embedding_function ?? before.embedding_function,
  };
}

/** The function that is stored with a collection, in whichever form it is configured. */
export function configuredFunction(configuration: CollectionConfiguration | null): EmbeddingFunction | undefined {
  return embeddingFunctionFromJson(configuration?.embedding_function);
}

function checkOneIndex(given: { hnsw?: unknown; spann?: unknown } | null | undefined): void {
  if (given?.hnsw && given.spann) {
    throw new ChromaValueError("A collection has one kind of index: give hnsw or spann, not both");
  }
}

function named(settings: object | null | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}
