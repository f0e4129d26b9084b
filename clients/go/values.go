package chroma

import "github.com/polychrome/chroma-go/value"

// The values of records; package value says more.
type (
	// Metadata is what is known about a record or a collection, by key.
	Metadata = value.Metadata
	// SparseVector is a vector given by its places that are not zero.
	SparseVector = value.SparseVector
)

// Strings makes a column of texts without gaps. A nil in a column stands for a record without a text.
func Strings(texts ...string) []*string {
	column := make([]*string, len(texts))
	for i := range texts {
		column[i] = &texts[i]
	}
	return column
}
