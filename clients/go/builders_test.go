package chroma

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
)

type builtCase struct {
	Name   string
	Python string
	JSON   json.RawMessage
	Stored json.RawMessage
}

// golden are the cases that the builders of every client are held to.
func golden(t *testing.T) map[string][]builtCase {
	t.Helper()
	content, err := os.ReadFile("../../tests/contract/builders.json")
	must(t, err)
	var sections map[string]json.RawMessage
	must(t, json.Unmarshal(content, &sections))
	cases := map[string][]builtCase{}
	for name, section := range sections {
		if name == "about" {
			continue
		}
		var found []builtCase
		must(t, json.Unmarshal(section, &found))
		cases[name] = found
	}
	return cases
}

// compare holds what is built here to a section. Every case must be built, or be among those that Go has no form for.
func compare[T any](t *testing.T, section string, built map[string]T, without ...string) {
	t.Helper()
	known := map[string]bool{}
	for _, name := range without {
		known[name] = true
	}
	for _, c := range golden(t)[section] {
		made, isBuilt := built[c.Name]
		if !isBuilt {
			if !known[c.Name] {
				t.Errorf("%s/%s is not built here: %s", section, c.Name, c.Python)
			}
			continue
		}
		delete(built, c.Name)
		content, err := json.Marshal(made)
		if err != nil {
			t.Errorf("%s/%s: %v", section, c.Name, err)
			continue
		}
		sameJSON(t, section+"/"+c.Name, content, c.JSON)
	}
	for name := range built {
		t.Errorf("%s/%s is no case any more", section, name)
	}
}

func TestWhereBuilders(t *testing.T) {
	a, b, c := K("a").Eq(1), K("b").Eq(2), K("c").Eq(3)
	compare(t, "where", map[string]Where{
		"eq": K("status").Eq("active"), "ne": K("status").Ne("active"), "gt": K("year").Gt(2020), "gte": K("year").Gte(2020),
		"lt": K("price").Lt(9.5), "lte": K("price").Lte(9.5), "is_in": K("tag").In("a", "b"), "not_in": K("tag").NotIn(1, 2),
		"bool": K("open").Eq(true), "beyond_2_53": K("n").Eq(int64(9007199254740993)), "contains": K("tags").Contains("a"),
		"contains_number": K("counts").Contains(3), "not_contains": K("tags").NotContains("a"),
		"document_contains":     KeyDocument.Contains("pine"),
		"document_not_contains": KeyDocument.NotContains("pine"), "regex": KeyDocument.Regex("^a"),
		"not_regex": KeyDocument.NotRegex("z$"), "id": KeyID.In("id1", "id2"), "and": And(a, b), "or": Or(a, b),
		"and_flattens": And(a, And(b, c)), "or_flattens": Or(a, Or(b, c)), "nested": And(Or(a, b), c),
		"nested_the_other_way": Or(a, And(b, c)), "key_with_punctuation": K("a.b/c d").Eq(""),
	})
	for _, built := range []Where{a, And(a, b), Or(a, And(b, c)), And(), Or()} {
		must(t, built.check())
	}
	content, err := And(a).MarshalJSON()
	must(t, err)
	wantEqual(t, string(content), `{"a":{"$eq":1}}`)
}

func TestTheZeroFilterLetsEveryRecordPass(t *testing.T) {
	a := K("a").Eq(1)
	for want, built := range map[string]Where{
		`null`: {}, `{"a":{"$eq":1}}`: And(Where{}, a), `{"$and":[]}`: And(Where{}), `{"$or":[]}`: Or(),
		`{"$and":[{"a":{"$eq":1}},{"b":{"$eq":2}}]}`: And(a, Where{}, And(K("b").Eq(2), Where{})),
	} {
		content, err := built.MarshalJSON()
		must(t, err)
		wantEqual(t, string(content), want)
	}
	if !Or(a, Where{}).IsZero() {
		t.Error("Or with a filter that lets every record pass does not")
	}
}

func TestNumbersOfFiltersKeepTheirType(t *testing.T) {
	content, err := And(K("a").Eq(2.0), K("b").Eq(2), K("c").In(1.5, 3.0), K("d").Eq(int64(9007199254740993))).MarshalJSON()
	must(t, err)
	wantEqual(t, string(content),
		`{"$and":[{"a":{"$eq":2.0}},{"b":{"$eq":2}},{"c":{"$in":[1.5,3.0]}},{"d":{"$eq":9007199254740993}}]}`)
}

