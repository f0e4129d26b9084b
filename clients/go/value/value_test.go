package value

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

func encoded(t *testing.T, v any) string {
	t.Helper()
	content, err := AppendJSON(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(content) {
		t.Fatalf("%v gives no JSON: %s", v, content)
	}
	return string(content)
}

type named string

func TestAppendJSON(t *testing.T) {
	text := "x"
	for want, v := range map[string]any{
		`1`: 1, `1.0`: 1.0, `0.1`: float32(0.1), `-7`: int8(-7), `18446744073709551615`: uint64(math.MaxUint64),
		`1e+21`: 1e21, `5e-324`: math.SmallestNonzeroFloat64, `null`: (*string)(nil), `"x"`: &text, `"y"`: named("y"),
		`[1,2.0,"a",null,true]`: []any{1, 2.0, "a", nil, true}, `[1.0,2.5]`: []float64{1, 2.5},
		`{"a":1,"b":{"c":[]}}`:      map[string]any{"b": map[named]any{"c": []int{}}, "a": 1},
		`"\"\\\n\r\t\u0000ü\u001f"`: "\"\\\n\r\t\x00ü\x1f",
		`{"k":[1.0]}`:               Metadata{"k": []float32{1}},
		`[{"a":1}]`:                 []Metadata{{"a": 1}},
		`12345678901234567890`:      json.Number("12345678901234567890"),
	} {
		if got := encoded(t, v); got != want {
			t.Errorf("%#v: got %s, wanted %s", v, got, want)
		}
	}
	for _, v := range []any{math.NaN(), math.Inf(-1), "\xff", make(chan int), map[int]string{1: "a"}, json.RawMessage(`{`), []any{func() {}}} {
		if content, err := AppendJSON(nil, v); err == nil {
			t.Errorf("%#v becomes %s", v, content)
		}
	}
}

func TestMetadataComesBackAsItWas(t *testing.T) {
	metadata := Metadata{
		"int": int64(math.MaxInt64), "least": int64(math.MinInt64), "float": 1.0, "big": 1e300, "bool": true, "text": "t",
		"ints": []int64{1, 2}, "floats": []float64{1, 2.5}, "bools": []bool{true}, "texts": []string{"a", ""},
		"sparse": SparseVector{Indices: []uint32{0, math.MaxUint32}, Values: []float32{0.1, -1}, Tokens: []string{"a", "b"}},
	}
	content, err := json.Marshal(metadata)
	if err != nil {
		t.Fatal(err)
	}
	var back Metadata
	if err := json.Unmarshal(content, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, metadata) {
		t.Errorf("got %#v, wanted %#v", back, metadata)
	}
	if err := json.Unmarshal([]byte(`{"n": 9223372036854775808, "mixed": [1, 2.5], "none": []}`), &back); err != nil {
		t.Fatal(err)
	}
	if want := (Metadata{"n": 9223372036854775808.0, "mixed": []any{int64(1), 2.5}, "none": []any{}}); !reflect.DeepEqual(back, want) {
		t.Errorf("got %#v, wanted %#v", back, want)
	}
	for _, wrong := range []string{`[]`, `1`, `{"v":{"#type":"sparse_vector","indices":[2,1],"values":[1,1]}}`, `{} {}`} {
		if err := back.UnmarshalJSON([]byte(wrong)); err == nil {
			t.Errorf("%s is read as metadata", wrong)
		}
	}
	if err := json.Unmarshal([]byte(`null`), &back); err != nil || back != nil {
		t.Errorf("null gives %v, %v", back, err)
	}
}

func TestVectorsAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	for _, content := range []string{
		`[]`, `null`, `[[1, -2.5e-3 ,3E2]]`, " [ [0.1,\n\t1e-45],null , [] ]", `[[1e400]]`, `[[16777217, 0.3333333333333333]]`,
	} {
		var got Vectors
		var want [][]float32
		if err := json.Unmarshal([]byte(content), &got); err != nil {
			t.Errorf("%s: %v", content, err)
			continue
		}
		if err := json.Unmarshal([]byte(content), &want); err != nil && content != `[[1e400]]` {
			t.Fatal(err)
		}
		if content == `[[1e400]]` {
			want = [][]float32{{float32(math.Inf(1))}}
		}
		if !reflect.DeepEqual([][]float32(got), want) {
			t.Errorf("%s: got %v, wanted %v", content, got, want)
		}
	}
	for _, wrong := range []string{`[1]`, `[["1"]]`, `{}`, `[[true]]`, `[[null]]`, `"x"`, `[[[1]]]`} {
		var got Vectors
		if err := json.Unmarshal([]byte(wrong), &got); err == nil {
			t.Errorf("%s is read as %v", wrong, got)
		}
	}
	var numbers Numbers
	if err := json.Unmarshal([]byte(`[1, null , 2.5]`), &numbers); err != nil {
		t.Fatal(err)
	}
	if len(numbers) != 3 || numbers[0] != 1 || !math.IsNaN(float64(numbers[1])) || numbers[2] != 2.5 {
		t.Errorf("got %v", numbers)
	}
}

func TestVectorsAreWrittenWithTheDigitsTheyHave(t *testing.T) {
	vector := []float32{0, float32(math.Copysign(0, -1)), 1, 0.1, -1.5e-30, math.MaxFloat32, 16777216}
	content, err := AppendVector(nil, vector)
	if err != nil {
		t.Fatal(err)
	}
	var back Vectors
	if err := json.Unmarshal([]byte("["+string(content)+"]"), &back); err != nil || !reflect.DeepEqual(back[0], vector) {
		t.Errorf("%s comes back as %v, %v", content, back, err)
	}
	if _, err := AppendVector(nil, []float32{float32(math.NaN())}); err == nil {
		t.Error("NaN is written")
	}
}

func TestBase64HasTheBytesOfEveryNumber(t *testing.T) {
	if got := string(AppendBase64(nil, []float32{1, -0.5})); got != `"AACAPwAAAL8="` {
		t.Errorf("got %s", got)
	}
	for _, length := range []int{0, 1, 2, 3, chunk - 1, chunk, chunk + 1, 2*chunk + 5} {
		vector := make([]float32, length)
		for i := range vector {
			vector[i] = float32(i) / 3
		}
		quoted := AppendBase64([]byte("x"), vector)
		packed, err := base64.StdEncoding.DecodeString(string(quoted[2 : len(quoted)-1]))
		if err != nil || len(packed) != 4*length {
			t.Fatalf("%d numbers: %d bytes, %v", length, len(packed), err)
		}
		for i, number := range vector {
			if math.Float32frombits(binary.LittleEndian.Uint32(packed[4*i:])) != number {
				t.Fatalf("%d numbers: number %d differs", length, i)
			}
		}
	}
}

func FuzzVectors(f *testing.F) {
	f.Add([]byte(`[[1,2.5],null,[]]`))
	f.Add([]byte(`[[1e5,-0.0]]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		var want [][]float32
		if json.Unmarshal(content, &want) != nil {
			var got Vectors
			_ = json.Unmarshal(content, &got) // must end, and not panic
			return
		}
		for _, row := range want {
			if row == nil {
				return
			}
		}
		var got Vectors
		if err := json.Unmarshal(content, &got); err != nil {
			if string(content) == "null" {
				t.Fatal(err)
			}
			return // the standard library takes null for a number within a row, and other cases of keys
		}
		if !reflect.DeepEqual([][]float32(got), want) {
			t.Fatalf("%s: got %v, wanted %v", content, got, want)
		}
	})
}
