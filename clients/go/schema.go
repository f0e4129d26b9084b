package chroma

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/polychrome/chroma-go/value"
)

// Schema is which indexes a collection has. A new one, of [NewSchema], is what a collection gets without: filters on
// every scalar, full-text search on documents, a vector index on embeddings.
type Schema struct {
	defaults valueTypes
	keys     map[Key]valueTypes
	cmek     json.RawMessage // nil for none
	other    map[string]json.RawMessage
}

// valueTypes are the indexes of one key, or of every key without settings of its own.
type valueTypes struct {
	indexes map[indexPlace]indexSetting
	// empty are value types without an index, and other those that this version does not know; both are written back.
	empty map[string]bool
	other map[string]json.RawMessage
}

type indexSetting struct {
	enabled bool
	config  IndexConfig
}

// places are all indexes there are.
var places = []indexPlace{ftsPlace, stringPlace, intPlace, floatPlace, boolPlace, vectorPlace, sparsePlace}

// NewSchema returns the schema that a collection gets without one.
func NewSchema() *Schema {
	return &Schema{
		defaults: valueTypes{indexes: map[indexPlace]indexSetting{
			ftsPlace:    {false, FtsIndexConfig{}},
			stringPlace: {true, StringInvertedIndexConfig{}},
			intPlace:    {true, IntInvertedIndexConfig{}},
			floatPlace:  {true, FloatInvertedIndexConfig{}},
			boolPlace:   {true, BoolInvertedIndexConfig{}},
			vectorPlace: {false, VectorIndexConfig{}},
			sparsePlace: {false, SparseVectorIndexConfig{}},
		}},
		keys: map[Key]valueTypes{
			KeyDocument: {indexes: map[indexPlace]indexSetting{
				ftsPlace: {true, FtsIndexConfig{}}, stringPlace: {false, StringInvertedIndexConfig{}},
			}},
			KeyEmbedding: {indexes: map[indexPlace]indexSetting{
				vectorPlace: {true, VectorIndexConfig{SourceKey: KeyDocument}},
			}},
		},
	}
}

// CreateIndex switches an index on, or sets it. A [VectorIndexConfig] takes no key, which is "": it is for the
// embeddings. An [FtsIndexConfig] takes [KeyDocument], a [SparseVectorIndexConfig] a metadata key. The others take a
// metadata key, or "" for every key.
func (s *Schema) CreateIndex(config IndexConfig, key Key) error {
	if err := checkIndex(config, key, "created"); err != nil {
		return err
	}
	switch config := config.(type) {
	case VectorIndexConfig:
		if key != "" {
			return invalid("the vector index is for the embeddings and takes no key; got %q", key)
		}
		if config.Hnsw != nil && config.Spann != nil {
			return invalid("a vector index is hnsw or spann, not both")
		}
		if err := checkSourceKey(config.SourceKey); err != nil {
			return err
		}
		s.setVectorIndex(config)
		return nil
	case SparseVectorIndexConfig:
		if err := s.checkSparse(config, key); err != nil {
			return err
		}
	}
	s.set(key, config, true)
	return nil
}

// DeleteIndex switches an index off: on one key, or with "" everywhere. Vector indexes cannot be switched off.
func (s *Schema) DeleteIndex(config IndexConfig, key Key) error {
	if err := checkIndex(config, key, "deleted"); err != nil {
		return err
	}
	switch config.(type) {
	case VectorIndexConfig, SparseVectorIndexConfig:
		return invalid("vector indexes cannot be deleted")
	}
	s.set(key, config, false)
	return nil
}

func checkIndex(config IndexConfig, key Key, verb string) error {
	if config == nil {
		return invalid("nothing says which index is to be %s", verb)
	}
	_, fullText := config.(FtsIndexConfig)
	switch {
	case key == KeyEmbedding:
		return invalid("no index is %s on %s by name: a VectorIndexConfig without a key is for the embeddings", verb, key)
	case key == KeyDocument && !fullText:
		return invalid("only an FtsIndexConfig can be %s on %s", verb, key)
	case fullText && key != KeyDocument:
		return invalid("an FtsIndexConfig can be %s on %s only", verb, KeyDocument)
	case strings.HasPrefix(string(key), "#") && key != KeyDocument:
		return invalid("keys that begin with # are reserved; got %q", key)
	}
	return nil
}

