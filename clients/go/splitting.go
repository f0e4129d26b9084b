package chroma

import (
	"iter"
	"reflect"

	"github.com/polychrome/chroma-go/value"
)

const (
	// payloadBudget is how many bytes a body may have by our estimate; servers refuse bodies beyond 40 MiB.
	payloadBudget = 32 << 20
	// Bytes of a float: as base64, a third more than its four; in JSON, with the comma.
	base64Float  = 6
	jsonFloat    = 16
	recordCost   = 64
	scalarLength = 24
)

// split gives consecutive parts, none with more records than the server wants nor, unless one record alone is larger,
// more bytes of body than the budget.
func (r Records) split(limits Limits) iter.Seq[Records] {
	perFloat := jsonFloat
	if limits.Base64 {
		perFloat = base64Float
	}
	return func(yield func(Records) bool) {
		start, cost := 0, 0
		for i := range r.IDs {
			own := r.cost(i, perFloat)
			if i > start && (i-start >= limits.MaxBatchSize || cost+own > payloadBudget) {
				if !yield(r.slice(start, i)) {
					return
				}
				start, cost = i, 0
			}
			cost += own
		}
		yield(r.slice(start, len(r.IDs)))
	}
}

func (r Records) slice(start, end int) Records {
	part := Records{IDs: r.IDs[start:end]}
	if r.Embeddings != nil {
		part.Embeddings = r.Embeddings[start:end]
	}
	if r.Documents != nil {
		part.Documents = r.Documents[start:end]
	}
	if r.Metadatas != nil {
		part.Metadatas = r.Metadatas[start:end]
	}
	if r.URIs != nil {
		part.URIs = r.URIs[start:end]
	}
	return part
}

// cost is an estimate of a record's bytes that errs upwards.
func (r Records) cost(i, perFloat int) int {
	cost := recordCost + textCost(r.IDs[i])
	if r.Embeddings != nil {
		cost += perFloat * len(r.Embeddings[i])
	}
	if r.Documents != nil && r.Documents[i] != nil {
		cost += textCost(*r.Documents[i])
	}
	if r.URIs != nil && r.URIs[i] != nil {
		cost += textCost(*r.URIs[i])
	}
	if r.Metadatas != nil {
		for key, value := range r.Metadatas[i] {
			cost += textCost(key) + valueCost(value)
		}
	}
	return cost
}

// textCost allows for escapes of two bytes.
func textCost(text string) int { return 2*len(text) + 4 }

func valueCost(item any) int {
	switch item := item.(type) {
	case string:
		return textCost(item)
	case []string:
		cost := 2
		for _, text := range item {
			cost += textCost(text)
		}
		return cost
	case SparseVector:
		cost := recordCost + scalarLength*2*len(item.Indices)
		for _, token := range item.Tokens {
			cost += textCost(token)
		}
		return cost
	}
	if list := reflect.ValueOf(item); list.Kind() == reflect.Slice {
		return scalarLength * (list.Len() + 1)
	}
	return scalarLength
}

// body is the records as a request's body. Columns that are not given are null, as servers have always been sent them.
func (r Records) body(base64 bool) ([]byte, error) {
	size := recordCost * 2
	for i := range r.IDs {
		size += r.cost(i, base64Float)
	}
	dst := append(make([]byte, 0, size), `{"ids":`...)
	var err error
	if dst, err = appendColumn(dst, r.IDs, value.AppendString); err != nil {
		return nil, invalidBecause(err, "ids")
	}
	dst = append(dst, `,"embeddings":`...)
	if dst, err = appendVectors(dst, r.Embeddings, base64); err != nil {
		return nil, invalidBecause(err, "embeddings")
	}
	dst = append(dst, `,"documents":`...)
	if dst, err = appendColumn(dst, r.Documents, appendText); err != nil {
		return nil, invalidBecause(err, "documents")
	}
	dst = append(dst, `,"metadatas":`...)
	if dst, err = appendColumn(dst, r.Metadatas, appendMetadata); err != nil {
		return nil, invalidBecause(err, "metadatas")
	}
	dst = append(dst, `,"uris":`...)
	if dst, err = appendColumn(dst, r.URIs, appendText); err != nil {
		return nil, invalidBecause(err, "URIs")
	}
	return append(dst, '}'), nil
}