func TestRankBuilders(t *testing.T) {
	v := func(number float64) Rank { return Val(number) }
	knn := func(number float32) Knn { return Knn{Vector: []float32{number}} }
	keyed := Knn{Vector: []float32{2}, Key: "k"}
	ranked := func(k Knn) Knn { k.ReturnRank = true; return k }
	compare(t, "rank", map[string]Rank{
		"val": v(0.5), "knn": Knn{Vector: []float32{0.5, 0.25}}, "knn_text": Knn{Text: "hello"},
		"knn_key_limit_default": Knn{Vector: []float32{0.5}, Key: "k", Limit: 5, Default: Ptr(10.0), ReturnRank: true},
		"knn_default_zero":      Knn{Vector: []float32{0.5}, Default: Ptr(0.0)},
		"knn_key_object":        Knn{Vector: []float32{0.5}, Key: KeyEmbedding},
		"knn_sparse":            Knn{Sparse: &SparseVector{Indices: []uint32{1, 5}, Values: []float32{0.5, 2}}, Key: "words"},
		"knn_sparse_labels":     Knn{Sparse: &SparseVector{Indices: []uint32{1}, Values: []float32{0.5}, Tokens: []string{"w"}}, Key: "words"},
		"add":                   Sum(v(1), v(2)), "add_number": Sum(v(1), Val(2)), "number_add": Sum(Val(1), v(2)), "subtract": Sub(v(1), v(2)),
		"number_subtract": Sub(Val(3), v(4)), "multiply": Mul(v(1), v(2)), "divide": Div(v(1), v(2)),
		"number_divide": Div(Val(1), v(2)), "negate": Neg(v(1)), "abs": Abs(v(1)), "exp": Exp(v(1)), "log": Log(v(1)),
		"max": Max(v(1), v(2)), "min": Min(v(1), v(2)), "sum_flattens": Sum(Sum(v(1), v(2)), Sum(v(3), v(4))),
		"product_flattens": Mul(Mul(v(2), Mul(v(1), v(2))), v(3)), "max_flattens": Max(Max(v(1), v(2)), Max(v(3), v(4))),
		"min_flattens": Min(Min(v(1), v(2)), Min(v(3), v(4))), "differences_nest": Sub(Sub(v(1), v(2)), v(3)),
		"mixed":             Sub(Sum(Mul(knn(1), v(0.8)), Mul(v(0.5), v(0.2))), Div(v(1), knn(2))),
		"weighted":          Sum(Mul(knn(1), v(0.75)), Mul(keyed, v(0.25))),
		"rrf":               Rrf{Ranks: []Rank{ranked(knn(1)), ranked(keyed)}},
		"rrf_of_one":        Rrf{Ranks: []Rank{v(1)}, K: 10},
		"rrf_weights":       Rrf{Ranks: []Rank{v(1), v(2), v(3)}, K: 100, Weights: []float64{2, 1, 0}},
		"rrf_normalized":    Rrf{Ranks: []Rank{v(1), v(2)}, Weights: []float64{3, 1}, Normalize: true},
		"rrf_in_arithmetic": Sum(Rrf{Ranks: []Rank{v(1)}, K: 10}, v(1)),
	})
}

func TestRanksThatMakeNoSenseAreRefused(t *testing.T) {
	for name, rank := range map[string]Rank{
		"knn_without_query":           Knn{},
		"knn_two_queries":             Knn{Text: "a", Vector: []float32{1}},
		"knn_limit_zero":              Knn{Text: "a", Limit: -1},
		"rrf_of_nothing":              Rrf{},
		"rrf_k_negative":              Rrf{Ranks: []Rank{Val(1)}, K: -1},
		"rrf_weights_count":           Rrf{Ranks: []Rank{Val(1)}, Weights: []float64{1, 2}},
		"rrf_weights_negative":        Rrf{Ranks: []Rank{Val(1)}, Weights: []float64{-1}},
		"rrf_weights_zero_normalized": Rrf{Ranks: []Rank{Val(1)}, Weights: []float64{0}, Normalize: true},
		"nil_part":                    Sum(Val(1), nil),
		"sparse_unsorted":             Knn{Sparse: &SparseVector{Indices: []uint32{5, 1}, Values: []float32{1, 2}}},
		"sparse_repeated":             Knn{Sparse: &SparseVector{Indices: []uint32{1, 1}, Values: []float32{1, 2}}},
		"sparse_lengths":              Knn{Sparse: &SparseVector{Indices: []uint32{1, 2}, Values: []float32{1}}},
		"sparse_labels_length":        Knn{Sparse: &SparseVector{Indices: []uint32{1, 2}, Values: []float32{1, 2}, Tokens: []string{"a"}}},
	} {
		if _, err := json.Marshal(rank); err == nil {
			t.Errorf("%s is not refused", name)
		}
		if _, err := (Search{Rank: rank}).json(nil); err == nil {
			t.Errorf("a search with %s is not refused", name)
		} else {
			wantIs(t, err, ErrInvalidArgument)
		}
	}
}

