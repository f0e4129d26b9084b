package value

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
)

// Vectors are rows of 32-bit floats. A row that is null in JSON is nil.
type Vectors [][]float32

// UnmarshalJSON reads a list of lists of numbers.
func (v *Vectors) UnmarshalJSON(content []byte) error {
	parser := floats{content: content}
	rows, err := parser.rows()
	if err != nil {
		return err
	}
	*v = rows
	return nil
}

// Numbers is a row of distances or scores. What JSON cannot say, and servers answer as null, is NaN.
type Numbers []float32

// UnmarshalJSON reads a list of numbers and nulls.
func (n *Numbers) UnmarshalJSON(content []byte) error {
	parser := floats{content: content, nullable: true}
	row, err := parser.row()
	if err != nil {
		return err
	}
	*n = row
	return nil
}

// chunk is how many floats are packed at once: their bytes fill groups of base64 without padding.
const chunk = 768

// AppendBase64 appends a vector as a JSON string: base64 of its little-endian bytes.
func AppendBase64(dst []byte, vector []float32) []byte {
	var packed [4 * chunk]byte
	dst = append(dst, '"')
	for len(vector) > 0 {
		part := vector[:min(chunk, len(vector))]
		for i, number := range part {
			binary.LittleEndian.PutUint32(packed[4*i:], math.Float32bits(number))
		}
		dst = base64.StdEncoding.AppendEncode(dst, packed[:4*len(part)])
		vector = vector[len(part):]
	}
	return append(dst, '"')
}

// AppendVector appends a vector as a JSON list. It fails for NaN and infinities, which JSON does not have.
func AppendVector(dst []byte, vector []float32) ([]byte, error) { return appendVector(dst, vector) }

func appendVector(dst []byte, vector []float32) ([]byte, error) {
	if vector == nil {
		return append(dst, "null"...), nil
	}
	dst = append(dst, '[')
	for i, number := range vector {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = appendFloat(dst, float64(number), 32); err != nil {
			return dst, fmt.Errorf("position %d: %w", i, err)
		}
	}
	return append(dst, ']'), nil
}

// floats reads lists of numbers from JSON that is known to be well-formed, without a value for each number.
type floats struct {
	content  []byte
	position int
	nullable bool
}

func (f *floats) rows() ([][]float32, error) {
	if f.null() {
		return nil, nil
	}
	if !f.take('[') {
		return nil, f.misfit("a list of vectors")
	}
	rows := [][]float32{}
	for !f.take(']') {
		row, err := f.row()
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
		f.take(',')
	}
	return rows, nil
}

func (f *floats) row() ([]float32, error) {
	if f.null() {
		return nil, nil
	}
	if !f.take('[') {
		return nil, f.misfit("a list of numbers")
	}
	row := make([]float32, 0, f.count())
	for !f.take(']') {
		if f.nullable && f.null() {
			row = append(row, float32(math.NaN()))
			f.take(',')
			continue
		}
		f.skip()
		start := f.position
		for f.position < len(f.content) && isNumeric(f.content[f.position]) {
			f.position++
		}
		number, err := strconv.ParseFloat(string(f.content[start:f.position]), 32)
		if err != nil && !math.IsInf(number, 0) {
			f.position = start
			return nil, f.misfit("a number")
		}
		row = append(row, float32(number))
		f.take(',')
	}
	return row, nil
}

// count is how many numbers there are up to the end of the list.
func (f *floats) count() int {
	count := 1
	for _, c := range f.content[f.position:] {
		if c == ',' {
			count++
		} else if c == ']' {
			break
		}
	}
	return count
}

func isNumeric(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

func (f *floats) skip() {
	for f.position < len(f.content) && (f.content[f.position] == ' ' || f.content[f.position] == '\n' ||
		f.content[f.position] == '\t' || f.content[f.position] == '\r') {
		f.position++
	}
}

func (f *floats) take(c byte) bool {
	f.skip()
	if f.position < len(f.content) && f.content[f.position] == c {
		f.position++
		return true
	}
	return false
}

func (f *floats) null() bool {
	f.skip()
	if len(f.content)-f.position >= 4 && string(f.content[f.position:f.position+4]) == "null" {
		f.position += 4
		return true
	}
	return false
}

func (f *floats) misfit(wanted string) error {
	end := min(len(f.content), f.position+20)
	return fmt.Errorf("expected %s at byte %d, got %q", wanted, f.position, f.content[f.position:end])
}
