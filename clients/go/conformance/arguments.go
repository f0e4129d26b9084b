package main

import (
	"fmt"
	"math"
	"regexp"

	chroma "github.com/polychrome/chroma-go"
)

// misfitError is a value that the types of the client cannot express, so that no user could make the call.
type misfitError struct{ message string }

func (e *misfitError) Error() string { return e.message }

// arguments are those of a call, by their names on the wire. The first that does not fit is remembered.
type arguments struct {
	given map[string]any
	err   error
}

func (a *arguments) misfit(name string, got any) {
	if a.err == nil {
		a.err = &misfitError{fmt.Sprintf("%s: the client has no such value: %v", name, got)}
	}
}

func (a *arguments) text(name string) string {
	switch held := a.given[name].(type) {
	case nil:
	case string:
		return held
	default:
		a.misfit(name, held)
	}
	return ""
}

// or is a text, and another one where there is none.
func (a *arguments) or(name, otherwise string) string {
	if a.given[name] == nil {
		return otherwise
	}
	return a.text(name)
}

func (a *arguments) flag(name string) bool {
	switch held := a.given[name].(type) {
	case nil:
	case bool:
		return held
	default:
		a.misfit(name, held)
	}
	return false
}

func (a *arguments) number(name string) *int {
	switch held := a.given[name].(type) {
	case nil:
	case int64:
		number := int(held)
		return &number
	default:
		a.misfit(name, held)
	}
	return nil
}

func (a *arguments) numberOr(name string, otherwise int) int {
	if number := a.number(name); number != nil {
		return *number
	}
	return otherwise
}

func (a *arguments) list(name string) []any {
	switch held := a.given[name].(type) {
	case nil:
	case []any:
		return held
	default:
		a.misfit(name, held)
	}
	return nil
}

// column is a list in which every item is made by one; nil where there is none.
func column[T any](a *arguments, name string, one func(any) (T, bool)) []T {
	list := a.list(name)
	if list == nil {
		return nil
	}
	items := make([]T, len(list))
	for i, held := range list {
		item, fits := one(held)
		if !fits {
			a.misfit(name, held)
			return nil
		}
		items[i] = item
	}
	return items
}

func (a *arguments) texts(name string) []string {
	return column(a, name, func(held any) (string, bool) {
		text, fits := held.(string)
		return text, fits
	})
}

func (a *arguments) nullableTexts(name string) []*string {
	return column(a, name, func(held any) (*string, bool) {
		text, fits := held.(string)
		if fits {
			return &text, true
		}
		return nil, held == nil
	})
}

func (a *arguments) includes() []chroma.Include {
	return column(a, "include", func(held any) (chroma.Include, bool) {
		text, fits := held.(string)
		return chroma.Include(text), fits
	})
}

func (a *arguments) vectors(name string) [][]float32 {
	return column(a, name, func(held any) ([]float32, bool) {
		if held == nil {
			return nil, true
		}
		return vector(held)
	})
}

func vector(held any) ([]float32, bool) {
	list, fits := held.([]any)
	if !fits {
		return nil, false
	}
	numbers := make([]float32, len(list))
	for i, item := range list {
		switch item := item.(type) {
		case int64:
			numbers[i] = float32(item)
		case float64:
			numbers[i] = float32(item)
		case string:
			special, known := specialFloats[item]
			if !known {
				return nil, false
			}
			numbers[i] = special
		default:
			return nil, false
		}
	}
	return numbers, true
}

// specialFloats are the numbers that JSON does not have and vectors write all the same, as quoteFloats marks them.
var specialFloats = map[string]float32{
	"\x00NaN": float32(math.NaN()), "\x00Infinity": float32(math.Inf(1)), "\x00-Infinity": float32(math.Inf(-1)),
}

var barewords = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b`)

// quoteFloats makes marked texts of the numbers that JSON does not have.
func quoteFloats(line []byte) []byte {
	return barewords.ReplaceAllFunc(line, func(found []byte) []byte {
		if found[0] == '"' {
			return found
		}
		return []byte(`"\u0000` + string(found) + `"`)
	})
}

func (a *arguments) object(name string) map[string]any {
	switch held := a.given[name].(type) {
	case nil:
	case map[string]any:
		return held
	default:
		a.misfit(name, held)
	}
	return nil
}

func (a *arguments) metadata(name string) chroma.Metadata { return a.object(name) }

func (a *arguments) metadatas() []chroma.Metadata {
	return column(a, "metadatas", func(held any) (chroma.Metadata, bool) {
		object, fits := held.(map[string]any)
		return object, fits || held == nil
	})
}

func (a *arguments) where() chroma.Where { return chroma.WhereMap(a.object("where")) }

func (a *arguments) whereDocument() chroma.WhereDocument {
	return chroma.WhereDocumentMap(a.object("where_document"))
}

func (a *arguments) records() chroma.Records {
	return chroma.Records{
		IDs: a.texts("ids"), Embeddings: a.vectors("embeddings"), Documents: a.nullableTexts("documents"),
		Metadatas: a.metadatas(), URIs: a.nullableTexts("uris"),
	}
}

func (a *arguments) page() chroma.Page {
	return chroma.Page{Limit: a.number("limit"), Offset: a.numberOr("offset", 0)}
}