func TestGroupAndSearchBuilders(t *testing.T) {
	three := &GroupBy{Keys: []Key{"a"}, Aggregate: MinK{Keys: []Key{KeyScore}, K: 3}}
	compare(t, "group_by", map[string]*GroupBy{
		"min_k": three, "max_k": {Keys: []Key{"a"}, Aggregate: MaxK{Keys: []Key{"price"}, K: 1}},
		"many_keys":    {Keys: []Key{"a", "b"}, Aggregate: MinK{Keys: []Key{"p", KeyScore}, K: 2}},
		"no_aggregate": {Keys: []Key{"a"}}, "nothing": {},
	})
	compare(t, "search", map[string]Search{
		"empty": {}, "where": {Where: K("year").Gt(2020)}, "rank": {Rank: Knn{Vector: []float32{0.5, 0.25}}},
		"group_by": {GroupBy: three}, "limit": {Limit: Ptr(10)}, "limit_offset": {Limit: Ptr(10), Offset: 5},
		"limit_number": {Limit: Ptr(7)}, "limit_dict": {Offset: 3}, "select": {Select: []Key{KeyDocument, KeyScore, "title"}},
		"select_all": {Select: SelectAll}, "select_list": {Select: []Key{KeyDocument, "title", "title"}},
		"select_dict": {Select: []Key{KeyMetadata}},
		"everything": {
			Where:   And(K("status").Eq("active"), K("year").Gte(2020)),
			Rank:    Sum(Mul(Knn{Text: "hello"}, Val(0.7)), Mul(Knn{Text: "hello", Key: "words"}, Val(0.3))),
			GroupBy: &GroupBy{Keys: []Key{"author"}, Aggregate: MinK{Keys: []Key{KeyScore}, K: 2}},
			Limit:   Ptr(10), Offset: 20, Select: []Key{KeyDocument, KeyScore, "title"},
		},
		"where_dict": {Where: WhereMap(map[string]any{"status": map[string]any{"$eq": "active"}})},
	}, "where_dict_nested", "where_dict_of_one", "rank_dict", "rank_dict_sparse", "rank_dict_every_operator", "group_by_dict",
		"later_parts_replace") // forms of Python's constructors; a Search is a struct here, and maps go to the server as they are
}

// fixtureDense and fixtureSparse are the functions that the cases speak of.
type fixtureDense struct {
	letters
	model     string
	dimension int
}

func (f fixtureDense) Name() string { return "fixture_dense" }

func (f fixtureDense) Config() map[string]any {
	return map[string]any{"model": f.model, "dimension": f.dimension}
}

type fixtureSparse struct {
	words
	model string
}

func (f fixtureSparse) Name() string { return "fixture_sparse" }

func (f fixtureSparse) Config() map[string]any { return map[string]any{"model": f.model} }

type indexStep struct {
	config IndexConfig
	key    Key
	off    bool
}

func built(t *testing.T, steps ...indexStep) *Schema {
	t.Helper()
	schema := NewSchema()
	for _, step := range steps {
		if step.off {
			must(t, schema.DeleteIndex(step.config, step.key))
		} else {
			must(t, schema.CreateIndex(step.config, step.key))
		}
	}
	return schema
}

func on(config IndexConfig, key Key) indexStep  { return indexStep{config, key, false} }
func off(config IndexConfig, key Key) indexStep { return indexStep{config, key, true} }

