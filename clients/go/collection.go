package chroma

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"

	"github.com/polychrome/chroma-go/rest"
)

// Collection is a set of records that share an index: ids with embeddings, documents, metadata and URIs. It is got from
// a [Client] and may be used by several goroutines at once. What it tells about itself without a context is as of when
// it was created, got or last modified through this object.
type Collection struct {
	core     *core
	function EmbeddingFunction // what was given; nil for what is stored

	mutex     sync.RWMutex
	described rest.Collection
}

func (c *Collection) description() rest.Collection {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	return c.described
}

// place is where the collection's operations are found.
func (c *Collection) place() (tenant, database, id string) {
	described := c.description()
	return described.Tenant, described.Database, described.ID
}

// ID returns the collection's id, which stays when the name changes.
func (c *Collection) ID() string { return c.description().ID }

// Name returns the collection's name, unique in its database.
func (c *Collection) Name() string { return c.description().Name }

// Tenant returns the name of its tenant.
func (c *Collection) Tenant() string { return c.description().Tenant }

// Database returns the name of its database.
func (c *Collection) Database() string { return c.description().Database }

// Metadata returns a copy of the collection's own metadata, nil when it has none.
func (c *Collection) Metadata() Metadata {
	if metadata := c.description().Metadata; metadata != nil {
		return maps.Clone(*metadata)
	}
	return nil
}

// Dimension returns the length of the embeddings, 0 while none was written.
func (c *Collection) Dimension() int {
	if dimension := c.description().Dimension; dimension != nil {
		return int(*dimension)
	}
	return 0
}

// LogPosition returns where the log of the collection stands; 0 on a single node.
func (c *Collection) LogPosition() int64 { return c.description().LogPosition }

// Version returns how often the collection was compacted; 0 on a single node.
func (c *Collection) Version() int { return int(c.description().Version) }

// Configuration returns how the collection is indexed and embedded.
func (c *Collection) Configuration() (StoredConfiguration, error) {
	return storedConfigurationFrom(c.description().ConfigurationJSON)
}

// ConfigurationJSON returns the configuration as the server told it.
func (c *Collection) ConfigurationJSON() json.RawMessage {
	configuration := c.description().ConfigurationJSON
	return raw(&configuration)
}

// Schema returns the indexes by value type and key, as far as the server tells; nil when it tells nothing.
func (c *Collection) Schema() (*Schema, error) {
	content := raw(c.description().Schema)
	if string(content) == "null" {
		return nil, nil
	}
	schema := &Schema{}
	if err := json.Unmarshal(content, schema); err != nil {
		return nil, &Error{Message: "the schema of the collection cannot be read: " + err.Error(), class: ErrInvalidResponse, cause: err}
	}
	return schema, nil
}

// SchemaJSON returns the schema as the server told it.
func (c *Collection) SchemaJSON() json.RawMessage { return raw(c.description().Schema) }

// String tells which collection it is.
func (c *Collection) String() string {
	return fmt.Sprintf("chroma collection %q (%s) in database %q", c.Name(), c.ID(), c.Database())
}

// Modification is what to change in a collection; what is left out stays.
type Modification struct {
	Name string
	// Metadata replaces all there was.
	Metadata Metadata
	// Configuration changes only the settings it names.
	Configuration *UpdateConfiguration
}

// Modify changes the collection's name, metadata or configuration. A name that is taken is [ErrConflict].
func (c *Collection) Modify(ctx context.Context, change Modification) error {
	if _, changes := change.Metadata["hnsw:space"]; changes {
		return invalid("the distance of a collection cannot be changed once it is created")
	}
	payload := rest.UpdateCollectionPayload{}
	if change.Name != "" {
		payload.NewName = &change.Name
	}
	if change.Metadata != nil {
		payload.NewMetadata = &change.Metadata
	}
	content := map[string]any{"new_name": payload.NewName, "new_metadata": nil, "new_configuration": nil}
	if change.Metadata != nil {
		content["new_metadata"] = change.Metadata
	}
	if change.Configuration != nil {
		written, err := change.Configuration.json()
		if err != nil {
			return err
		}
		content["new_configuration"] = written
	}
	body, err := encode(content)
	if err != nil {
		return err
	}
	tenant, database, id := c.place()
	if _, err := c.core.api.UpdateCollectionJSON(ctx, tenant, database, id, body); err != nil {
		return c.core.explain(err)
	}
	return c.note(ctx, change)
}

