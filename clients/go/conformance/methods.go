package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	chroma "github.com/polychrome/chroma-go"
)

// method performs an operation by the method that a user would call, and returns the answer in the words of the wire.
type method func(ctx context.Context, d *driver, a *arguments) (any, error)

var methods map[string]method

func init() {
	methods = map[string]method{
		"heartbeat": func(ctx context.Context, d *driver, _ *arguments) (any, error) {
			now, err := d.client.ServerTime(ctx)
			return map[string]any{"nanosecond heartbeat": now.UnixNano()}, err
		},
		"version": func(ctx context.Context, d *driver, _ *arguments) (any, error) { return d.client.Version(ctx) },
		"healthcheck": func(ctx context.Context, d *driver, _ *arguments) (any, error) {
			health, err := d.client.Healthcheck(ctx)
			return map[string]any{
				"is_executor_ready": health.ExecutorReady, "is_log_client_ready": health.LogClientReady,
			}, err
		},
		"pre_flight_checks": func(ctx context.Context, d *driver, _ *arguments) (any, error) {
			limits, err := d.client.Limits(ctx)
			return map[string]any{"max_batch_size": limits.MaxBatchSize, "supports_base64_encoding": limits.Base64}, err
		},
		"reset": func(ctx context.Context, d *driver, _ *arguments) (any, error) { return true, d.client.Reset(ctx) },
		"get_user_identity": func(ctx context.Context, d *driver, _ *arguments) (any, error) {
			identity, err := d.client.Identity(ctx)
			return map[string]any{
				"user_id": identity.UserID, "tenant": identity.Tenant, "databases": identity.Databases,
			}, err
		},
		"create_tenant": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			name := a.text("name")
			return done(a, func() error { return d.client.CreateTenant(ctx, name) })
		},
		"get_tenant": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			tenant, err := d.client.GetTenant(ctx, a.text("tenant"))
			return plainTenant(tenant), err
		},
		"list_tenants": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			page := a.page()
			if a.err != nil {
				return nil, a.err
			}
			tenants, err := d.client.ListTenants(ctx, page)
			return mapped(tenants, plainTenant), err
		},
		"update_tenant": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			tenant, resource := a.text("tenant"), a.text("resource_name")
			return done(a, func() error { return d.client.SetTenantResourceName(ctx, tenant, resource) })
		},
		"create_database": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			tenant, name := a.text("tenant"), a.text("name")
			return done(a, func() error { return d.client.CreateDatabase(ctx, tenant, name) })
		},
		"get_database": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			database, err := d.client.GetDatabase(ctx, a.text("tenant"), a.text("database"))
			return plainDatabase(database), err
		},
		"list_databases": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			tenant, page := a.text("tenant"), a.page()
			if a.err != nil {
				return nil, a.err
			}
			databases, err := d.client.ListDatabases(ctx, tenant, page)
			return mapped(databases, plainDatabase), err
		},
		"delete_database": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			tenant, database := a.text("tenant"), a.text("database")
			return done(a, func() error { return d.client.DeleteDatabase(ctx, tenant, database) })
		},
		"create_collection": createCollection,
		"list_collections": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			scoped, page := d.in(a), a.page()
			if a.err != nil {
				return nil, a.err
			}
			found, err := scoped.ListCollections(ctx, page)
			return mapped(found, d.seen), err
		},
		"count_collections": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			return d.in(a).CountCollections(ctx)
		},
		"get_collection": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			return d.found(d.in(a).GetCollection(ctx, a.text("collection_name")))
		},
		"get_collection_by_id": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			return d.found(d.in(a).GetCollectionByID(ctx, a.text("collection_id")))
		},
		"get_collection_by_crn": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			return d.found(d.client.GetCollectionByCRN(ctx, a.text("crn")))
		},
		"update_collection": ofCollection(updateCollection),
		"delete_collection": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			scoped, name := d.in(a), a.text("collection_name")
			return done(a, func() error { return scoped.DeleteCollection(ctx, name) })
		},
		"fork_collection": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			collection, err := d.collection(ctx, a)
			if err != nil {
				return nil, err
			}
			return d.found(collection.Fork(ctx, a.text("new_name")))
		},
		"fork_count": ofCollection(func(ctx context.Context, c *chroma.Collection, _ *arguments) (any, error) {
			count, err := c.ForkCount(ctx)
			return map[string]any{"count": count}, err
		}),
		"indexing_status": ofCollection(func(ctx context.Context, c *chroma.Collection, _ *arguments) (any, error) {
			status, err := c.IndexingStatus(ctx)
			return map[string]any{
				"op_indexing_progress": status.Progress, "num_unindexed_ops": status.UnindexedOps,
				"num_indexed_ops": status.IndexedOps, "total_ops": status.TotalOps,
			}, err
		}),
		"collection_add":    ofCollection(writing((*chroma.Collection).Add)),
		"collection_update": ofCollection(writing((*chroma.Collection).Update)),
		"collection_upsert": ofCollection(writing((*chroma.Collection).Upsert)),
		"collection_get":    ofCollection(get),
		"collection_query":  ofCollection(query),
		"collection_delete": ofCollection(func(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
			request := chroma.DeleteRequest{
				IDs: a.texts("ids"), Where: a.where(), WhereDocument: a.whereDocument(), Limit: a.number("limit"),
			}
			if a.err != nil {
				return nil, a.err
			}
			deleted, err := c.Delete(ctx, request)
			return map[string]any{"deleted": deleted}, err
		}),
		"collection_count": ofCollection(func(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
			level := chroma.ReadLevel(a.or("read_level", string(chroma.ReadIndexAndWAL)))
			if a.err != nil {
				return nil, a.err
			}
			return c.CountAt(ctx, level)
		}),
		"collection_search": ofCollection(search),
		"attach_function": ofCollection(func(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
			attachment := chroma.FunctionAttachment{
				Name: a.text("name"), Function: a.text("function_id"), OutputCollection: a.text("output_collection"),
				Params: a.object("params"),
			}
			if a.err != nil {
				return nil, a.err
			}
			attached, created, err := c.AttachFunction(ctx, attachment)
			if err != nil {
				return nil, err
			}
			return map[string]any{"created": created, "attached_function": map[string]any{
				"id": attached.ID, "name": attached.Name, "function_name": attached.Function,
			}}, nil
		}),
		"get_attached_function": ofCollection(getAttachedFunction),
		"add_function_input": func(ctx context.Context, d *driver, a *arguments) (any, error) {
			collection, err := d.collection(ctx, a)
			if err != nil {
				return nil, err
			}
			name, input := a.text("function_name"), a.text("input_collection_id")
			if a.err != nil {
				return nil, a.err
			}
			further, err := d.collection(ctx, &arguments{given: map[string]any{
				"tenant": a.given["tenant"], "database": a.given["database"], "collection_id": input,
			}})
			if err != nil {
				return nil, err
			}
			created, err := collection.AddFunctionInput(ctx, name, further)
			if err != nil {
				return nil, err
			}
			attached, err := collection.GetAttachedFunction(ctx, name)
			if err != nil {
				return nil, err
			}
			return map[string]any{"created": created, "attached_function": map[string]any{
				"id": attached.ID, "name": attached.Name, "function_name": attached.Function,
			}}, nil
		},
		"detach_function": ofCollection(func(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
			name, deleteOutput := a.text("function_name"), a.flag("delete_output")
			if a.err != nil {
				return nil, a.err
			}
			return map[string]any{"success": true}, c.DetachFunction(ctx, name, deleteOutput)
		}),
	}
}

