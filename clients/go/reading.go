package chroma

import (
	"context"

	"github.com/polychrome/chroma-go/rest"
)

// Include is a column of an answer.
type Include = rest.Include

// The columns. Ids are always answered.
const (
	IncludeDistances  Include = "distances" // of queries only
	IncludeDocuments  Include = "documents"
	IncludeEmbeddings Include = "embeddings"
	IncludeMetadatas  Include = "metadatas"
	IncludeURIs       Include = "uris"
)

// GetRequest is which records to read. All conditions must hold.
type GetRequest struct {
	IDs           []string // only these; nil for all, an empty list for none
	Where         Where
	WhereDocument WhereDocument
	Limit         *int // at most so many; nil for all
	Offset        int  // after so many
	// Include are the columns to answer; nil for documents and metadatas, an empty list for none.
	Include []Include
}

// GetResult are records, column by column, in the order they were added. A column that was not included is nil.
type GetResult struct {
	IDs        []string
	Embeddings [][]float32
	Documents  []*string
	URIs       []*string
	Metadatas  []Metadata
	Include    []Include
}

// Get reads records by ids and filters.
func (c *Collection) Get(ctx context.Context, request GetRequest) (*GetResult, error) {
	if request.Offset < 0 || request.Limit != nil && *request.Limit < 0 {
		return nil, invalid("a limit and an offset are not negative")
	}
	if err := checkChoice(request.IDs, request.Where, request.WhereDocument); err != nil {
		return nil, err
	}
	include := request.Include
	if include == nil {
		include = []Include{IncludeMetadatas, IncludeDocuments}
	}
	content := map[string]any{
		"ids": request.IDs, "where": request.Where, "where_document": request.WhereDocument, "limit": request.Limit,
		"offset": nil, "include": include,
	}
	if request.Offset > 0 {
		content["offset"] = request.Offset
	}
	body, err := encode(content)
	if err != nil {
		return nil, err
	}
	tenant, database, id := c.place()
	found, err := c.core.api.CollectionGetJSON(ctx, tenant, database, id, body)
	if err != nil {
		return nil, c.core.explain(err)
	}
	if found.IDs == nil {
		return nil, c.core.unlike("collection_get", "it has no ids")
	}
	n := len(found.IDs)
	err = c.core.checkAligned("collection_get", aligned("embeddings", found.Embeddings, n), aligned("documents", found.Documents, n),
		aligned("URIs", found.URIs, n), aligned("metadatas", found.Metadatas, n))
	if err != nil {
		return nil, err
	}
	return &GetResult{
		IDs: found.IDs, Embeddings: found.Embeddings, Documents: found.Documents, URIs: found.URIs, Metadatas: found.Metadatas,
		Include: found.Include,
	}, nil
}

// Peek reads the first records, with documents, metadata and embeddings.
func (c *Collection) Peek(ctx context.Context, limit int) (*GetResult, error) {
	return c.Get(ctx, GetRequest{
		Limit: &limit, Include: []Include{IncludeMetadatas, IncludeDocuments, IncludeEmbeddings},
	})
}

// QueryRequest is what to look for, and among which records. Give Embeddings or Texts. All conditions must hold.
type QueryRequest struct {
	Embeddings    [][]float32
	Texts         []string // are embedded
	NResults      int      // neighbours for each query at most; 0 is 10
	IDs           []string // only among these; nil for all, an empty list for none
	Where         Where
	WhereDocument WhereDocument
	// Include are the columns to answer; nil for documents, metadatas and distances, an empty list for none.
	Include []Include
}

// QueryResult are neighbours, column by column, one list per query, nearest first. A column that was not included is nil.
type QueryResult struct {
	IDs        [][]string
	Embeddings [][][]float32
	Documents  [][]*string
	URIs       [][]*string
	Metadatas  [][]Metadata
	Distances  [][]float32 // NaN where the number exceeds a 32-bit float
	Include    []Include
}

const defaultNResults = 10

