package value

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

const sparseType = "sparse_vector"

// SparseVector is a vector given by its places that are not zero.
type SparseVector struct {
	Indices []uint32  // the places, strictly ascending
	Values  []float32 // the number at each place
	Tokens  []string  // the term that each place stands for; nil when none is told
}

// Validate returns an error that says what is wrong with the vector, or nil.
func (v SparseVector) Validate() error {
	if len(v.Indices) != len(v.Values) {
		return fmt.Errorf("a sparse vector has %d indices and %d values; there must be as many", len(v.Indices), len(v.Values))
	}
	if v.Tokens != nil && len(v.Tokens) != len(v.Indices) {
		return fmt.Errorf("a sparse vector has %d tokens and %d indices; there must be as many", len(v.Tokens), len(v.Indices))
	}
	for i := 1; i < len(v.Indices); i++ {
		if v.Indices[i] <= v.Indices[i-1] {
			return fmt.Errorf("the indices of a sparse vector must ascend strictly, but number %d is %d after %d",
				i, v.Indices[i], v.Indices[i-1])
		}
	}
	for i, number := range v.Values {
		if math.IsNaN(float64(number)) || math.IsInf(float64(number), 0) {
			return fmt.Errorf("value %d of a sparse vector is %v", i, number)
		}
	}
	return nil
}

// MarshalJSON writes the vector with its type tag. It fails where [SparseVector.Validate] does.
func (v SparseVector) MarshalJSON() ([]byte, error) {
	if err := v.Validate(); err != nil {
		return nil, err
	}
	dst := append([]byte(nil), `{"#type":"sparse_vector","indices":[`...)
	for i, index := range v.Indices {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendUint(dst, uint64(index), 10)
	}
	dst = append(dst, `],"values":[`...)
	for i, number := range v.Values {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = appendFloat(dst, float64(number), 32); err != nil {
			return nil, err
		}
	}
	dst = append(dst, ']')
	if v.Tokens != nil {
		dst = append(dst, `,"tokens":`...)
		var err error
		if dst, err = AppendJSON(dst, v.Tokens); err != nil {
			return nil, err
		}
	}
	return append(dst, '}'), nil
}

// UnmarshalJSON reads a vector; its type tag may be missing.
func (v *SparseVector) UnmarshalJSON(content []byte) error {
	var read struct {
		Type    *string   `json:"#type"`
		Indices []uint32  `json:"indices"`
		Values  []float32 `json:"values"`
		Tokens  []string  `json:"tokens"`
	}
	if err := json.Unmarshal(content, &read); err != nil {
		return err
	}
	if read.Type != nil && *read.Type != sparseType {
		return fmt.Errorf("the type of a sparse vector is %q, not %q", sparseType, *read.Type)
	}
	*v = SparseVector{Indices: read.Indices, Values: read.Values, Tokens: read.Tokens}
	return v.Validate()
}

// sparseFromObject is the sparse vector that an object within metadata stands for; the object itself, if it is none.
func sparseFromObject(object map[string]any) (any, error) {
	if object["#type"] != sparseType {
		return object, nil
	}
	content, err := AppendJSON(nil, object)
	if err != nil {
		return nil, err
	}
	var vector SparseVector
	if err := vector.UnmarshalJSON(content); err != nil {
		return nil, err
	}
	return vector, nil
}