func (s *Schema) checkSparse(config SparseVectorIndexConfig, key Key) error {
	if key == "" {
		return invalid("a sparse vector index is created on a metadata key")
	}
	for other, types := range s.keys {
		if index, known := types.indexes[sparsePlace]; known && index.enabled && other != key {
			return invalid("a sparse vector index is on key %q already, and there can be only one; got %q", other, key)
		}
	}
	if err := checkSourceKey(config.SourceKey); err != nil {
		return err
	}
	if config.SourceKey != "" && config.EmbeddingFunction == nil {
		return invalid("a sparse vector index with a source key needs an embedding function to make the vectors")
	}
	return nil
}

func (s *Schema) set(key Key, config IndexConfig, enabled bool) {
	types := s.defaults
	if key != "" {
		types = s.keys[key]
	}
	if types.indexes == nil {
		types.indexes = map[indexPlace]indexSetting{}
	}
	types.indexes[config.place()] = indexSetting{enabled, config}
	if key == "" {
		s.defaults = types
		return
	}
	if s.keys == nil {
		s.keys = map[Key]valueTypes{}
	}
	s.keys[key] = types
}

// setVectorIndex sets the index in the defaults and on the embeddings; whether it is on, and what is embedded, stays.
func (s *Schema) setVectorIndex(config VectorIndexConfig) {
	s.set("", config, s.defaults.indexes[vectorPlace].enabled)
	enabled, source := true, KeyDocument
	if index, known := s.keys[KeyEmbedding].indexes[vectorPlace]; known {
		enabled = index.enabled
		if present, isVector := index.config.(VectorIndexConfig); isVector {
			source = present.SourceKey
		}
	}
	config.SourceKey = source
	s.set(KeyEmbedding, config, enabled)
}

// withFunction is a copy of the schema whose embeddings are made by the function.
func (s *Schema) withFunction(function EmbeddingFunction) *Schema {
	copied := *s
	copied.defaults = s.defaults.withFunction(function, false)
	copied.keys = maps.Clone(s.keys)
	if copied.keys == nil {
		copied.keys = map[Key]valueTypes{}
	}
	copied.keys[KeyEmbedding] = s.keys[KeyEmbedding].withFunction(function, true)
	return &copied
}

func (t valueTypes) withFunction(function EmbeddingFunction, enabled bool) valueTypes {
	index, known := t.indexes[vectorPlace]
	if !known {
		index.enabled = enabled
	}
	config, _ := index.config.(VectorIndexConfig)
	config.EmbeddingFunction = function
	t.indexes = maps.Clone(t.indexes)
	if t.indexes == nil {
		t.indexes = map[indexPlace]indexSetting{}
	}
	t.indexes[vectorPlace] = indexSetting{index.enabled, config}
	return t
}

var gcpResource = regexp.MustCompile(`^projects/.+/locations/.+/keyRings/.+/cryptoKeys/.+$`)

// SetGCPKey encrypts the collection with a key of Google Cloud KMS, by its resource name
// projects/…/locations/…/keyRings/…/cryptoKeys/…; "" with none.
func (s *Schema) SetGCPKey(resource string) error {
	if resource == "" {
		s.cmek = nil
		return nil
	}
	if !gcpResource.MatchString(resource) {
		return invalid("%q is no name of a key: projects/…/locations/…/keyRings/…/cryptoKeys/…", resource)
	}
	written, err := value.AppendJSON(nil, map[string]any{"gcp": resource})
	if err != nil {
		return invalidBecause(err, "the name of the key")
	}
	s.cmek = written
	return nil
}

// MarshalJSON writes the schema as it travels.
func (s *Schema) MarshalJSON() ([]byte, error) {
	written := map[string]any{}
	for name, content := range s.other {
		written[name] = content
	}
	written["defaults"] = s.defaults.tree()
	keys := make(map[string]any, len(s.keys))
	for key, types := range s.keys {
		keys[string(key)] = types.tree()
	}
	written["keys"] = keys
	if s.cmek != nil {
		written["cmek"] = s.cmek
	}
	return value.AppendJSON(nil, written)
}

