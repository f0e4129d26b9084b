package chroma

import "github.com/polychrome/chroma-go/value"

// Where is a filter on metadata: K("year").Gte(2020), or several joined with [And] and [Or]. The zero Where lets
// every record pass.
type Where struct {
	content map[string]any
	mapped  bool    // whether the content is a caller's, and unchecked
	joined  string  // "$and" or "$or"
	parts   []Where // what is joined
}

// WhereMap is the filter that the map is, such as {"year": {"$gte": 2020}}. What cannot be one is [ErrInvalidArgument]
// when it is used.
func WhereMap(filter map[string]any) Where {
	return Where{content: filter, mapped: filter != nil}
}

// And holds where every condition does. Conditions that are joined with And themselves are taken apart, zero ones are
// left out; the And of none lets every record pass.
func And(conditions ...Where) Where { return joinWhere("$and", conditions) }

// Or holds where some condition does. Conditions that are joined with Or themselves are taken apart; the Or of none
// lets no record pass.
func Or(conditions ...Where) Where { return joinWhere("$or", conditions) }

func joinWhere(operator string, conditions []Where) Where {
	joined := Where{joined: operator, parts: []Where{}}
	for _, condition := range conditions {
		switch {
		case condition.IsZero() && operator == "$or":
			return Where{} // one of them lets every record pass, so all of them do
		case condition.IsZero():
		case condition.joined == operator:
			joined.parts = append(joined.parts, condition.parts...)
		default:
			joined.parts = append(joined.parts, condition)
		}
	}
	if len(joined.parts) == 1 {
		return joined.parts[0]
	}
	return joined
}

// IsZero tells whether the filter lets every record pass.
func (w Where) IsZero() bool { return w.joined == "" && w.content == nil }

// MarshalJSON writes the filter as it travels; the zero Where as null.
func (w Where) MarshalJSON() ([]byte, error) { return value.AppendJSON(nil, w.tree()) }

func (w Where) tree() any {
	if w.joined == "" {
		return w.content
	}
	parts := make([]any, len(w.parts))
	for i, part := range w.parts {
		parts[i] = part.tree()
	}
	return map[string]any{w.joined: parts}
}

// WhereDocument is a filter on documents: [DocumentContains] and its like, or several joined with [AllDocuments] and
// [AnyDocument]. The zero WhereDocument lets every record pass.
type WhereDocument struct{ where Where }

// DocumentContains holds where the text has the part; upper and lower case differ.
func DocumentContains(part string) WhereDocument { return documentCondition("$contains", part) }

// DocumentNotContains holds where the text does not have the part, and where there is no text.
func DocumentNotContains(part string) WhereDocument { return documentCondition("$not_contains", part) }

// DocumentRegex holds where the text matches the pattern somewhere. The syntax is that of Rust's crate regex.
func DocumentRegex(pattern string) WhereDocument { return documentCondition("$regex", pattern) }

// DocumentNotRegex holds where the text matches the pattern nowhere, and where there is no text.
func DocumentNotRegex(pattern string) WhereDocument { return documentCondition("$not_regex", pattern) }

// AllDocuments holds where every condition does.
func AllDocuments(conditions ...WhereDocument) WhereDocument {
	return joinDocuments("$and", conditions)
}

// AnyDocument holds where some condition does.
func AnyDocument(conditions ...WhereDocument) WhereDocument {
	return joinDocuments("$or", conditions)
}

// WhereDocumentMap is the filter that the map is, such as {"$contains": "pineapple"}. What cannot be one is
// [ErrInvalidArgument] when it is used.
func WhereDocumentMap(filter map[string]any) WhereDocument { return WhereDocument{WhereMap(filter)} }

// IsZero tells whether the filter lets every record pass.
func (w WhereDocument) IsZero() bool { return w.where.IsZero() }

// MarshalJSON writes the filter as it travels; the zero WhereDocument as null.
func (w WhereDocument) MarshalJSON() ([]byte, error) { return w.where.MarshalJSON() }

func documentCondition(operator, operand string) WhereDocument {
	return WhereDocument{Where{content: map[string]any{operator: operand}}}
}

func joinDocuments(operator string, conditions []WhereDocument) WhereDocument {
	plain := make([]Where, len(conditions))
	for i, condition := range conditions {
		plain[i] = condition.where
	}
	return WhereDocument{joinWhere(operator, plain)}
}
