package chroma

import (
	"context"
	"slices"
	"strings"

	"github.com/polychrome/chroma-go/rest"
	"github.com/polychrome/chroma-go/value"
)

// Search is one search: filter, then rank, then group, then cut the page, then select.
type Search struct {
	// Where is which records take part.
	Where Where
	// Rank is how they are scored and ordered; without it they come as they were written.
	Rank Rank
	// GroupBy is how many of a kind to keep.
	GroupBy *GroupBy
	// Limit is how many to answer at most, nil for as many as the server gives, after the first Offset.
	Limit  *int
	Offset int
	// Select is what to answer besides the ids: [KeyDocument], [KeyEmbedding], [KeyMetadata] (all of it), [KeyScore],
	// or single metadata keys.
	Select []Key
}

// SelectAll is what [Search.Select] needs for documents, embeddings, metadata and scores.
var SelectAll = []Key{KeyDocument, KeyEmbedding, KeyMetadata, KeyScore}

// GroupBy groups records by the values of metadata keys and keeps of each group what Aggregate says.
type GroupBy struct {
	Keys      []Key
	Aggregate Aggregate
}

// Aggregate is what to keep of a group: [MinK] or [MaxK].
type Aggregate interface {
	aggregate() (operator string, keys []Key, k int)
}

// MinK keeps the K records of least value; of several keys the first decides, then the next.
type MinK struct {
	Keys []Key
	K    int
}

func (m MinK) aggregate() (operator string, keys []Key, k int) { return "$min_k", m.Keys, m.K }

// MaxK keeps the K records of greatest value; of several keys the first decides, then the next.
type MaxK struct {
	Keys []Key
	K    int
}

func (m MaxK) aggregate() (operator string, keys []Key, k int) { return "$max_k", m.Keys, m.K }

func (g *GroupBy) tree() map[string]any {
	if g == nil || len(g.Keys) == 0 || g.Aggregate == nil {
		return map[string]any{}
	}
	operator, keys, k := g.Aggregate.aggregate()
	return map[string]any{
		"keys":      names(g.Keys),
		"aggregate": map[string]any{operator: map[string]any{"keys": names(keys), "k": k}},
	}
}

// MarshalJSON writes the grouping as it travels; {} when keys or aggregate are missing.
func (g *GroupBy) MarshalJSON() ([]byte, error) { return value.AppendJSON(nil, g.tree()) }

// MarshalJSON writes the search as it travels. Texts, which only a collection can embed, stand there as they are.
func (s Search) MarshalJSON() ([]byte, error) { return s.json(nil) }

func (s Search) json(embed textEmbedder) ([]byte, error) {
	if s.Offset < 0 || s.Limit != nil && *s.Limit <= 0 {
		return nil, invalid("the limit of a search is positive and its offset not negative")
	}
	content := map[string]any{"filter": nil, "rank": nil, "group_by": s.GroupBy.tree()}
	if !s.Where.IsZero() {
		content["filter"] = s.Where
	}
	if s.Rank != nil {
		written, err := s.Rank.tree(embed)
		if err != nil {
			return nil, err
		}
		content["rank"] = written
	}
	limit := map[string]any{"offset": s.Offset}
	if s.Limit != nil {
		limit["limit"] = *s.Limit
	}
	content["limit"] = limit
	content["select"] = map[string]any{"keys": selected(s.Select)}
	encoded, err := value.AppendJSON(nil, content)
	if err != nil {
		return nil, invalidBecause(err, "the search cannot be written as JSON")
	}
	return encoded, nil
}

// selected are the names in an order that does not vary, each once: parts of the record, then metadata keys.
func selected(keys []Key) []string {
	sorted := names(keys)
	slices.SortFunc(sorted, func(a, b string) int {
		if special := strings.HasPrefix(a, "#"); special != strings.HasPrefix(b, "#") {
			if special {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(sorted)
}

// ReadLevel is what a read looks at.
type ReadLevel = rest.ReadLevel

// The read levels. The empty one stands for the first.
const (
	ReadIndexAndWAL        ReadLevel = "index_and_wal"         // the index, and all writes that are not in it yet
	ReadIndexOnly          ReadLevel = "index_only"            // the index alone: faster, perhaps stale
	ReadIndexAndBoundedWAL ReadLevel = "index_and_bounded_wal" // the index and a bounded number of later writes
)

// SearchResult has one list per search in each column. A column that nothing selected needs is nil for that search.
type SearchResult struct {
	IDs        [][]string // best score first
	Documents  [][]*string
	Embeddings [][][]float32
	Metadatas  [][]Metadata
	Scores     [][]float32 // NaN where the server has no number
	Select     [][]string  // the selected keys, sorted
}

// Search runs searches with rank expressions, grouping and selection, each by itself.
func (c *Collection) Search(ctx context.Context, searches ...Search) (*SearchResult, error) {
	return c.SearchAt(ctx, "", searches...)
}

// SearchAt is [Collection.Search] with a word on how fresh the answer must be.
func (c *Collection) SearchAt(ctx context.Context, level ReadLevel, searches ...Search) (*SearchResult, error) {
	embed := c.searchEmbedder(ctx)
	payloads := make([]rest.SearchPayload, len(searches))
	for i, search := range searches {
		payload, err := search.json(embed)
		if err != nil {
			return nil, err
		}
		payloads[i] = payload
	}
	if level == "" {
		level = ReadIndexAndWAL
	}
	tenant, database, id := c.place()
	found, err := c.core.api.CollectionSearch(ctx, tenant, database, id, rest.SearchRequestPayload{
		Searches: payloads, ReadLevel: &level,
	})
	if err != nil {
		return nil, c.core.explain(err)
	}
	if found.IDs == nil {
		return nil, c.core.unlike("collection_search", "it has no ids")
	}
	result := &SearchResult{
		IDs: found.IDs, Documents: found.Documents, Embeddings: plainVectors(found.Embeddings), Metadatas: found.Metadatas,
		Scores: plainNumbers(found.Scores), Select: found.Select,
	}
	err = c.core.checkAligned("collection_search", alignedGroups("embeddings", result.Embeddings, found.IDs),
		alignedGroups("documents", result.Documents, found.IDs), alignedGroups("metadatas", result.Metadatas, found.IDs),
		alignedGroups("scores", result.Scores, found.IDs), aligned("searches", searches, len(found.IDs)))
	if err != nil {
		return nil, err
	}
	return result, nil
}

func plainVectors(columns []value.Vectors) [][][]float32 {
	if columns == nil {
		return nil
	}
	plain := make([][][]float32, len(columns))
	for i, column := range columns {
		plain[i] = column
	}
	return plain
}

func plainNumbers(columns []value.Numbers) [][]float32 {
	if columns == nil {
		return nil
	}
	plain := make([][]float32, len(columns))
	for i, column := range columns {
		plain[i] = column
	}
	return plain
}
