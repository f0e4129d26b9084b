package main

import (
	"context"

	chroma "github.com/polychrome/chroma-go"
)

func search(ctx context.Context, c *chroma.Collection, a *arguments) (any, error) {
	searches := column(a, "searches", func(held any) (chroma.Search, bool) {
		given, fits := held.(map[string]any)
		if !fits {
			return chroma.Search{}, false
		}
		return searchFrom(a, given), true
	})
	level := chroma.ReadLevel(a.text("read_level"))
	if a.err != nil {
		return nil, a.err
	}
	found, err := c.SearchAt(ctx, level, searches...)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"ids":        found.IDs,
		"documents":  found.Documents,
		"embeddings": mapped(found.Embeddings, plainRows),
		"metadatas":  found.Metadatas,
		"scores":     plainRows(found.Scores),
		"select":     found.Select,
	}, nil
}

func searchFrom(whole *arguments, given map[string]any) chroma.Search {
	a := &arguments{given: given}
	search := chroma.Search{}
	if filter := a.object("filter"); len(filter) > 0 {
		search.Where = chroma.WhereMap(filter)
	}
	if rank := a.object("rank"); rank != nil {
		search.Rank = rankFrom(a, rank)
	}
	if group := a.object("group_by"); len(group) > 0 {
		search.GroupBy = groupFrom(&arguments{given: group}, whole)
	}
	if given := a.object("limit"); given != nil {
		limit := &arguments{given: given}
		search.Limit, search.Offset = limit.number("limit"), limit.numberOr("offset", 0)
		whole.adopt(limit)
	}
	if given := a.object("select"); given != nil {
		keys := &arguments{given: given}
		search.Select = keys.keys("keys")
		whole.adopt(keys)
	}
	whole.adopt(a)
	return search
}

func (a *arguments) adopt(part *arguments) {
	if a.err == nil {
		a.err = part.err
	}
}

func (a *arguments) keys(name string) []chroma.Key {
	return column(a, name, func(held any) (chroma.Key, bool) {
		text, fits := held.(string)
		return chroma.Key(text), fits
	})
}

func groupFrom(a, whole *arguments) *chroma.GroupBy {
	group := &chroma.GroupBy{Keys: a.keys("keys")}
	for operator, held := range a.object("aggregate") {
		object, _ := held.(map[string]any)
		kept := &arguments{given: object}
		keys, k := kept.keys("keys"), kept.numberOr("k", 0)
		switch operator {
		case "$min_k":
			group.Aggregate = chroma.MinK{Keys: keys, K: k}
		case "$max_k":
			group.Aggregate = chroma.MaxK{Keys: keys, K: k}
		default:
			kept.misfit("aggregate", operator)
		}
		whole.adopt(kept)
	}
	whole.adopt(a)
	return group
}

// rankFrom is the expression that a user would write for the JSON.
func rankFrom(a *arguments, given map[string]any) chroma.Rank {
	if len(given) != 1 {
		a.misfit("rank", given)
		return nil
	}
	for operator, operand := range given {
		switch operator {
		case "$val":
			switch number := operand.(type) {
			case int64:
				return chroma.Val(number)
			case float64:
				return chroma.Val(number)
			}
		case "$knn":
			if object, fits := operand.(map[string]any); fits {
				return knnFrom(a, object)
			}
		case "$sum", "$mul", "$max", "$min":
			if list, fits := operand.([]any); fits {
				return manyFrom(a, operator, list)
			}
		case "$sub", "$div":
			if object, fits := operand.(map[string]any); fits {
				left, right := partFrom(a, object["left"]), partFrom(a, object["right"])
				if operator == "$sub" {
					return chroma.Sub(left, right)
				}
				return chroma.Div(left, right)
			}
		case "$abs":
			return chroma.Abs(partFrom(a, operand))
		case "$exp":
			return chroma.Exp(partFrom(a, operand))
		case "$log":
			return chroma.Log(partFrom(a, operand))
		}
	}
	a.misfit("rank", given)
	return nil
}

func partFrom(a *arguments, held any) chroma.Rank {
	if object, fits := held.(map[string]any); fits {
		return rankFrom(a, object)
	}
	a.misfit("rank", held)
	return nil
}

func manyFrom(a *arguments, operator string, list []any) chroma.Rank {
	parts := make([]chroma.Rank, len(list))
	for i, held := range list {
		parts[i] = partFrom(a, held)
	}
	switch operator {
	case "$sum":
		return chroma.Sum(parts...)
	case "$mul":
		return chroma.Mul(parts...)
	case "$max":
		return chroma.Max(parts...)
	}
	return chroma.Min(parts...)
}

func knnFrom(whole *arguments, given map[string]any) chroma.Rank {
	a := &arguments{given: given}
	knn := chroma.Knn{Key: chroma.Key(a.text("key")), Limit: a.numberOr("limit", 0), ReturnRank: a.flag("return_rank")}
	switch query := given["query"].(type) {
	case string:
		knn.Text = query
	case []any:
		numbers, fits := vector(query)
		if !fits {
			a.misfit("query", query)
		}
		knn.Vector = numbers
	case map[string]any:
		sparse := &chroma.SparseVector{}
		if err := sparse.UnmarshalJSON(encoded(query)); err != nil {
			a.misfit("query", err)
		}
		knn.Sparse = sparse
	default:
		a.misfit("query", query)
	}
	switch number := given["default"].(type) {
	case nil:
	case int64:
		knn.Default = chroma.Ptr(float64(number))
	case float64:
		knn.Default = chroma.Ptr(number)
	default:
		a.misfit("default", number)
	}
	whole.adopt(a)
	return knn
}