// Query finds the nearest records to each query.
func (c *Collection) Query(ctx context.Context, request QueryRequest) (*QueryResult, error) {
	if (request.Embeddings == nil) == (request.Texts == nil) {
		return nil, invalid("a query has either embeddings or texts")
	}
	if request.NResults < 0 {
		return nil, invalid("the number of results is positive, not %d", request.NResults)
	}
	if err := checkChoice(nil, request.Where, request.WhereDocument); err != nil {
		return nil, err
	}
	vectors := request.Embeddings
	if vectors == nil {
		var err error
		if vectors, err = c.embed(ctx, request.Texts, true); err != nil {
			return nil, err
		}
	}
	body, err := request.body(vectors)
	if err != nil {
		return nil, err
	}
	tenant, database, id := c.place()
	found, err := c.core.api.CollectionQueryJSON(ctx, tenant, database, id, body)
	if err != nil {
		return nil, c.core.explain(err)
	}
	if found.IDs == nil {
		return nil, c.core.unlike("collection_query", "it has no ids")
	}
	result := &QueryResult{
		IDs: found.IDs, Embeddings: plainVectors(found.Embeddings), Documents: found.Documents, URIs: found.URIs,
		Metadatas: found.Metadatas, Distances: plainNumbers(found.Distances), Include: found.Include,
	}
	err = c.core.checkAligned("collection_query", alignedGroups("embeddings", result.Embeddings, found.IDs),
		alignedGroups("documents", result.Documents, found.IDs), alignedGroups("URIs", result.URIs, found.IDs),
		alignedGroups("metadatas", result.Metadatas, found.IDs), alignedGroups("distances", result.Distances, found.IDs),
		aligned("queries", vectors, len(found.IDs)))
	if err != nil {
		return nil, err
	}
	return result, nil
}

func (r QueryRequest) body(vectors [][]float32) ([]byte, error) {
	include := r.Include
	if include == nil {
		include = []Include{IncludeMetadatas, IncludeDocuments, IncludeDistances}
	}
	results := r.NResults
	if results == 0 {
		results = defaultNResults
	}
	filters, err := encode(map[string]any{
		"ids": r.IDs, "where": r.Where, "where_document": r.WhereDocument, "n_results": results, "include": include,
	})
	if err != nil {
		return nil, err
	}
	size := len(filters) + recordCost
	for _, vector := range vectors {
		size += jsonFloat * len(vector)
	}
	dst := append(make([]byte, 0, size), `{"query_embeddings":`...)
	if dst, err = appendVectors(dst, vectors, false); err != nil {
		return nil, invalidBecause(err, "query embeddings")
	}
	dst = append(dst, ',')
	return append(dst, filters[1:]...), nil
}

// DeleteRequest is which records to delete: those of IDs, those the filters match, or those of both.
type DeleteRequest struct {
	IDs           []string
	Where         Where
	WhereDocument WhereDocument
	Limit         *int // at most so many, in the order they were added; only with a filter
}

// Delete deletes records and returns how many, as the server counts them. It needs ids or a filter.
func (c *Collection) Delete(ctx context.Context, request DeleteRequest) (int, error) {
	filtered := !request.Where.IsZero() || !request.WhereDocument.IsZero()
	switch {
	case request.IDs == nil && !filtered:
		return 0, invalid("nothing says which records to delete: give ids or a filter")
	case request.Limit != nil && !filtered:
		return 0, invalid("a limit needs a filter")
	case request.Limit != nil && *request.Limit < 0:
		return 0, invalid("a limit is not negative")
	}
	if err := checkChoice(request.IDs, request.Where, request.WhereDocument); err != nil {
		return 0, err
	}
	content := map[string]any{"ids": request.IDs, "where": request.Where, "where_document": request.WhereDocument}
	if request.Limit != nil {
		content["limit"] = *request.Limit
	}
	body, err := encode(content)
	if err != nil {
		return 0, err
	}
	tenant, database, id := c.place()
	found, err := c.core.api.CollectionDeleteJSON(ctx, tenant, database, id, body)
	if err != nil {
		return 0, c.core.explain(err)
	}
	return int(found.Deleted), nil
}

// Count returns how many records there are.
func (c *Collection) Count(ctx context.Context) (int, error) { return c.CountAt(ctx, ReadIndexAndWAL) }

// CountAt is [Collection.Count] with a word on how fresh the answer must be.
func (c *Collection) CountAt(ctx context.Context, level ReadLevel) (int, error) {
	tenant, database, id := c.place()
	count, err := c.core.api.CollectionCount(ctx, tenant, database, id, &rest.CollectionCountParams{ReadLevel: &level})
	if err != nil {
		return 0, c.core.explain(err)
	}
	return int(*count), nil
}

// checkChoice checks what says which records are meant.
func checkChoice(ids []string, where Where, whereDocument WhereDocument) error {
	if err := checkUnique(ids); err != nil {
		return err
	}
	if err := where.check(); err != nil {
		return err
	}
	return whereDocument.check()
}
