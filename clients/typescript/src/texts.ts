import type { EmbeddingFunction, SparseEmbeddingFunction } from "./embedding-function.js";
import { ChromaValueError } from "./errors.js";
import type { EmbedText } from "./expression/rank.js";
import { EMBEDDING_KEY, type Schema } from "./schema/schema.js";
import type { SparseVector } from "./sparse-vector.js";
import type { Embedding } from "./vectors.js";

/**
 * How the texts within searches become vectors: by the collection's function for its embeddings, and by the functions
 * of the schema for other keys.
 */
export function queryEmbedder(
  schema: () => Schema | undefined,
  embedDense: (text: string) => Promise<Embedding[]>,
): EmbedText {
  return async (text, key) => {
    const made = key === EMBEDDING_KEY ? await embedDense(text) : await embedForKey(schema(), text, key);
    const [only] = made;
    if (only === undefined || made.length !== 1) {
      throw new ChromaValueError(`The embedding function made ${made.length} vectors of one text`);
    }
    return "indices" in only ? only : Array.from(only);
  };
}

function embedForKey(schema: Schema | undefined, text: string, key: string): Promise<(Embedding | SparseVector)[]> {
  const types = schema?.keys[key];
  const sparse = types?.sparse_vector?.sparse_vector_index;
  const dense = types?.float_list?.vector_index;
  const index = sparse?.enabled === true ? sparse : dense?.enabled === true ? dense : undefined;
  const found: EmbeddingFunction | SparseEmbeddingFunction | null | undefined = index?.config.embeddingFunction;
  if (found === null || found === undefined) {
    throw new ChromaValueError(
      `The text ${JSON.stringify(text.slice(0, 50))} cannot be embedded for the key ${JSON.stringify(key)}: the schema ` +
        "has no embedding function for it. Pass a vector.",
    );
  }
  return found.generateForQueries?.([text]) ?? found.generate([text]);
}
