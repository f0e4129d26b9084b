package chroma

import (
	"context"
	"fmt"

	"github.com/polychrome/chroma-go/value"
)

// Rank is how records are scored; lower scores come first, as with distances. [Knn], [Val] and [Rrf] are ranks, and
// [Sum], [Sub], [Mul], [Div], [Neg], [Abs], [Exp], [Log], [Max] and [Min] make further ones of them.
type Rank interface {
	// tree is the expression as JSON values, with embed making the vector of a text.
	tree(embed textEmbedder) (map[string]any, error)
}

// textEmbedder makes the vector that a text stands for, when it is compared with a key.
type textEmbedder func(text string, key Key) (any, error)

// Knn is the distance to a query, for its nearest records. Give one of Text, Vector and Sparse.
type Knn struct {
	// Text is embedded by the function of the collection, or of the key.
	Text   string
	Vector []float32
	Sparse *SparseVector
	// Key is what is compared: a metadata key with a sparse index, or the embedding, which "" stands for.
	Key Key
	// Limit is how many records get a score; 0 is 16.
	Limit int
	// Default is the score of the others. Without it they drop out.
	Default *float64
	// ReturnRank scores by place (0, 1, 2, ...) instead of by distance.
	ReturnRank bool
}

const defaultKnnLimit = 16

func (k Knn) tree(embed textEmbedder) (map[string]any, error) {
	key := k.Key
	if key == "" {
		key = KeyEmbedding
	}
	query, err := k.query(embed, key)
	if err != nil {
		return nil, err
	}
	limit := k.Limit
	if limit == 0 {
		limit = defaultKnnLimit
	}
	if limit < 0 {
		return nil, invalid("the limit of a Knn is positive, not %d", limit)
	}
	knn := map[string]any{"query": query, "key": string(key), "limit": limit}
	if k.Default != nil {
		knn["default"] = *k.Default
	}
	if k.ReturnRank {
		knn["return_rank"] = true
	}
	return map[string]any{"$knn": knn}, nil
}

func (k Knn) query(embed textEmbedder, key Key) (any, error) {
	switch {
	case k.Text != "" && k.Vector == nil && k.Sparse == nil:
		if embed == nil {
			return k.Text, nil
		}
		return embed(k.Text, key)
	case k.Vector != nil && k.Text == "" && k.Sparse == nil:
		return k.Vector, nil
	case k.Sparse != nil && k.Text == "" && k.Vector == nil:
		return *k.Sparse, nil
	}
	return nil, invalid("a Knn has one query: Text, Vector or Sparse")
}

// MarshalJSON writes the expression as it travels. A text, which only a collection can embed, stands there as it is.
func (k Knn) MarshalJSON() ([]byte, error) { return marshalRank(k) }

// Val is the same number for every record.
type Val float64

func (v Val) tree(textEmbedder) (map[string]any, error) {
	return map[string]any{"$val": float64(v)}, nil
}

// MarshalJSON writes the expression as it travels.
func (v Val) MarshalJSON() ([]byte, error) { return marshalRank(v) }

// Rrf fuses ranks: minus the sum of weight / (K + rank), so that lower stays better.
type Rrf struct {
	// Ranks is what is fused; each usually a [Knn] with ReturnRank.
	Ranks []Rank
	// K makes the first places count less the larger it is; 0 is 60.
	K int
	// Weights are one for each rank; 1 each when there are none.
	Weights []float64
	// Normalize scales the weights to a sum of 1.
	Normalize bool
}

const defaultRrfK = 60

func (r Rrf) tree(embed textEmbedder) (map[string]any, error) {
	k := r.K
	if k == 0 {
		k = defaultRrfK
	}
	weights := r.Weights
	if weights == nil {
		weights = make([]float64, len(r.Ranks))
		for i := range weights {
			weights[i] = 1
		}
	}
	switch {
	case len(r.Ranks) == 0:
		return nil, invalid("an Rrf needs at least one rank")
	case k < 0:
		return nil, invalid("the K of an Rrf is positive, not %d", k)
	case len(weights) != len(r.Ranks):
		return nil, invalid("an Rrf has %d weights for %d ranks", len(weights), len(r.Ranks))
	}
	total := 0.0
	for _, weight := range weights {
		if !(weight >= 0) {
			return nil, invalid("the weights of an Rrf are not negative")
		}
		total += weight
	}
	if r.Normalize && total == 0 {
		return nil, invalid("the sum of the weights of an Rrf that normalizes is positive")
	}
	parts := make([]Rank, len(r.Ranks))
	for i, rank := range r.Ranks {
		weight := weights[i]
		if r.Normalize {
			weight /= total
		}
		parts[i] = Div(Val(weight), Sum(Val(k), rank))
	}
	fused := parts[0]
	if len(parts) > 1 {
		fused = Sum(parts...)
	}
	return Neg(fused).tree(embed)
}