func operationNames() []string {
	names := make([]string, 0, len(methods))
	for name := range methods {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ofCollection is a method on the collection that the arguments name.
func ofCollection(call func(context.Context, *chroma.Collection, *arguments) (any, error)) method {
	return func(ctx context.Context, d *driver, a *arguments) (any, error) {
		collection, err := d.collection(ctx, a)
		if err != nil {
			return nil, err
		}
		return call(ctx, collection, a)
	}
}

// done is what the wire answers to calls that return nothing here.
func done(a *arguments, call func() error) (any, error) {
	if a.err != nil {
		return nil, a.err
	}
	return map[string]any{}, call()
}

func writing(write func(*chroma.Collection, context.Context, chroma.Records) error) func(context.Context, *chroma.Collection, *arguments) (any, error) {
	return func(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
		records := a.records()
		return done(a, func() error { return write(c, ctx, records) })
	}
}

func (d *driver) in(a *arguments) *chroma.Client {
	return d.client.In(a.or("tenant", chroma.DefaultTenant), a.or("database", chroma.DefaultDatabase))
}

// collection is the one of that id which was seen before, or a fresh one.
func (d *driver) collection(ctx context.Context, a *arguments) (*chroma.Collection, error) {
	id := a.text("collection_id")
	if known := d.collections[id]; known != nil {
		return known, nil
	}
	return d.in(a).GetCollectionByID(ctx, id)
}

func (d *driver) found(collection *chroma.Collection, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return d.seen(collection), nil
}

// seen remembers a collection and describes it as the wire does.
func (d *driver) seen(c *chroma.Collection) any {
	d.collections[c.ID()] = c
	var dimension any
	if c.Dimension() > 0 {
		dimension = c.Dimension()
	}
	return map[string]any{
		"id": c.ID(), "name": c.Name(), "configuration_json": c.ConfigurationJSON(), "schema": c.SchemaJSON(),
		"metadata": c.Metadata(), "dimension": dimension, "tenant": c.Tenant(), "database": c.Database(),
		"log_position": c.LogPosition(), "version": c.Version(),
	}
}

func createCollection(ctx context.Context, d *driver, a *arguments) (any, error) {
	scoped, name, orGet := d.in(a), a.text("name"), a.flag("get_or_create")
	var options []chroma.CollectionOption
	if metadata := a.metadata("metadata"); metadata != nil {
		options = append(options, chroma.WithMetadata(metadata))
	}
	if given := a.object("configuration"); given != nil {
		configuration := chroma.Configuration{EmbeddingFunction: function(a, given)}
		a.strictly("configuration", given, &configuration.Hnsw, &configuration.Spann)
		options = append(options, chroma.WithConfiguration(configuration))
	}
	if given := a.object("schema"); given != nil {
		schema := &chroma.Schema{}
		if err := schema.UnmarshalJSON(encoded(given)); err != nil {
			a.misfit("schema", err)
		}
		options = append(options, chroma.WithSchema(schema))
	}
	if a.err != nil {
		return nil, a.err
	}
	if orGet {
		return d.found(scoped.GetOrCreateCollection(ctx, name, options...))
	}
	return d.found(scoped.CreateCollection(ctx, name, options...))
}

func updateCollection(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
	change := chroma.Modification{Name: a.text("new_name"), Metadata: a.metadata("new_metadata")}
	if given := a.object("new_configuration"); given != nil {
		change.Configuration = &chroma.UpdateConfiguration{EmbeddingFunction: function(a, given)}
		a.strictly("new_configuration", given, &change.Configuration.Hnsw, &change.Configuration.Spann)
	}
	return done(a, func() error { return c.Modify(ctx, change) })
}

// strictly reads the settings of indexes as far as the client has fields for them.
func (a *arguments) strictly(name string, given map[string]any, hnsw, spann any) {
	for key, into := range map[string]any{"hnsw": hnsw, "spann": spann} {
		decoder := json.NewDecoder(bytes.NewReader(encoded(given[key])))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(into); err != nil {
			a.misfit(name, err)
		}
	}
	for key := range given {
		if key != "hnsw" && key != "spann" && key != "embedding_function" {
			a.misfit(name, key)
		}
	}
}

func function(a *arguments, given map[string]any) chroma.EmbeddingFunction {
	stored, isObject := given["embedding_function"].(map[string]any)
	if !isObject {
		return nil
	}
	switch stored["type"] {
	case "known":
		name, named := stored["name"].(string)
		config, configured := stored["config"].(map[string]any)
		if !named || !configured {
			a.misfit("embedding_function", stored)
		}
		return chroma.StoredFunction{StoredName: name, StoredConfig: config}
	case "legacy":
		return chroma.NoEmbeddingFunction
	}
	a.misfit("embedding_function", stored)
	return nil
}

func get(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
	request := chroma.GetRequest{
		IDs: a.texts("ids"), Where: a.where(), WhereDocument: a.whereDocument(), Limit: a.number("limit"),
		Offset: a.numberOr("offset", 0), Include: a.includes(),
	}
	if a.err != nil {
		return nil, a.err
	}
	found, err := c.Get(ctx, request)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"ids": found.IDs, "embeddings": plainRows(found.Embeddings), "documents": found.Documents, "uris": found.URIs,
		"metadatas": found.Metadatas, "include": found.Include,
	}, nil
}

func query(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
	results := a.numberOr("n_results", 10)
	if results == 0 {
		a.misfit("n_results", 0) // 0 stands for the default
	}
	request := chroma.QueryRequest{
		Embeddings: a.vectors("query_embeddings"), NResults: results, IDs: a.texts("ids"), Where: a.where(),
		WhereDocument: a.whereDocument(), Include: a.includes(),
	}
	if a.err != nil {
		return nil, a.err
	}
	found, err := c.Query(ctx, request)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"ids": found.IDs, "embeddings": nullable(found.Embeddings, plainRows), "documents": found.Documents,
		"uris": found.URIs, "metadatas": found.Metadatas, "distances": plainRows(found.Distances), "include": found.Include,
	}, nil
}

func getAttachedFunction(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
	found, err := c.GetAttachedFunction(ctx, a.text("function_name"))
	if err != nil {
		return nil, err
	}
	var output, params any
	if found.OutputCollectionID != "" {
		output = found.OutputCollectionID
	}
	if found.Params != nil {
		params = string(encoded(found.Params))
	}
	return map[string]any{"attached_function": map[string]any{
		"id": found.ID, "name": found.Name, "function_name": found.Function, "input_collection_id": found.InputCollectionID,
		"output_collection": found.OutputCollection, "output_collection_id": output, "params": params,
		"tenant_id": found.Tenant, "database_id": found.DatabaseID, "completion_offset": found.CompletionOffset,
		"min_records_for_invocation": found.MinRecordsForInvocation,
	}}, nil
}
