package chroma

import (
	"fmt"
	"math"
)

// Record is one record of an answer. What was not asked for is nil.
type Record struct {
	ID        string
	Document  *string
	Embedding []float32
	Metadata  Metadata
	URI       *string
}

// Neighbour is a record and how far it is from a query; NaN when distances were not asked for.
type Neighbour struct {
	Record
	Distance float32
}

// Hit is a record and its score; NaN when scores were not asked for.
type Hit struct {
	Record
	Score float32
}

// Records returns the answer record by record.
func (r *GetResult) Records() []Record {
	records := make([]Record, len(r.IDs))
	for i, id := range r.IDs {
		records[i] = Record{
			ID: id, Document: at(r.Documents, i), Embedding: at(r.Embeddings, i), Metadata: at(r.Metadatas, i), URI: at(r.URIs, i),
		}
	}
	return records
}

// Neighbours returns what was found for one of the queries, the nearest first. It panics for a query that was not asked.
func (r *QueryResult) Neighbours(query int) []Neighbour {
	neighbours := make([]Neighbour, len(r.IDs[query]))
	for i, id := range r.IDs[query] {
		neighbours[i] = Neighbour{
			Record: Record{
				ID: id, Document: at(at(r.Documents, query), i), Embedding: at(at(r.Embeddings, query), i),
				Metadata: at(at(r.Metadatas, query), i), URI: at(at(r.URIs, query), i),
			},
			Distance: orNaN(at(r.Distances, query), i),
		}
	}
	return neighbours
}

// Hits returns what one of the searches found, the best first. It panics for a search that was not asked.
func (r *SearchResult) Hits(search int) []Hit {
	hits := make([]Hit, len(r.IDs[search]))
	for i, id := range r.IDs[search] {
		hits[i] = Hit{
			Record: Record{
				ID: id, Document: at(at(r.Documents, search), i), Embedding: at(at(r.Embeddings, search), i),
				Metadata: at(at(r.Metadatas, search), i),
			},
			Score: orNaN(at(r.Scores, search), i),
		}
	}
	return hits
}

// at is an item of a column; its zero when there is no column.
func at[T any](column []T, i int) T {
	if column == nil {
		var none T
		return none
	}
	return column[i]
}

func orNaN(column []float32, i int) float32 {
	if column == nil {
		return float32(math.NaN())
	}
	return column[i]
}

// aligned tells what is wrong with a column of an answer that has another length than the ids, or "".
func aligned[T any](name string, column []T, length int) string {
	if column == nil || len(column) == length {
		return ""
	}
	return fmt.Sprintf("there are %d ids and %d %s", length, len(column), name)
}

// alignedGroups is [aligned] for an answer with a list of ids for each query. A group may be nil: not asked for.
func alignedGroups[T any](name string, groups [][]T, ids [][]string) string {
	if wrong := aligned(name, groups, len(ids)); wrong != "" || groups == nil {
		return wrong
	}
	for i, group := range groups {
		if wrong := aligned(name, group, len(ids[i])); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (c *core) checkAligned(operation string, findings ...string) error {
	for _, wrong := range findings {
		if wrong != "" {
			return c.unlike(operation, wrong)
		}
	}
	return nil
}