// MarshalJSON writes the expression out, as the API has no operator of its own for it.
func (r Rrf) MarshalJSON() ([]byte, error) { return marshalRank(r) }

// expression is an operator and its operands.
type expression struct {
	operator string
	parts    []Rank
}

// Sum adds ranks. Parts that are sums themselves are taken apart.
func Sum(parts ...Rank) Rank { return flat("$sum", parts) }

// Mul multiplies ranks. Parts that are products themselves are taken apart.
func Mul(parts ...Rank) Rank { return flat("$mul", parts) }

// Max is the greatest of the ranks. Parts that are such themselves are taken apart.
func Max(parts ...Rank) Rank { return flat("$max", parts) }

// Min is the least of the ranks. Parts that are such themselves are taken apart.
func Min(parts ...Rank) Rank { return flat("$min", parts) }

// Sub is the left rank less the right one.
func Sub(left, right Rank) Rank { return expression{"$sub", []Rank{left, right}} }

// Div is the left rank divided by the right one.
func Div(left, right Rank) Rank { return expression{"$div", []Rank{left, right}} }

// Neg is -1 times the rank.
func Neg(rank Rank) Rank { return expression{"$mul", []Rank{Val(-1), rank}} }

// Abs is the absolute value of the rank.
func Abs(rank Rank) Rank { return expression{"$abs", []Rank{rank}} }

// Exp is e to the power of the rank.
func Exp(rank Rank) Rank { return expression{"$exp", []Rank{rank}} }

// Log is the natural logarithm of the rank.
func Log(rank Rank) Rank { return expression{"$log", []Rank{rank}} }

func flat(operator string, parts []Rank) Rank {
	joined := expression{operator: operator}
	for _, part := range parts {
		if same, isSame := part.(expression); isSame && same.operator == operator {
			joined.parts = append(joined.parts, same.parts...)
		} else {
			joined.parts = append(joined.parts, part)
		}
	}
	return joined
}

func (e expression) tree(embed textEmbedder) (map[string]any, error) {
	parts := make([]any, len(e.parts))
	for i, part := range e.parts {
		if part == nil {
			return nil, invalid("a part of %s is nil", e.operator)
		}
		written, err := part.tree(embed)
		if err != nil {
			return nil, err
		}
		parts[i] = written
	}
	switch e.operator {
	case "$sub", "$div":
		return map[string]any{e.operator: map[string]any{"left": parts[0], "right": parts[1]}}, nil
	case "$abs", "$exp", "$log":
		return map[string]any{e.operator: parts[0]}, nil
	}
	return map[string]any{e.operator: parts}, nil
}

// MarshalJSON writes the expression as it travels.
func (e expression) MarshalJSON() ([]byte, error) { return marshalRank(e) }

// RankMap is the expression that the map is, in the words of the wire. The server checks it.
func RankMap(rank map[string]any) Rank { return rawRank{rank} }

type rawRank struct{ content map[string]any }

func (r rawRank) tree(textEmbedder) (map[string]any, error) { return r.content, nil }

func (r rawRank) MarshalJSON() ([]byte, error) { return marshalRank(r) }

func marshalRank(rank Rank) ([]byte, error) {
	written, err := rank.tree(nil)
	if err != nil {
		return nil, err
	}
	return value.AppendJSON(nil, written)
}

// searchEmbedder embeds texts with the functions of a collection.
func (c *Collection) searchEmbedder(ctx context.Context) textEmbedder {
	return func(text string, key Key) (any, error) {
		if key == KeyEmbedding {
			vectors, err := c.embed(ctx, []string{text}, true)
			if err != nil {
				return nil, err
			}
			return vectors[0], nil
		}
		function, err := c.sparseFunction(key)
		if err != nil {
			return nil, err
		}
		if function == nil {
			return nil, noFunction("the text of a Knn on %q cannot be embedded: the schema has no embedding function for that key", key)
		}
		vectors, err := embedSparse(ctx, function, []string{text}, true)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		return vectors[0], nil
	}
}
