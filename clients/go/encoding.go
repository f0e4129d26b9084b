package chroma

import (
	"fmt"

	"github.com/polychrome/chroma-go/value"
)

// encode is JSON whose values are the caller's.
func encode(content map[string]any) ([]byte, error) {
	body, err := value.AppendJSON(nil, content)
	if err != nil {
		return nil, invalidBecause(err, "the request cannot be written as JSON")
	}
	return body, nil
}

// appendColumn appends a list; a column that is not given is null.
func appendColumn[T any](dst []byte, column []T, one func([]byte, T) ([]byte, error)) ([]byte, error) {
	if column == nil {
		return append(dst, "null"...), nil
	}
	dst = append(dst, '[')
	for i, item := range column {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = one(dst, item); err != nil {
			return dst, fmt.Errorf("at index %d: %w", i, err)
		}
	}
	return append(dst, ']'), nil
}

func appendText(dst []byte, text *string) ([]byte, error) {
	if text == nil {
		return append(dst, "null"...), nil
	}
	return value.AppendString(dst, *text)
}

func appendMetadata(dst []byte, metadata Metadata) ([]byte, error) {
	return value.AppendJSON(dst, metadata)
}

func appendVectors(dst []byte, vectors [][]float32, base64 bool) ([]byte, error) {
	return appendColumn(dst, vectors, func(dst []byte, vector []float32) ([]byte, error) {
		if vector == nil || !base64 {
			return value.AppendVector(dst, vector)
		}
		return value.AppendBase64(dst, vector), nil
	})
}
