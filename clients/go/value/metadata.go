package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Metadata is what is known about a record or a collection, by key.
//
// Values are string, bool, int64 (any Go integer when sending), float64 (or float32), [SparseVector], or lists of one
// type: []string, []bool, []int64, []float64. Read back, they have exactly these types: 1 is an int64 and 1.0 a
// float64. In an update nil deletes the key.
type Metadata map[string]any

// MarshalJSON writes floats as floats, also those without a fraction.
func (m Metadata) MarshalJSON() ([]byte, error) { return appendObject(nil, m) }

// UnmarshalJSON reads integers as int64 and other numbers as float64. Integers beyond 64 bits become float64.
func (m *Metadata) UnmarshalJSON(content []byte) error {
	decoded, err := Decode(content)
	if err != nil {
		return err
	}
	switch object := decoded.(type) {
	case nil:
		*m = nil
		return nil
	case map[string]any:
		for key, item := range object {
			typed, err := typedValue(item)
			if err != nil {
				return fmt.Errorf("metadata %q: %w", key, err)
			}
			object[key] = typed
		}
		*m = object
		return nil
	}
	return fmt.Errorf("metadata is a JSON object, not %.40s", content)
}

// Decode reads any JSON into nil, bool, string, int64, float64, []any and map[string]any.
func Decode(content []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("text after the JSON value")
	}
	return withNumbers(decoded)
}

// withNumbers replaces the numbers in decoded JSON, in place where it can.
func withNumbers(item any) (any, error) {
	var err error
	switch item := item.(type) {
	case json.Number:
		return number(item.String())
	case []any:
		for i := range item {
			if item[i], err = withNumbers(item[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for key := range item {
			if item[key], err = withNumbers(item[key]); err != nil {
				return nil, err
			}
		}
	}
	return item, nil
}

func number(text string) (any, error) {
	if !strings.ContainsAny(text, ".eE") {
		if integer, err := strconv.ParseInt(text, 10, 64); err == nil {
			return integer, nil
		}
	}
	float, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(float, 0) {
		return nil, err
	}
	return float, nil
}

// typedValue is a value of metadata in the types that Metadata promises.
func typedValue(item any) (any, error) {
	switch item := item.(type) {
	case []any:
		return typedList(item), nil
	case map[string]any:
		return sparseFromObject(item)
	}
	return item, nil
}

// typedList is a list with the type of its items; as it is, where they have several.
func typedList(items []any) any {
	if len(items) == 0 {
		return items
	}
	switch items[0].(type) {
	case string:
		return listOf[string](items)
	case bool:
		return listOf[bool](items)
	case int64:
		return listOf[int64](items)
	case float64:
		return listOf[float64](items)
	}
	return items
}

func listOf[T any](items []any) any {
	list := make([]T, len(items))
	for i, item := range items {
		typed, fits := item.(T)
		if !fits {
			return items
		}
		list[i] = typed
	}
	return list
}