// note brings the description up to date with a modification that the server accepted.
func (c *Collection) note(ctx context.Context, change Modification) error {
	if change.Configuration != nil {
		// The server merges settings; what came of it is asked and not guessed.
		tenant, database, id := c.place()
		found, err := c.core.api.GetCollectionByID(ctx, tenant, database, id)
		if err != nil {
			return c.core.explain(err)
		}
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.described = *found
		return nil
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if change.Name != "" {
		c.described.Name = change.Name
	}
	if change.Metadata != nil {
		kept := maps.Clone(change.Metadata)
		maps.DeleteFunc(kept, func(_ string, value any) bool { return value == nil })
		c.described.Metadata = &kept
		if len(kept) == 0 {
			c.described.Metadata = nil
		}
	}
	return nil
}

// Fork makes a new collection with the same records, which shares their storage until either changes. A server that
// does not answer this call is [ErrUnimplemented].
func (c *Collection) Fork(ctx context.Context, newName string) (*Collection, error) {
	tenant, database, id := c.place()
	found, err := c.core.api.ForkCollection(ctx, tenant, database, id, rest.ForkCollectionPayload{NewName: newName})
	if err != nil {
		return nil, c.core.explain(err)
	}
	if found.ID == "" {
		return nil, c.core.unlike("fork_collection", "it is no collection")
	}
	return &Collection{core: c.core, described: *found, function: c.function}, nil
}

// ForkCount returns how many forks were made of this collection and of its forks.
func (c *Collection) ForkCount(ctx context.Context) (int, error) {
	tenant, database, id := c.place()
	found, err := c.core.api.ForkCount(ctx, tenant, database, id)
	if err != nil {
		return 0, c.core.explain(err)
	}
	return int(found.Count), nil
}

// IndexingStatus says how many writes have reached the index.
type IndexingStatus struct {
	Progress     float32 // the indexed share, from 0 to 1; 1 for an empty collection
	UnindexedOps int64   // writes that only the log holds
	IndexedOps   int64   // writes that the index holds
	TotalOps     int64
}

// IndexingStatus asks how many writes have reached the index.
func (c *Collection) IndexingStatus(ctx context.Context) (IndexingStatus, error) {
	tenant, database, id := c.place()
	found, err := c.core.api.IndexingStatus(ctx, tenant, database, id)
	if err != nil {
		return IndexingStatus{}, c.core.explain(err)
	}
	return IndexingStatus{
		Progress: found.OpIndexingProgress, UnindexedOps: found.NumUnindexedOps, IndexedOps: found.NumIndexedOps,
		TotalOps: found.TotalOps,
	}, nil
}

// embed makes vectors with the function that was given, or else with the stored one.
func (c *Collection) embed(ctx context.Context, texts []string, query bool) ([][]float32, error) {
	function, err := c.embeddingFunction()
	if err != nil {
		return nil, err
	}
	return embed(ctx, function, texts, query)
}

// embeddingFunction is the function that was given; else the one stored in the configuration, or in the schema.
func (c *Collection) embeddingFunction() (EmbeddingFunction, error) {
	if c.function != nil {
		return c.function, nil
	}
	configuration, err := c.Configuration()
	if err != nil {
		return nil, err
	}
	if configuration.EmbeddingFunction != nil {
		return *configuration.EmbeddingFunction, nil
	}
	schema, err := c.Schema()
	if err != nil {
		return nil, err
	}
	if schema != nil {
		if function := schema.denseFunction(); function != nil {
			return function, nil
		}
	}
	return nil, noFunction("there is nothing to embed texts with: create or get the collection %q with WithEmbeddingFunction, "+
		"or pass embeddings", c.Name())
}
