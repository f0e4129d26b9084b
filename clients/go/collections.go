package chroma

import (
	"context"
	"encoding/json"

	"github.com/polychrome/chroma-go/rest"
	"github.com/polychrome/chroma-go/value"
)

// CollectionOption sets something about a collection that is created or got.
type CollectionOption func(*collectionOptions) error

type collectionOptions struct {
	metadata      Metadata
	configuration *Configuration
	schema        *Schema
	function      EmbeddingFunction
}

// WithMetadata sets the collection's own metadata.
func WithMetadata(metadata Metadata) CollectionOption {
	return func(o *collectionOptions) error {
		o.metadata = metadata
		return nil
	}
}

// WithConfiguration sets how the collection is indexed. Give either this or [WithSchema].
func WithConfiguration(configuration Configuration) CollectionOption {
	return func(o *collectionOptions) error {
		o.configuration = &configuration
		return nil
	}
}

// WithSchema sets the indexes of the collection, with their embedding functions.
func WithSchema(schema *Schema) CollectionOption {
	return func(o *collectionOptions) error {
		o.schema = schema
		return nil
	}
}

// WithEmbeddingFunction sets what embeds for the collection. When the collection is created and the function is
// [Persistent], it is stored with it by name and configuration; when it is got, the name must be the stored one.
func WithEmbeddingFunction(function EmbeddingFunction) CollectionOption {
	return func(o *collectionOptions) error {
		if function == nil {
			return invalid("the embedding function that WithEmbeddingFunction was given is nil")
		}
		o.function = function
		return nil
	}
}

