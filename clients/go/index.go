package chroma

import (
	"encoding/json"
	"strings"

	"github.com/polychrome/chroma-go/rest"
	"github.com/polychrome/chroma-go/value"
)

// IndexConfig is what can be set for one kind of index: [VectorIndexConfig], [SparseVectorIndexConfig],
// [FtsIndexConfig], [StringInvertedIndexConfig], [IntInvertedIndexConfig], [FloatInvertedIndexConfig] or
// [BoolInvertedIndexConfig].
type IndexConfig interface {
	// place is where the index stands in a schema: the type of values, and the name of the index.
	place() indexPlace
	tree() map[string]any
}

type indexPlace struct{ valueType, index string }

// FtsIndexConfig is the full-text index of documents. There is nothing to set.
type FtsIndexConfig struct{ other settings }

// StringInvertedIndexConfig is the index for filters on text. There is nothing to set.
type StringInvertedIndexConfig struct{ other settings }

// IntInvertedIndexConfig is the index for filters on whole numbers. There is nothing to set.
type IntInvertedIndexConfig struct{ other settings }

// FloatInvertedIndexConfig is the index for filters on numbers with a fraction. There is nothing to set.
type FloatInvertedIndexConfig struct{ other settings }

// BoolInvertedIndexConfig is the index for filters on truth values. There is nothing to set.
type BoolInvertedIndexConfig struct{ other settings }

// HnswIndexConfig are the settings of a graph index inside a schema; nil leaves one to the server.
type HnswIndexConfig = rest.HnswIndexConfig

// SpannIndexConfig are the settings of a cluster index inside a schema; nil leaves one to the server.
type SpannIndexConfig = rest.SpannIndexConfig

// VectorIndexConfig is the index of the embeddings: how distance is measured, who embeds, and its own settings.
type VectorIndexConfig struct {
	// Space is the distance; "" takes that of the embedding function.
	Space Space
	// EmbeddingFunction is nil for the one called "default"; [NoEmbeddingFunction] for none.
	EmbeddingFunction EmbeddingFunction
	// SourceKey is what is embedded.
	SourceKey Key
	// Give Hnsw or Spann, not both.
	Hnsw  *HnswIndexConfig
	Spann *SpannIndexConfig

	other settings
}

// SparseAlgorithm is how a sparse index skips what cannot win.
type SparseAlgorithm = rest.SparseIndexAlgorithm

// SparseVectorIndexConfig is a sparse index on a metadata key. With EmbeddingFunction and SourceKey the vectors are made
// from that key's text.
type SparseVectorIndexConfig struct {
	EmbeddingFunction SparseEmbeddingFunction
	// SourceKey is what vectors are made from: [KeyDocument] or a metadata key.
	SourceKey Key
	// BM25 weighs a query's terms by how rare they are; nil leaves it to the server.
	BM25      *bool
	Algorithm SparseAlgorithm

	other settings
}

// settings are those that a newer server tells and this version does not know: they are kept and written back.
type settings map[string]any

var (
	ftsPlace    = indexPlace{"string", "fts_index"}
	stringPlace = indexPlace{"string", "string_inverted_index"}
	intPlace    = indexPlace{"int", "int_inverted_index"}
	floatPlace  = indexPlace{"float", "float_inverted_index"}
	boolPlace   = indexPlace{"bool", "bool_inverted_index"}
	vectorPlace = indexPlace{"float_list", "vector_index"}
	sparsePlace = indexPlace{"sparse_vector", "sparse_vector_index"}
)

func (FtsIndexConfig) place() indexPlace            { return ftsPlace }
func (StringInvertedIndexConfig) place() indexPlace { return stringPlace }
func (IntInvertedIndexConfig) place() indexPlace    { return intPlace }
func (FloatInvertedIndexConfig) place() indexPlace  { return floatPlace }
func (BoolInvertedIndexConfig) place() indexPlace   { return boolPlace }
func (VectorIndexConfig) place() indexPlace         { return vectorPlace }
func (SparseVectorIndexConfig) place() indexPlace   { return sparsePlace }