func TestSchemaBuilders(t *testing.T) {
	const resource = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
	encrypted, plain := NewSchema(), NewSchema()
	must(t, encrypted.SetGCPKey(resource))
	must(t, plain.SetGCPKey(resource))
	must(t, plain.SetGCPKey(""))
	ints := func(numbers ...int64) []*int64 {
		pointers := make([]*int64, len(numbers))
		for i := range numbers {
			pointers[i] = &numbers[i]
		}
		return pointers
	}
	n := ints(1, 2, 3, 4, 5, 6)
	compare(t, "schema", map[string]*Schema{
		"default":                 NewSchema(),
		"vector_space":            built(t, on(VectorIndexConfig{Space: SpaceCosine}, "")),
		"vector_without_function": built(t, on(VectorIndexConfig{EmbeddingFunction: NoEmbeddingFunction}, "")),
		"vector_hnsw": built(t, on(VectorIndexConfig{Space: SpaceIP, Hnsw: &HnswIndexConfig{
			EfConstruction: Ptr(int64(200)), MaxNeighbors: Ptr(int64(32)), ResizeFactor: Ptr(1.5),
		}}, "")),
		"vector_hnsw_all": built(t, on(VectorIndexConfig{Hnsw: &HnswIndexConfig{
			EfConstruction: n[0], MaxNeighbors: n[1], EfSearch: n[2], NumThreads: n[3], BatchSize: n[4], SyncThreshold: n[5],
			ResizeFactor: Ptr(7.5),
		}}, "")),
		"vector_spann": built(t, on(VectorIndexConfig{Spann: &SpannIndexConfig{
			SearchNprobe: Ptr(int64(10)), WriteNprobe: Ptr(int64(5)), SplitThreshold: Ptr(int64(100)),
		}}, "")),
		"vector_source_key":         built(t, on(VectorIndexConfig{SourceKey: "body"}, "")),
		"vector_function":           built(t, on(VectorIndexConfig{EmbeddingFunction: fixtureDense{model: "m", dimension: 3}}, "")),
		"vector_function_and_space": built(t, on(VectorIndexConfig{EmbeddingFunction: fixtureDense{model: "m", dimension: 3}, Space: SpaceL2}, "")),
		"sparse":                    built(t, on(SparseVectorIndexConfig{}, "words")),
		"sparse_bm25":               built(t, on(SparseVectorIndexConfig{BM25: Ptr(true)}, "words")),
		"sparse_algorithm":          built(t, on(SparseVectorIndexConfig{Algorithm: "max_score"}, "words")),
		"sparse_again_on_its_key":   built(t, on(SparseVectorIndexConfig{}, "words"), on(SparseVectorIndexConfig{BM25: Ptr(false)}, "words")),
		"sparse_function":           built(t, on(SparseVectorIndexConfig{EmbeddingFunction: fixtureSparse{model: "s"}, SourceKey: KeyDocument}, "words")),
		"sparse_function_of_key":    built(t, on(SparseVectorIndexConfig{EmbeddingFunction: fixtureSparse{model: "s"}, SourceKey: "title"}, "words")),
		"string_on_key":             built(t, on(StringInvertedIndexConfig{}, "title")),
		"string_off_everywhere":     built(t, off(StringInvertedIndexConfig{}, "")),
		"int_off_on_key":            built(t, off(IntInvertedIndexConfig{}, "year")),
		"float_off_on_key":          built(t, off(FloatInvertedIndexConfig{}, "price")),
		"bool_off_everywhere":       built(t, off(BoolInvertedIndexConfig{}, "")),
		"two_types_on_one_key":      built(t, off(IntInvertedIndexConfig{}, "k"), off(FloatInvertedIndexConfig{}, "k")),
		"off_and_on_again":          built(t, off(IntInvertedIndexConfig{}, "k"), on(IntInvertedIndexConfig{}, "k")),
		"fts_off":                   built(t, off(FtsIndexConfig{}, KeyDocument)),
		"fts_on":                    built(t, on(FtsIndexConfig{}, KeyDocument)),
		"cmek":                      encrypted, "cmek_removed": plain,
		"chain": built(t, on(VectorIndexConfig{Space: SpaceCosine, Hnsw: &HnswIndexConfig{EfSearch: Ptr(int64(50))}}, ""),
			on(SparseVectorIndexConfig{BM25: Ptr(true)}, "words"), off(StringInvertedIndexConfig{}, ""), on(StringInvertedIndexConfig{}, "title")),
	})
}

func TestStoredSchemasAreReadAndWrittenAgain(t *testing.T) {
	RegisterEmbeddingFunction("fixture_dense", func(map[string]any) (EmbeddingFunction, error) { return fixtureDense{}, nil })
	for _, c := range golden(t)["stored_schemas"] {
		schema := &Schema{}
		must(t, json.Unmarshal(c.Stored, schema))
		content, err := json.Marshal(schema)
		must(t, err)
		sameJSON(t, c.Name, content, c.JSON)
	}
	for _, content := range []string{`[]`, `{"defaults":1}`, `{"keys":[]}`, `{"keys":{"k":{"float_list":{"vector_index":{"config":[]}}}}}`} {
		if json.Unmarshal([]byte(content), &Schema{}) == nil {
			t.Errorf("%s is read as a schema", content)
		}
	}
}