// UnmarshalJSON reads what [Schema.MarshalJSON] and servers write. Missing parts are empty, not default; what this
// version does not know is kept.
func (s *Schema) UnmarshalJSON(content []byte) error {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(content, &parts); err != nil {
		return err
	}
	read := Schema{keys: map[Key]valueTypes{}, other: map[string]json.RawMessage{}}
	for name, part := range parts {
		switch name {
		case "defaults":
			types, err := valueTypesFrom(part)
			if err != nil {
				return fmt.Errorf("defaults: %w", err)
			}
			read.defaults = types
		case "keys":
			var keys map[Key]json.RawMessage
			if err := json.Unmarshal(part, &keys); err != nil {
				return fmt.Errorf("keys: %w", err)
			}
			for key, held := range keys {
				types, err := valueTypesFrom(held)
				if err != nil {
					return fmt.Errorf("keys: %s: %w", key, err)
				}
				read.keys[key] = types
			}
		case "cmek":
			if string(part) != "null" {
				read.cmek = part
			}
		default:
			read.other[name] = part
		}
	}
	*s = read
	return nil
}

func (t valueTypes) tree() map[string]any {
	written := map[string]any{}
	for name, content := range t.other {
		written[name] = content
	}
	for name := range t.empty {
		written[name] = map[string]any{}
	}
	for at, index := range t.indexes {
		held, known := written[at.valueType].(map[string]any)
		if !known {
			held = map[string]any{}
			written[at.valueType] = held
		}
		held[at.index] = map[string]any{"enabled": index.enabled, "config": index.config.tree()}
	}
	return written
}

func valueTypesFrom(content json.RawMessage) (valueTypes, error) {
	types := valueTypes{indexes: map[indexPlace]indexSetting{}, empty: map[string]bool{}, other: map[string]json.RawMessage{}}
	var held map[string]json.RawMessage
	if err := json.Unmarshal(content, &held); err != nil {
		return types, err
	}
	for valueType, part := range held {
		if !slices.ContainsFunc(places, func(at indexPlace) bool { return at.valueType == valueType }) {
			types.other[valueType] = part
			continue
		}
		var indexes map[string]*struct {
			Enabled *bool           `json:"enabled"`
			Config  json.RawMessage `json:"config"`
		}
		if err := json.Unmarshal(part, &indexes); err != nil {
			return types, fmt.Errorf("%s: %w", valueType, err)
		}
		types.empty[valueType] = indexes != nil
		if indexes == nil {
			delete(types.empty, valueType)
		}
		for name, index := range indexes {
			at := indexPlace{valueType, name}
			if index == nil || !slices.Contains(places, at) {
				continue
			}
			config, err := configFrom(at, index.Config)
			if err != nil {
				return types, fmt.Errorf("%s: %s: %w", valueType, name, err)
			}
			types.indexes[at] = indexSetting{index.Enabled == nil || *index.Enabled, config}
		}
	}
	return types, nil
}

// denseFunction is the function for the embeddings; nil when the schema has none.
func (s *Schema) denseFunction() EmbeddingFunction {
	for _, types := range []valueTypes{s.keys[KeyEmbedding], s.defaults} {
		config, known := types.indexes[vectorPlace].config.(VectorIndexConfig)
		if known && config.EmbeddingFunction != nil && config.EmbeddingFunction != NoEmbeddingFunction {
			return config.EmbeddingFunction
		}
	}
	return nil
}

// sparseTarget is a metadata key whose sparse vectors are made of the texts of another.
type sparseTarget struct {
	key, source Key
	function    SparseEmbeddingFunction
}

func (s *Schema) sparseTargets() []sparseTarget {
	var targets []sparseTarget
	for key, types := range s.keys {
		index := types.indexes[sparsePlace]
		config, known := index.config.(SparseVectorIndexConfig)
		if known && index.enabled && config.EmbeddingFunction != nil && config.SourceKey != "" {
			targets = append(targets, sparseTarget{key, config.SourceKey, config.EmbeddingFunction})
		}
	}
	return targets
}

// sparseFunction is the function that makes sparse vectors for a key; nil when the schema names none.
func (c *Collection) sparseFunction(key Key) (SparseEmbeddingFunction, error) {
	schema, err := c.Schema()
	if err != nil || schema == nil {
		return nil, err
	}
	index := schema.keys[key].indexes[sparsePlace]
	if config, known := index.config.(SparseVectorIndexConfig); known && index.enabled {
		return config.EmbeddingFunction, nil
	}
	return nil, nil
}
