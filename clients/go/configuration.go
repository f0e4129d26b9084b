package chroma

import (
	"encoding/json"

	"github.com/polychrome/chroma-go/rest"
	"github.com/polychrome/chroma-go/value"
)

// Space is how the distance of two vectors is measured; smaller is nearer.
type Space = rest.Space

// The spaces.
const (
	SpaceL2     Space = "l2"     // squared Euclidean
	SpaceCosine Space = "cosine" // 1 - cosine
	SpaceIP     Space = "ip"     // 1 - dot product
)

// The settings of an index; nil leaves one to the server.
type (
	// HnswConfiguration are the settings of a graph index.
	HnswConfiguration = rest.HnswConfiguration
	// SpannConfiguration are the settings of a cluster index, which Chroma Cloud has.
	SpannConfiguration = rest.SpannConfiguration
	// UpdateHnswConfiguration is what can change in a graph index.
	UpdateHnswConfiguration = rest.UpdateHnswConfiguration
	// UpdateSpannConfiguration is what can change in a cluster index.
	UpdateSpannConfiguration = rest.UpdateSpannConfiguration
)

// Configuration is how a new collection is indexed and embedded. Give Hnsw or Spann, not both.
type Configuration struct {
	Hnsw              *HnswConfiguration
	Spann             *SpannConfiguration
	EmbeddingFunction EmbeddingFunction
}

// json is the configuration as it travels; nil when nothing is said.
func (c Configuration) json() (json.RawMessage, error) {
	if c.Hnsw == nil && c.Spann == nil && c.EmbeddingFunction == nil {
		return nil, nil
	}
	if c.Hnsw != nil && c.Spann != nil {
		return nil, invalid("a collection has one index: hnsw or spann, not both")
	}
	content := map[string]any{"hnsw": nil, "spann": nil, "embedding_function": nil}
	if c.EmbeddingFunction != nil {
		content["embedding_function"] = storedJSON(c.EmbeddingFunction, "legacy")
	}
	switch {
	case c.Spann != nil:
		spann := *c.Spann
		if spann.Space == nil {
			spann.Space = c.chosenSpace()
		}
		content["spann"] = spann
	case c.Hnsw != nil:
		hnsw := *c.Hnsw
		if hnsw.Space == nil {
			hnsw.Space = c.chosenSpace()
		}
		content["hnsw"] = hnsw
	case c.chosenSpace() != nil:
		content["hnsw"] = HnswConfiguration{Space: c.chosenSpace()}
	}
	encoded, err := value.AppendJSON(nil, content)
	if err != nil {
		return nil, invalidBecause(err, "the configuration cannot be written as JSON")
	}
	return encoded, nil
}

func (c Configuration) chosenSpace() *Space {
	if chooser, chooses := c.EmbeddingFunction.(SpaceChooser); chooses {
		return Ptr(chooser.DefaultSpace())
	}
	return nil
}

// UpdateConfiguration is what to change in a collection's configuration; nil changes nothing.
type UpdateConfiguration struct {
	Hnsw              *UpdateHnswConfiguration
	Spann             *UpdateSpannConfiguration
	EmbeddingFunction EmbeddingFunction
}

func (c UpdateConfiguration) json() (json.RawMessage, error) {
	content := map[string]any{}
	if c.Hnsw != nil {
		content["hnsw"] = c.Hnsw
	}
	if c.Spann != nil {
		content["spann"] = c.Spann
	}
	if c.EmbeddingFunction != nil {
		content["embedding_function"] = storedJSON(c.EmbeddingFunction, "legacy")
	}
	encoded, err := value.AppendJSON(nil, content)
	if err != nil {
		return nil, invalidBecause(err, "the configuration cannot be written as JSON")
	}
	return encoded, nil
}

// StoredConfiguration is how a collection is indexed and embedded, as the server tells.
type StoredConfiguration struct {
	Hnsw  *HnswConfiguration
	Spann *SpannConfiguration
	// EmbeddingFunction is what is stored, nil when nothing is.
	EmbeddingFunction *StoredFunction
}

func storedConfigurationFrom(content json.RawMessage) (StoredConfiguration, error) {
	var read struct {
		Hnsw              *HnswConfiguration  `json:"hnsw"`
		Spann             *SpannConfiguration `json:"spann"`
		EmbeddingFunction json.RawMessage     `json:"embedding_function"`
	}
	if len(content) == 0 {
		return StoredConfiguration{}, nil
	}
	if err := json.Unmarshal(content, &read); err != nil {
		return StoredConfiguration{}, &Error{
			Message: "the configuration of the collection cannot be read: " + err.Error(), class: ErrInvalidResponse, cause: err,
		}
	}
	function, err := storedFrom(read.EmbeddingFunction)
	return StoredConfiguration{Hnsw: read.Hnsw, Spann: read.Spann, EmbeddingFunction: function}, err
}