func TestIndexesThatCannotBeAreRefused(t *testing.T) {
	for name, step := range map[string]indexStep{
		"schema_key_alone":               on(nil, "k"),
		"schema_embedding_key":           on(StringInvertedIndexConfig{}, KeyEmbedding),
		"schema_document_key":            on(StringInvertedIndexConfig{}, KeyDocument),
		"schema_reserved_key":            on(StringInvertedIndexConfig{}, "#other"),
		"schema_vector_on_key":           on(VectorIndexConfig{}, "k"),
		"schema_fts_everywhere":          on(FtsIndexConfig{}, ""),
		"schema_fts_on_key":              on(FtsIndexConfig{}, "k"),
		"schema_sparse_everywhere":       on(SparseVectorIndexConfig{}, ""),
		"schema_source_without_function": on(SparseVectorIndexConfig{SourceKey: "title"}, "words"),
		"schema_source_reserved":         on(VectorIndexConfig{SourceKey: "#other"}, ""),
		"two kinds":                      on(VectorIndexConfig{Hnsw: &HnswIndexConfig{}, Spann: &SpannIndexConfig{}}, ""),
		"schema_delete_key_alone":        off(nil, "k"),
		"schema_delete_vector":           off(VectorIndexConfig{}, ""),
		"schema_delete_sparse":           off(SparseVectorIndexConfig{}, "k"),
		"schema_delete_fts_everywhere":   off(FtsIndexConfig{}, ""),
		"schema_delete_document_key":     off(StringInvertedIndexConfig{}, KeyDocument),
	} {
		schema := NewSchema()
		change := schema.CreateIndex
		if step.off {
			change = schema.DeleteIndex
		}
		if err := change(step.config, step.key); !isClass(err, ErrInvalidArgument) {
			t.Errorf("%s is not refused: %v", name, err)
		}
		if !reflect.DeepEqual(schema, NewSchema()) {
			t.Errorf("%s changed the schema", name)
		}
	}
	schema := built(t, on(SparseVectorIndexConfig{}, "a"))
	wantIs(t, schema.CreateIndex(SparseVectorIndexConfig{}, "b"), ErrInvalidArgument)
	wantIs(t, schema.SetGCPKey("my-key"), ErrInvalidArgument)
}

func TestAFunctionBesideASchemaGoesIntoACopyOfIt(t *testing.T) {
	schema := NewSchema()
	body, err := (&collectionOptions{schema: schema, function: fixtureDense{model: "m", dimension: 3}}).body("fruit", false)
	must(t, err)
	want, err := json.Marshal(built(t, on(VectorIndexConfig{EmbeddingFunction: fixtureDense{model: "m", dimension: 3}}, "")))
	must(t, err)
	var sent map[string]json.RawMessage
	must(t, json.Unmarshal(body, &sent))
	sameJSON(t, "schema", sent["schema"], want)
	wantEqual(t, string(sent["configuration"]), "null")
	if !reflect.DeepEqual(schema, NewSchema()) {
		t.Error("the caller's schema was changed")
	}
}

func TestFiltersGivenAsMapsAreChecked(t *testing.T) {
	cases := golden(t)
	parse := func(c builtCase) map[string]any {
		var decoded map[string]any
		must(t, json.Unmarshal(c.JSON, &decoded))
		return decoded
	}
	for _, c := range cases["filters"] {
		if err := WhereMap(parse(c)).check(); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	for _, c := range cases["refused_filters"] {
		if err := And(K("x").Eq(1), WhereMap(parse(c))).check(); !isClass(err, ErrInvalidArgument) {
			t.Errorf("%s is not refused: %v", c.Name, err)
		}
	}
	must(t, WhereMap(nil).check())
	for _, c := range cases["where_document_filters"] {
		if err := WhereDocumentMap(parse(c)).check(); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	for _, c := range cases["refused_where_document_filters"] {
		if err := WhereDocumentMap(parse(c)).check(); !isClass(err, ErrInvalidArgument) {
			t.Errorf("%s is not refused: %v", c.Name, err)
		}
	}
	for _, built := range []WhereDocument{
		DocumentContains("a"), DocumentNotContains("a"), DocumentRegex("a"), DocumentNotRegex("a"),
		AllDocuments(DocumentContains("a"), AnyDocument(DocumentRegex("b"), DocumentNotContains("c"))),
	} {
		must(t, built.check())
	}
	content, err := AllDocuments(DocumentContains("a"), AnyDocument(DocumentRegex("b"), DocumentNotContains("c"))).MarshalJSON()
	must(t, err)
	wantEqual(t, string(content), `{"$and":[{"$contains":"a"},{"$or":[{"$regex":"b"},{"$not_contains":"c"}]}]}`)
}