func (c FtsIndexConfig) tree() map[string]any            { return c.other.tree() }
func (c StringInvertedIndexConfig) tree() map[string]any { return c.other.tree() }
func (c IntInvertedIndexConfig) tree() map[string]any    { return c.other.tree() }
func (c FloatInvertedIndexConfig) tree() map[string]any  { return c.other.tree() }
func (c BoolInvertedIndexConfig) tree() map[string]any   { return c.other.tree() }

func (s settings) tree() map[string]any {
	written := make(map[string]any, len(s))
	for name, setting := range s {
		written[name] = setting
	}
	return written
}

func (c VectorIndexConfig) tree() map[string]any {
	written := c.other.tree()
	function := c.EmbeddingFunction
	if function == nil {
		function = StoredFunction{StoredName: "default"}
	}
	stored := storedJSON(function, "legacy")
	written["embedding_function"] = stored
	switch {
	case c.Space != "":
		written["space"] = c.Space
	case stored["type"] == "known":
		written["space"] = spaceOf(function)
	}
	if c.SourceKey != "" {
		written["source_key"] = string(c.SourceKey)
	}
	if c.Hnsw != nil {
		written["hnsw"] = c.Hnsw
	}
	if c.Spann != nil {
		written["spann"] = c.Spann
	}
	return written
}

func (c SparseVectorIndexConfig) tree() map[string]any {
	written := c.other.tree()
	written["embedding_function"] = storedJSON(c.EmbeddingFunction, "unknown")
	if c.SourceKey != "" {
		written["source_key"] = string(c.SourceKey)
	}
	if c.BM25 != nil {
		written["bm25"] = *c.BM25
	}
	if c.Algorithm != "" {
		written["algorithm"] = c.Algorithm
	}
	return written
}

func checkSourceKey(key Key) error {
	if strings.HasPrefix(string(key), "#") && key != KeyDocument {
		return invalid("a source key does not begin with #, unless it is %s; got %q", KeyDocument, key)
	}
	return nil
}

// configFrom reads the settings of an index.
func configFrom(at indexPlace, content json.RawMessage) (IndexConfig, error) {
	other := settings{}
	if len(content) > 0 {
		decoded, err := value.Decode(content)
		if err != nil {
			return nil, err
		}
		other, _ = decoded.(map[string]any)
	}
	switch at {
	case ftsPlace:
		return FtsIndexConfig{other}, nil
	case stringPlace:
		return StringInvertedIndexConfig{other}, nil
	case intPlace:
		return IntInvertedIndexConfig{other}, nil
	case floatPlace:
		return FloatInvertedIndexConfig{other}, nil
	case boolPlace:
		return BoolInvertedIndexConfig{other}, nil
	}
	var read struct {
		Space             Space             `json:"space"`
		EmbeddingFunction json.RawMessage   `json:"embedding_function"`
		SourceKey         Key               `json:"source_key"`
		Hnsw              *HnswIndexConfig  `json:"hnsw"`
		Spann             *SpannIndexConfig `json:"spann"`
		BM25              *bool             `json:"bm25"`
		Algorithm         SparseAlgorithm   `json:"algorithm"`
	}
	if len(content) > 0 {
		if err := json.Unmarshal(content, &read); err != nil {
			return nil, err
		}
	}
	stored, err := storedFrom(read.EmbeddingFunction)
	if err != nil {
		return nil, err
	}
	if at == sparsePlace {
		config := SparseVectorIndexConfig{
			SourceKey: read.SourceKey, BM25: read.BM25, Algorithm: read.Algorithm,
			other: other.without("embedding_function", "source_key", "bm25", "algorithm"),
		}
		if stored != nil {
			config.EmbeddingFunction = *stored
		}
		return config, nil
	}
	config := VectorIndexConfig{
		Space: read.Space, SourceKey: read.SourceKey, Hnsw: read.Hnsw, Spann: read.Spann, EmbeddingFunction: NoEmbeddingFunction,
		other: other.without("space", "embedding_function", "source_key", "hnsw", "spann"),
	}
	if stored != nil {
		config.EmbeddingFunction = *stored
	}
	return config, nil
}

func (s settings) without(names ...string) settings {
	for _, name := range names {
		delete(s, name)
	}
	return s
}
