package chroma

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/polychrome/chroma-go/value"
)

// EmbeddingFunction turns texts into vectors. Implement [QueryEmbedder] too where questions are embedded differently,
// and [Persistent] for a function that can be stored with a collection and built again.
type EmbeddingFunction interface {
	// EmbedDocuments returns one vector for each text.
	EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error)
}

// QueryEmbedder is an [EmbeddingFunction] that embeds queries in another way than documents.
type QueryEmbedder interface {
	EmbedQueries(ctx context.Context, texts []string) ([][]float32, error)
}

// SparseEmbeddingFunction turns texts into sparse vectors. [SparseQueryEmbedder] and [Persistent] may come with it.
type SparseEmbeddingFunction interface {
	// EmbedSparse returns one vector for each text.
	EmbedSparse(ctx context.Context, texts []string) ([]SparseVector, error)
}

// SparseQueryEmbedder is a [SparseEmbeddingFunction] that embeds queries in another way than documents.
type SparseQueryEmbedder interface {
	EmbedSparseQueries(ctx context.Context, texts []string) ([]SparseVector, error)
}

// Persistent is an embedding function, dense or sparse, that is stored with a collection by its name and configuration,
// from which every client that knows the name can build it. A function that is not is stored as "legacy".
type Persistent interface {
	Name() string
	// Config is what the function needs to be built again. It has no secrets: name the environment variable instead.
	Config() map[string]any
}

// SpaceChooser is an [EmbeddingFunction] that knows which distance its vectors are for; otherwise it is [SpaceL2].
type SpaceChooser interface {
	DefaultSpace() Space
}

// NoEmbeddingFunction stands for having none, where nil stands for the default one.
var NoEmbeddingFunction EmbeddingFunction = none{}

type none struct{}

func (none) EmbedDocuments(context.Context, []string) ([][]float32, error) {
	return nil, noFunction("this collection was given NoEmbeddingFunction: pass embeddings")
}

// EmbeddingFunctionBuilder builds an embedding function from its stored configuration.
type EmbeddingFunctionBuilder func(config map[string]any) (EmbeddingFunction, error)

// SparseEmbeddingFunctionBuilder builds a sparse embedding function from its stored configuration.
type SparseEmbeddingFunctionBuilder func(config map[string]any) (SparseEmbeddingFunction, error)

type registry[B any] struct {
	mutex    sync.RWMutex
	builders map[string]B
}

func (r *registry[B]) set(name string, builder B) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.builders == nil {
		r.builders = map[string]B{}
	}
	r.builders[name] = builder
}

func (r *registry[B]) get(name string) (B, bool) {
	r.mutex.RLock()
	defer r.mutex.RUnlock()
	builder, known := r.builders[name]
	return builder, known
}

var (
	denseRegistry  registry[EmbeddingFunctionBuilder]
	sparseRegistry registry[SparseEmbeddingFunctionBuilder]
)

// RegisterEmbeddingFunction makes the function known that collections store under the name; it replaces an earlier one.
func RegisterEmbeddingFunction(name string, build EmbeddingFunctionBuilder) {
	denseRegistry.set(name, build)
}

// RegisterSparseEmbeddingFunction makes the sparse function known that collections store under the name.
func RegisterSparseEmbeddingFunction(name string, build SparseEmbeddingFunctionBuilder) {
	sparseRegistry.set(name, build)
}

// StoredFunction is an embedding function by its stored name and configuration. It embeds when the name is registered;
// otherwise it keeps what is stored, and embedding with it is [ErrNoEmbeddingFunction].
type StoredFunction struct {
	StoredName   string
	StoredConfig map[string]any
}

// Name implements [Persistent].
func (s StoredFunction) Name() string { return s.StoredName }

// Config implements [Persistent].
func (s StoredFunction) Config() map[string]any { return s.StoredConfig }

// EmbedDocuments implements [EmbeddingFunction].
func (s StoredFunction) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	function, err := s.build()
	if err != nil {
		return nil, err
	}
	return function.EmbedDocuments(ctx, texts)
}

// EmbedQueries implements [QueryEmbedder].
func (s StoredFunction) EmbedQueries(ctx context.Context, texts []string) ([][]float32, error) {
	function, err := s.build()
	if err != nil {
		return nil, err
	}
	return embedQueries(ctx, function, texts)
}

// EmbedSparse implements [SparseEmbeddingFunction].
func (s StoredFunction) EmbedSparse(ctx context.Context, texts []string) ([]SparseVector, error) {
	function, err := s.buildSparse()
	if err != nil {
		return nil, err
	}
	return function.EmbedSparse(ctx, texts)
}

// EmbedSparseQueries implements [SparseQueryEmbedder].
func (s StoredFunction) EmbedSparseQueries(ctx context.Context, texts []string) ([]SparseVector, error) {
	function, err := s.buildSparse()
	if err != nil {
		return nil, err
	}
	return embedSparseQueries(ctx, function, texts)
}