func collected(options []CollectionOption) (*collectionOptions, error) {
	o := &collectionOptions{}
	for _, option := range options {
		if err := option(o); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// CreateCollection creates a collection. A name that is taken is [ErrConflict].
func (c *Client) CreateCollection(ctx context.Context, name string, options ...CollectionOption) (*Collection, error) {
	return c.create(ctx, name, false, options)
}

// GetOrCreateCollection returns the collection of that name, created if it does not exist. Of the options only the
// embedding function matters for one that exists.
func (c *Client) GetOrCreateCollection(ctx context.Context, name string, options ...CollectionOption) (*Collection, error) {
	return c.create(ctx, name, true, options)
}

func (c *Client) create(ctx context.Context, name string, orGet bool, options []CollectionOption) (*Collection, error) {
	o, err := collected(options)
	if err != nil {
		return nil, err
	}
	body, err := o.body(name, orGet)
	if err != nil {
		return nil, err
	}
	at, err := c.locate(ctx)
	if err != nil {
		return nil, err
	}
	found, err := c.core.api.CreateCollectionJSON(ctx, at.tenant, at.database, body)
	if err != nil {
		return nil, c.core.explain(err)
	}
	return c.collection("create_collection", found, o.function)
}

func (o *collectionOptions) body(name string, orGet bool) ([]byte, error) {
	configuration := Configuration{}
	if o.configuration != nil {
		configuration = *o.configuration
	}
	if configuration.EmbeddingFunction == nil {
		configuration.EmbeddingFunction = o.function
	} else if o.function != nil {
		return nil, invalid("two embedding functions are given: one in the configuration and one by WithEmbeddingFunction")
	}
	o.function = configuration.EmbeddingFunction
	if o.schema != nil && o.configuration == nil {
		configuration = Configuration{} // the schema has the functions; a configuration beside it would be refused
	}
	content := map[string]any{"name": name, "get_or_create": orGet, "metadata": nil, "configuration": nil, "schema": nil}
	if o.metadata != nil {
		content["metadata"] = o.metadata
	}
	written, err := configuration.json()
	if err != nil {
		return nil, err
	}
	if written != nil {
		content["configuration"] = written
	}
	if o.schema != nil {
		schema := o.schema
		if o.function != nil {
			schema = schema.withFunction(o.function)
		}
		content["schema"] = schema
	}
	body, err := value.AppendJSON(nil, content)
	if err != nil {
		return nil, invalidBecause(err, "the collection cannot be written as JSON")
	}
	return body, nil
}

// GetCollection returns the collection of that name, or [ErrNotFound]. Of the options only [WithEmbeddingFunction] may
// be given; without it the collection embeds with the function that is stored with it.
func (c *Client) GetCollection(ctx context.Context, name string, options ...CollectionOption) (*Collection, error) {
	return c.get(ctx, "get_collection", options, func(at location) (*rest.Collection, error) {
		return c.core.api.GetCollection(ctx, at.tenant, at.database, name)
	})
}

// GetCollectionByID returns the collection of that id; see [Client.GetCollection].
func (c *Client) GetCollectionByID(ctx context.Context, id string, options ...CollectionOption) (*Collection, error) {
	return c.get(ctx, "get_collection_by_id", options, func(at location) (*rest.Collection, error) {
		return c.core.api.GetCollectionByID(ctx, at.tenant, at.database, id)
	})
}

func (c *Client) get(
	ctx context.Context, operation string, options []CollectionOption, find func(location) (*rest.Collection, error),
) (*Collection, error) {
	o, err := collected(options)
	if err != nil {
		return nil, err
	}
	if o.metadata != nil || o.configuration != nil || o.schema != nil {
		return nil, invalid("metadata, configuration and schema are options of a collection that is created")
	}
	at, err := c.locate(ctx)
	if err != nil {
		return nil, err
	}
	found, err := find(at)
	if err != nil {
		return nil, c.core.explain(err)
	}
	return c.collection(operation, found, o.function)
}

// GetCollectionByCRN returns the collection that a Chroma resource name (tenant_resource_name:database:collection)
// points to, in whichever tenant and database it lies.
func (c *Client) GetCollectionByCRN(ctx context.Context, crn string, options ...CollectionOption) (*Collection, error) {
	o, err := collected(options)
	if err != nil {
		return nil, err
	}
	found, err := c.core.api.GetCollectionByCRN(ctx, crn)
	if err != nil {
		return nil, c.core.explain(err)
	}
	return c.collection("get_collection_by_crn", found, o.function)
}

// ListCollections returns the collections of the database, in the server's order.
func (c *Client) ListCollections(ctx context.Context, page Page) ([]*Collection, error) {
	limit, offset, err := page.params()
	if err != nil {
		return nil, err
	}
	at, err := c.locate(ctx)
	if err != nil {
		return nil, err
	}
	found, err := c.core.api.ListCollections(ctx, at.tenant, at.database, &rest.ListCollectionsParams{Limit: limit, Offset: offset})
	if err != nil {
		return nil, c.core.explain(err)
	}
	collections := make([]*Collection, len(*found))
	for i := range *found {
		if collections[i], err = c.collection("list_collections", &(*found)[i], nil); err != nil {
			return nil, err
		}
	}
	return collections, nil
}

// CountCollections returns how many collections the database has.
func (c *Client) CountCollections(ctx context.Context) (int, error) {
	at, err := c.locate(ctx)
	if err != nil {
		return 0, err
	}
	count, err := c.core.api.CountCollections(ctx, at.tenant, at.database)
	if err != nil {
		return 0, c.core.explain(err)
	}
	return int(*count), nil
}

// DeleteCollection deletes the collection of that name with all its records, for good. One that does not exist is
// [ErrNotFound].
func (c *Client) DeleteCollection(ctx context.Context, name string) error {
	at, err := c.locate(ctx)
	if err != nil {
		return err
	}
	_, err = c.core.api.DeleteCollection(ctx, at.tenant, at.database, name)
	return c.core.explain(err)
}

func (c *Client) collection(operation string, found *rest.Collection, function EmbeddingFunction) (*Collection, error) {
	if found.ID == "" || found.Name == "" {
		return nil, c.core.unlike(operation, "it is no collection")
	}
	collection := &Collection{core: c.core, described: *found, function: function}
	if err := collection.checkFunction(); err != nil {
		return nil, err
	}
	return collection, nil
}

// checkFunction refuses a named embedding function that is not the one stored with the collection.
func (c *Collection) checkFunction() error {
	given, named := c.function.(Persistent)
	if !named {
		return nil
	}
	stored, err := storedConfigurationFrom(c.described.ConfigurationJSON)
	if err != nil {
		return err
	}
	if function := stored.EmbeddingFunction; function != nil && function.StoredName != given.Name() {
		return invalid("the collection %s is embedded with %q, and %q is given now: their vectors cannot be compared",
			c.described.Name, function.StoredName, given.Name())
	}
	return nil
}

// raw is JSON as it came; null where there is none.
func raw(content *json.RawMessage) json.RawMessage {
	if content == nil {
		return json.RawMessage("null")
	}
	return *content
}
