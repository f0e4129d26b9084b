package chroma

// Key is a metadata key, or a part of a record: what filters, ranks and selections refer to.
type Key string

// K is short for [Key], as in K("year").Gt(2020).
type K = Key

// The parts of a record.
const (
	KeyID        Key = "#id"
	KeyDocument  Key = "#document"
	KeyEmbedding Key = "#embedding"
	KeyMetadata  Key = "#metadata"
	KeyScore     Key = "#score"
)

// Eq holds where the value equals.
func (k Key) Eq(operand any) Where { return k.condition("$eq", operand) }

// Ne holds where the value differs, and where there is none.
func (k Key) Ne(operand any) Where { return k.condition("$ne", operand) }

// Gt holds where the number is greater.
func (k Key) Gt(operand any) Where { return k.condition("$gt", operand) }

// Gte holds where the number is greater or equal.
func (k Key) Gte(operand any) Where { return k.condition("$gte", operand) }

// Lt holds where the number is less.
func (k Key) Lt(operand any) Where { return k.condition("$lt", operand) }

// Lte holds where the number is less or equal.
func (k Key) Lte(operand any) Where { return k.condition("$lte", operand) }

// In holds where the value is one of the operands, which are of one type.
func (k Key) In(operands ...any) Where { return k.condition("$in", listed(operands)) }

// NotIn holds where the value is none of the operands, and where there is none.
func (k Key) NotIn(operands ...any) Where { return k.condition("$nin", listed(operands)) }

// Contains holds where the list in metadata has the value; of [KeyDocument], where the text has the part.
func (k Key) Contains(operand any) Where { return k.condition("$contains", operand) }

// NotContains holds where [Key.Contains] does not, and where there is nothing.
func (k Key) NotContains(operand any) Where { return k.condition("$not_contains", operand) }

// Regex holds where the text of [KeyDocument] matches the pattern somewhere. The syntax is that of Rust's crate regex.
func (k Key) Regex(pattern string) Where { return k.condition("$regex", pattern) }

// NotRegex holds where [Key.Regex] does not.
func (k Key) NotRegex(pattern string) Where { return k.condition("$not_regex", pattern) }

func (k Key) condition(operator string, operand any) Where {
	return Where{content: map[string]any{string(k): map[string]any{operator: operand}}}
}

func listed(operands []any) []any {
	if operands == nil {
		return []any{}
	}
	return operands
}

func names(keys []Key) []string {
	plain := make([]string, len(keys))
	for i, key := range keys {
		plain[i] = string(key)
	}
	return plain
}