func (s StoredFunction) build() (EmbeddingFunction, error) {
	build, known := denseRegistry.get(s.StoredName)
	if !known {
		return nil, noFunction("the collection's embedding function %q is not known here: make it known with "+
			"RegisterEmbeddingFunction, get the collection with a function of your own, or pass embeddings", s.StoredName)
	}
	function, err := build(s.StoredConfig)
	if err != nil {
		return nil, invalidBecause(err, "the embedding function %q cannot be built", s.StoredName)
	}
	return function, nil
}

func (s StoredFunction) buildSparse() (SparseEmbeddingFunction, error) {
	build, known := sparseRegistry.get(s.StoredName)
	if !known {
		return nil, noFunction("the sparse embedding function %q is not known here: make it known with "+
			"RegisterSparseEmbeddingFunction, or pass sparse vectors", s.StoredName)
	}
	function, err := build(s.StoredConfig)
	if err != nil {
		return nil, invalidBecause(err, "the sparse embedding function %q cannot be built", s.StoredName)
	}
	return function, nil
}

func noFunction(format string, arguments ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, arguments...), class: ErrNoEmbeddingFunction}
}

// embed runs an embedding function and checks that there is one vector for each text.
func embed(ctx context.Context, function EmbeddingFunction, texts []string, query bool) ([][]float32, error) {
	var vectors [][]float32
	var err error
	if query {
		vectors, err = embedQueries(ctx, function, texts)
	} else {
		vectors, err = function.EmbedDocuments(ctx, texts)
	}
	if err != nil {
		return nil, embeddingFailed(err)
	}
	if len(vectors) != len(texts) {
		return nil, &Error{
			Message: fmt.Sprintf("the embedding function made %d vectors of %d texts", len(vectors), len(texts)),
			class:   ErrEmbeddingFailed,
		}
	}
	for i, vector := range vectors {
		if len(vector) == 0 {
			return nil, &Error{Message: fmt.Sprintf("the embedding function made an empty vector of text %d", i), class: ErrEmbeddingFailed}
		}
	}
	return vectors, nil
}

func embedSparse(ctx context.Context, function SparseEmbeddingFunction, texts []string, query bool) ([]SparseVector, error) {
	var vectors []SparseVector
	var err error
	if query {
		vectors, err = embedSparseQueries(ctx, function, texts)
	} else {
		vectors, err = function.EmbedSparse(ctx, texts)
	}
	if err != nil {
		return nil, embeddingFailed(err)
	}
	if len(vectors) != len(texts) {
		return nil, &Error{
			Message: fmt.Sprintf("the sparse embedding function made %d vectors of %d texts", len(vectors), len(texts)),
			class:   ErrEmbeddingFailed,
		}
	}
	return vectors, nil
}

func embeddingFailed(err error) error {
	if own := (*Error)(nil); errors.As(err, &own) {
		return err
	}
	return &Error{Message: "the embedding function failed: " + err.Error(), class: ErrEmbeddingFailed, cause: err}
}

func embedQueries(ctx context.Context, function EmbeddingFunction, texts []string) ([][]float32, error) {
	if embedder, differs := function.(QueryEmbedder); differs {
		return embedder.EmbedQueries(ctx, texts)
	}
	return function.EmbedDocuments(ctx, texts)
}

func embedSparseQueries(ctx context.Context, function SparseEmbeddingFunction, texts []string) ([]SparseVector, error) {
	if embedder, differs := function.(SparseQueryEmbedder); differs {
		return embedder.EmbedSparseQueries(ctx, texts)
	}
	return function.EmbedSparse(ctx, texts)
}

// storedJSON is how a function is stored: by name and configuration, or as the type that stands for having none.
func storedJSON(function any, absent string) map[string]any {
	if persistent, known := function.(Persistent); known {
		config := persistent.Config()
		if config == nil {
			config = map[string]any{}
		}
		return map[string]any{"type": "known", "name": persistent.Name(), "config": config}
	}
	return map[string]any{"type": absent}
}

// storedFrom is the function in a stored configuration; nil where none is stored.
func storedFrom(content json.RawMessage) (*StoredFunction, error) {
	var stored struct {
		Type   string          `json:"type"`
		Name   string          `json:"name"`
		Config json.RawMessage `json:"config"`
	}
	if len(content) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(content, &stored); err != nil {
		return nil, invalidBecause(err, "the stored embedding function cannot be read")
	}
	if stored.Type != "known" {
		return nil, nil
	}
	function := &StoredFunction{StoredName: stored.Name, StoredConfig: map[string]any{}}
	if len(stored.Config) > 0 {
		decoded, err := value.Decode(stored.Config)
		if err != nil {
			return nil, invalidBecause(err, "the configuration of the embedding function %q cannot be read", stored.Name)
		}
		if config, isObject := decoded.(map[string]any); isObject {
			function.StoredConfig = config
		}
	}
	return function, nil
}

// DefaultSpace implements [SpaceChooser]: the space of the function that is registered under the name, or [SpaceL2].
func (s StoredFunction) DefaultSpace() Space {
	function, err := s.build()
	if err != nil {
		return SpaceL2 // what cannot be built has not said otherwise
	}
	return spaceOf(function)
}

func spaceOf(function EmbeddingFunction) Space {
	if chooser, chooses := function.(SpaceChooser); chooses {
		return chooser.DefaultSpace()
	}
	return SpaceL2
}
