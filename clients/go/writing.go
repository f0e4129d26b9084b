package chroma

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Records are what to write, column by column. Every column that is given is as long as IDs.
type Records struct {
	IDs []string
	// Embeddings are made from Documents when they are missing. In an update, nil in the column keeps what there is.
	Embeddings [][]float32
	// Documents are texts; nil in the column is a record without one, or in an update one that stays. See [Strings].
	Documents []*string
	Metadatas []Metadata
	URIs      []*string
}

// Add adds records. A record whose id exists already is left as it is, without an error: to replace it, use
// [Collection.Upsert].
//
// A call with more records than the server wants at once, or too large for one request, is split. Each request is
// written whole or not at all, the call as a whole is not: when a later request fails, its [Error] tells how many
// records were written before. An id that occurs twice in a call is [ErrDuplicateID].
func (c *Collection) Add(ctx context.Context, records Records) error {
	return c.write(ctx, "add", records)
}

// Update changes records. What is not given stays; metadata is merged key by key, nil takes a key away; unknown ids are
// passed over. New documents without embeddings are embedded. Otherwise as [Collection.Add].
func (c *Collection) Update(ctx context.Context, records Records) error {
	return c.write(ctx, "update", records)
}

// Upsert changes the records that exist, as [Collection.Update] does, and adds the others. Otherwise as
// [Collection.Add].
func (c *Collection) Upsert(ctx context.Context, records Records) error {
	return c.write(ctx, "upsert", records)
}

func (c *Collection) write(ctx context.Context, verb string, records Records) error {
	if err := records.check(); err != nil {
		return err
	}
	records, err := c.embedded(ctx, verb, records)
	if err != nil {
		return err
	}
	if records, err = c.withSparse(ctx, records); err != nil {
		return err
	}
	limits, err := c.core.writeLimits(ctx)
	if err != nil {
		return err
	}
	written, number := 0, 0
	for part := range records.split(limits) {
		number++
		err := c.send(ctx, verb, part, limits.Base64)
		if err != nil {
			if failed := (*Error)(nil); written > 0 && errors.As(err, &failed) {
				failed.RecordsWritten, failed.FailedRequest = written, number
			}
			return err
		}
		written += len(part.IDs)
	}
	return nil
}

func (c *Collection) send(ctx context.Context, verb string, part Records, base64 bool) error {
	body, err := part.body(base64)
	if err != nil {
		return err
	}
	tenant, database, id := c.place()
	switch verb {
	case "add":
		_, err = c.core.api.CollectionAddJSON(ctx, tenant, database, id, body)
	case "update":
		_, err = c.core.api.CollectionUpdateJSON(ctx, tenant, database, id, body)
	default:
		_, err = c.core.api.CollectionUpsertJSON(ctx, tenant, database, id, body)
	}
	return c.core.explain(err)
}

// check refuses what no server could understand as it was meant.
func (r Records) check() error {
	if len(r.IDs) == 0 {
		return invalid("there are no ids")
	}
	for _, column := range []struct {
		name   string
		given  bool
		length int
	}{
		{"embeddings", r.Embeddings != nil, len(r.Embeddings)},
		{"documents", r.Documents != nil, len(r.Documents)},
		{"metadatas", r.Metadatas != nil, len(r.Metadatas)},
		{"URIs", r.URIs != nil, len(r.URIs)},
	} {
		if column.given && column.length != len(r.IDs) {
			return invalid("there are %d ids and %d %s; there must be as many", len(r.IDs), column.length, column.name)
		}
	}
	for i, metadata := range r.Metadatas {
		if metadata != nil && len(metadata) == 0 {
			return invalid("the metadata at index %d has no keys; nil is a record without metadata", i)
		}
	}
	return checkUnique(r.IDs)
}

func checkUnique(ids []string) error {
	seen := make(map[string]bool, len(ids))
	var twice []string
	for _, id := range ids {
		if seen[id] && len(twice) < 10 {
			twice = append(twice, fmt.Sprintf("%q", id))
		}
		seen[id] = true
	}
	if twice == nil {
		return nil
	}
	return &Error{Message: "the same id occurs twice: " + strings.Join(twice, ", "), class: ErrDuplicateID}
}

// embedded is the records with vectors, which are made from documents where there are none.
func (c *Collection) embedded(ctx context.Context, verb string, records Records) (Records, error) {
	if records.Embeddings != nil {
		return records, nil
	}
	if records.Documents == nil {
		if verb == "update" {
			return records, nil
		}
		return records, invalid("there are neither embeddings nor documents to make them from")
	}
	var texts []string
	var places []int
	for i, document := range records.Documents {
		if document != nil {
			texts, places = append(texts, *document), append(places, i)
		} else if verb != "update" {
			return records, invalid("the document at index %d is nil, and there is no embedding for it", i)
		}
	}
	if len(texts) == 0 {
		return records, nil
	}
	vectors, err := c.embed(ctx, texts, false)
	if err != nil {
		return records, err
	}
	records.Embeddings = make([][]float32, len(records.IDs))
	for i, place := range places {
		records.Embeddings[place] = vectors[i]
	}
	return records, nil
}

// withSparse is the records with the sparse vectors that the schema derives from documents or from other metadata. One
// that is there already stays.
func (c *Collection) withSparse(ctx context.Context, records Records) (Records, error) {
	if records.Documents == nil && records.Metadatas == nil || !strings.Contains(string(c.SchemaJSON()), `"sparse_vector"`) {
		return records, nil
	}
	schema, err := c.Schema()
	if err != nil {
		return records, err
	}
	targets := schema.sparseTargets()
	if len(targets) == 0 {
		return records, nil
	}
	metadatas := make([]Metadata, len(records.IDs))
	for i := range metadatas {
		metadatas[i] = Metadata{}
		if records.Metadatas != nil {
			for key, value := range records.Metadatas[i] {
				metadatas[i][key] = value
			}
		}
	}
	for _, target := range targets {
		var texts []string
		var places []int
		for i, metadata := range metadatas {
			text, isText := metadata[string(target.source)].(string)
			if target.source == KeyDocument && records.Documents != nil && records.Documents[i] != nil {
				text, isText = *records.Documents[i], true
			}
			if _, present := metadata[string(target.key)]; isText && !present {
				texts, places = append(texts, text), append(places, i)
			}
		}
		if len(texts) == 0 {
			continue
		}
		vectors, err := embedSparse(ctx, target.function, texts, false)
		if err != nil {
			return records, err
		}
		for i, place := range places {
			metadatas[place][string(target.key)] = vectors[i]
		}
	}
	for i, metadata := range metadatas {
		if len(metadata) == 0 {
			metadatas[i] = nil
		}
	}
	records.Metadatas = metadatas
	return records, nil
}

func (c *core) writeLimits(ctx context.Context) (Limits, error) {
	return (&Client{core: c}).Limits(ctx)
}
