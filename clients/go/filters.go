package chroma

import (
	"fmt"
	"reflect"
	"strings"
)

var (
	whereOperators = map[string]bool{
		"$eq": true, "$ne": true, "$gt": true, "$gte": true, "$lt": true, "$lte": true, "$in": true, "$nin": true,
		"$contains": true, "$not_contains": true, "$regex": true, "$not_regex": true,
	}
	documentOperators = map[string]bool{"$contains": true, "$not_contains": true, "$regex": true, "$not_regex": true}
)

// check refuses filters given as maps that no server takes, and says where.
func (w Where) check() error { return w.checkWith(checkWhere) }

func (w WhereDocument) check() error { return w.where.checkWith(checkWhereDocument) }

func (w Where) checkWith(check func(map[string]any) error) error {
	if w.mapped {
		if err := check(w.content); err != nil {
			return invalid("the filter %v cannot be used: %v", w.content, err)
		}
	}
	for _, part := range w.parts {
		if err := part.checkWith(check); err != nil {
			return err
		}
	}
	return nil
}

func only(object map[string]any, what string) (key string, held any, err error) {
	if len(object) != 1 {
		return "", nil, fmt.Errorf("%s has exactly one key, not %d", what, len(object))
	}
	for key, held = range object {
	}
	return key, held, nil
}

func checkWhere(filter map[string]any) error {
	key, held, err := only(filter, "a filter")
	if err != nil {
		return err
	}
	if key == "$and" || key == "$or" {
		return checkParts(key, held, checkWhere)
	}
	if strings.HasPrefix(key, "$") {
		return fmt.Errorf("%s stands where a metadata key or $and or $or should", key)
	}
	operation, isObject := asObject(held)
	if !isObject {
		if !isScalar(held) {
			return fmt.Errorf("the value of %q is no text, number or truth value", key)
		}
		return nil
	}
	operator, operand, err := only(operation, fmt.Sprintf("the condition on %q", key))
	if err != nil {
		return err
	}
	return checkOperand(key, operator, operand)
}

func checkOperand(key, operator string, operand any) error {
	switch {
	case !whereOperators[operator]:
		return fmt.Errorf("the operator %s is unknown", operator)
	case operator == "$in" || operator == "$nin":
		return checkList(operator, operand)
	case !isScalar(operand):
		return fmt.Errorf("the operand of %s is no text, number or truth value", operator)
	}
	kind := kindOf(operand)
	switch operator {
	case "$gt", "$gte", "$lt", "$lte":
		if kind != "int" && kind != "float" {
			return fmt.Errorf("%s compares numbers", operator)
		}
	case "$regex", "$not_regex":
		if kind != "text" {
			return fmt.Errorf("%s takes a pattern", operator)
		}
	}
	if key == string(KeyDocument) && documentOperators[operator] && kind != "text" {
		return fmt.Errorf("%s of a document takes a text", operator)
	}
	return nil
}

func checkList(operator string, operand any) error {
	list := reflect.ValueOf(operand)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Len() == 0 {
		return fmt.Errorf("%s takes a list that is not empty", operator)
	}
	first := kindOf(list.Index(0).Interface())
	for i := range list.Len() {
		item := list.Index(i).Interface()
		if kind := kindOf(item); kind == "" || kind != first {
			return fmt.Errorf("the values of %s are of one type; number %d is not", operator, i)
		}
	}
	return nil
}

func checkWhereDocument(filter map[string]any) error {
	operator, operand, err := only(filter, "a document filter")
	if err != nil {
		return err
	}
	if operator == "$and" || operator == "$or" {
		return checkParts(operator, operand, checkWhereDocument)
	}
	if !documentOperators[operator] {
		return fmt.Errorf("the operator %s is unknown", operator)
	}
	text, isText := operand.(string)
	if !isText {
		return fmt.Errorf("the operand of %s is no text", operator)
	}
	if text == "" {
		return fmt.Errorf("the operand of %s is empty", operator)
	}
	return nil
}

func checkParts(operator string, held any, check func(map[string]any) error) error {
	list := reflect.ValueOf(held)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Len() < 2 {
		return fmt.Errorf("%s joins a list of at least two filters", operator)
	}
	for i := range list.Len() {
		part, isObject := asObject(list.Index(i).Interface())
		if !isObject {
			return fmt.Errorf("part %d of %s is no filter", i, operator)
		}
		if err := check(part); err != nil {
			return fmt.Errorf("part %d of %s: %w", i, operator, err)
		}
	}
	return nil
}

func asObject(held any) (map[string]any, bool) {
	switch held := held.(type) {
	case map[string]any:
		return held, true
	case Metadata:
		return held, true
	}
	return nil, false
}

func isScalar(held any) bool { return kindOf(held) != "" }

// kindOf is the type of a scalar as the API tells them apart; "" for what is none.
func kindOf(held any) string {
	switch kind := reflect.ValueOf(held).Kind(); {
	case kind == reflect.String:
		return "text"
	case kind == reflect.Bool:
		return "bool"
	case kind >= reflect.Int && kind <= reflect.Uint64:
		return "int"
	case kind == reflect.Float32 || kind == reflect.Float64:
		return "float"
	}
	return ""
}
