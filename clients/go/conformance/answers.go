package main

import (
	"math"

	chroma "github.com/polychrome/chroma-go"
	"github.com/polychrome/chroma-go/value"
)

func encoded(given any) []byte {
	content, err := value.AppendJSON(nil, given)
	if err != nil {
		panic(err) // it has come as JSON
	}
	return content
}

func mapped[T any](items []T, one func(T) any) []any {
	plain := make([]any, len(items))
	for i, item := range items {
		plain[i] = one(item)
	}
	return plain
}

func nullable[T any](items []T, one func(T) any) any {
	if items == nil {
		return nil
	}
	return mapped(items, one)
}

// plainRows are rows of floats that stay floats in JSON; NaN becomes null.
func plainRows(rows [][]float32) any {
	return nullable(rows, func(row []float32) any {
		return nullable(row, func(number float32) any {
			if math.IsNaN(float64(number)) {
				return nil
			}
			return float64(number)
		})
	})
}

func plainTenant(tenant chroma.Tenant) any {
	var resource any
	if tenant.ResourceName != "" {
		resource = tenant.ResourceName
	}
	return map[string]any{"name": tenant.Name, "resource_name": resource}
}

func plainDatabase(database chroma.Database) any {
	return map[string]any{"id": database.ID, "name": database.Name, "tenant": database.Tenant}
}
