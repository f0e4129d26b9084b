package chroma

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
)

func TestVectorsAreBase64WhenTheServerTakesIt(t *testing.T) {
	for limits, want := range map[string]any{
		`{"max_batch_size":10,"supports_base64_encoding":true}`:  "AACAPwAAAL8=",
		`{"max_batch_size":10,"supports_base64_encoding":false}`: []any{1.0, -0.5},
	} {
		s := newServer(t, "", nil)
		s.limits = limits
		collection := s.collection()
		for range 2 {
			must(t, collection.Add(background, Records{IDs: []string{"a"}, Embeddings: [][]float32{{1, -0.5}}}))
		}
		wantEqual(t, len(s.requests("/pre-flight-checks")), 1)
		body := s.requests("/add")[0].Body
		wantEqual(t, body["embeddings"], any([]any{want}))
		wantEqual(t, body, map[string]any{
			"ids": []any{"a"}, "embeddings": []any{want}, "documents": nil, "metadatas": nil, "uris": nil,
		})
	}
}

func manyRecords(count int) Records {
	records := Records{}
	for i := range count {
		records.IDs = append(records.IDs, fmt.Sprint(i))
		records.Embeddings = append(records.Embeddings, []float32{float32(i)})
	}
	return records
}

func TestLargeWritesAreSplitAndAFailureTellsHowFarItCame(t *testing.T) {
	s := newServer(t, "/upsert", func(answer http.ResponseWriter, number int) bool {
		return number == 3 && refuse(400, "InvalidArgumentError", "bad")(answer, number)
	})
	s.limits = `{"max_batch_size":4,"supports_base64_encoding":true}`
	err := s.collection().Upsert(background, manyRecords(11))
	found := problem(t, err)
	wantIs(t, err, ErrInvalidArgument)
	wantEqual(t, found.RecordsWritten, 8)
	wantEqual(t, found.FailedRequest, 3)
	if !strings.Contains(err.Error(), "request 3") || !strings.Contains(err.Error(), "first 8 records") {
		t.Error(err)
	}
	sizes := []int{}
	for _, request := range s.requests("/upsert") {
		sizes = append(sizes, len(request.Body["ids"].([]any)))
	}
	wantEqual(t, sizes, []int{4, 4, 3})
}

func TestPartsStayBelowTheBudgetOfBytes(t *testing.T) {
	records := Records{}
	for i := range 9 {
		records.IDs = append(records.IDs, fmt.Sprint(i))
		records.Documents = append(records.Documents, Strings(strings.Repeat("x", payloadBudget/8))...)
	}
	sizes := []int{}
	for part := range records.split(Limits{MaxBatchSize: 1000, Base64: true}) {
		body, err := part.body(true)
		must(t, err)
		if len(body) > payloadBudget {
			t.Errorf("a part of %d records has %d bytes", len(part.IDs), len(body))
		}
		sizes = append(sizes, len(part.IDs))
	}
	wantEqual(t, sizes, []int{3, 3, 3})
}

func TestWritesThatCannotBeMeantAreRefused(t *testing.T) {
	s := newServer(t, "", nil)
	collection := s.collection()
	one := [][]float32{{1}}
	for name, c := range map[string]struct {
		records Records
		class   error
	}{
		"no ids":           {Records{Embeddings: one}, ErrInvalidArgument},
		"lengths":          {Records{IDs: []string{"a", "b"}, Embeddings: one}, ErrInvalidArgument},
		"empty column":     {Records{IDs: []string{"a"}, Embeddings: one, Documents: []*string{}}, ErrInvalidArgument},
		"twice":            {Records{IDs: []string{"a", "a"}, Embeddings: [][]float32{{1}, {2}}}, ErrDuplicateID},
		"nothing to embed": {Records{IDs: []string{"a"}}, ErrInvalidArgument},
		"no function":      {Records{IDs: []string{"a"}, Documents: Strings("x")}, ErrNoEmbeddingFunction},
		"no text":          {Records{IDs: []string{"a"}, Documents: []*string{nil}}, ErrInvalidArgument},
		"empty metadata":   {Records{IDs: []string{"a"}, Embeddings: one, Metadatas: []Metadata{{}}}, ErrInvalidArgument},
		"not UTF-8":        {Records{IDs: []string{"\xff"}, Embeddings: one}, ErrInvalidArgument},
		"not a value":      {Records{IDs: []string{"a"}, Embeddings: one, Metadatas: []Metadata{{"k": make(chan int)}}}, ErrInvalidArgument},
		"infinite value":   {Records{IDs: []string{"a"}, Embeddings: one, Metadatas: []Metadata{{"k": math.Inf(1)}}}, ErrInvalidArgument},
		"sparse":           {Records{IDs: []string{"a"}, Embeddings: one, Metadatas: []Metadata{{"k": SparseVector{Indices: []uint32{1}}}}}, ErrInvalidArgument},
	} {
		if err := collection.Add(background, c.records); !isClass(err, c.class) {
			t.Errorf("%s: got %v, wanted %v", name, err, c.class)
		}
	}
	s.limits = `{"max_batch_size":10,"supports_base64_encoding":false}`
	collection = s.collection()
	err := collection.Add(background, Records{IDs: []string{"a"}, Embeddings: [][]float32{{float32(math.NaN())}}})
	wantIs(t, err, ErrInvalidArgument)
	wantEqual(t, len(s.requests("/add")), 0)
}

func isClass(err, class error) bool {
	found, isOurs := err.(*Error)
	return isOurs && found.class == class
}

func TestReadsThatCannotBeMeantAreRefused(t *testing.T) {
	s := newServer(t, "", nil)
	collection := s.collection()
	_, err := collection.Query(background, QueryRequest{})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Query(background, QueryRequest{Texts: []string{"a"}, Embeddings: [][]float32{{1}}})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Query(background, QueryRequest{Embeddings: [][]float32{{float32(math.Inf(1))}}})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Get(background, GetRequest{Limit: Ptr(-1)})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Get(background, GetRequest{IDs: []string{"a", "a"}})
	wantIs(t, err, ErrDuplicateID)
	_, err = collection.Delete(background, DeleteRequest{})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Delete(background, DeleteRequest{IDs: []string{"a"}, Limit: Ptr(1)})
	wantIs(t, err, ErrInvalidArgument)
	_, err = collection.Search(background, Search{Limit: Ptr(0)})
	wantIs(t, err, ErrInvalidArgument)
	wantEqual(t, len(s.requests("/get"))+len(s.requests("/query"))+len(s.requests("/delete"))+len(s.requests("/search")), 0)
}

func TestNoIdsAndNoWordAboutIdsDiffer(t *testing.T) {
	s := newServer(t, "", nil)
	collection := s.collection()
	_, err := collection.Get(background, GetRequest{})
	must(t, err)
	_, err = collection.Get(background, GetRequest{IDs: []string{}, Limit: Ptr(0), Include: []Include{}})
	must(t, err)
	sent := s.requests("/get")
	wantEqual(t, sent[0].Body["ids"], nil)
	wantEqual(t, sent[0].Body["limit"], nil)
	wantEqual(t, sent[0].Body["include"], any([]any{"metadatas", "documents"}))
	wantEqual(t, sent[1].Body["ids"], any([]any{}))
	wantEqual(t, sent[1].Body["limit"], any(0.0))
	wantEqual(t, sent[1].Body["include"], any([]any{}))
}

func TestAnswersKeepNullsTypesAndNaN(t *testing.T) {
	s := newServer(t, "/query", func(answer http.ResponseWriter, _ int) bool {
		_, _ = answer.Write([]byte(`{"ids":[["a","b"]],"embeddings":[[[1,2.5],null]],"documents":[["x",null]],"uris":null,
			"metadatas":[[{"i":9007199254740993,"f":1.0,"s":"t","b":true,"l":[1,2],"v":{"#type":"sparse_vector","indices":[3],"values":[0.5]}},null]],
			"distances":[[0.25,null]],"include":["distances"]}`))
		return true
	})
	found, err := s.collection().Query(background, QueryRequest{Embeddings: [][]float32{{1, 2}}})
	must(t, err)
	wantEqual(t, found.Embeddings, [][][]float32{{{1, 2.5}, nil}})
	wantEqual(t, *found.Documents[0][0], "x")
	wantEqual(t, found.Documents[0][1], nil)
	wantEqual(t, found.Metadatas[0][0], Metadata{
		"i": int64(9007199254740993), "f": 1.0, "s": "t", "b": true, "l": []int64{1, 2},
		"v": SparseVector{Indices: []uint32{3}, Values: []float32{0.5}},
	})
	if found.Metadatas[0][1] != nil || found.URIs != nil {
		t.Error("null is not nil")
	}
	wantEqual(t, found.Distances[0][0], 0.25)
	if !math.IsNaN(float64(found.Distances[0][1])) {
		t.Error("a distance that is null is not NaN")
	}
}

func TestModifyingBringsTheDescriptionUpToDate(t *testing.T) {
	s := newServer(t, "", nil)
	collection := s.collection()
	wantEqual(t, collection.Metadata(), Metadata{"n": int64(1)})
	must(t, collection.Modify(background, Modification{Name: "vegetables", Metadata: Metadata{"a": "b", "n": nil}}))
	wantEqual(t, collection.Name(), "vegetables")
	wantEqual(t, collection.Metadata(), Metadata{"a": "b"})
	wantEqual(t, s.requests("/00000000-0000-0000-0000-00000000000a")[0].Body, map[string]any{
		"new_name": "vegetables", "new_metadata": map[string]any{"a": "b", "n": nil}, "new_configuration": nil,
	})
	wantIs(t, collection.Modify(background, Modification{Metadata: Metadata{"hnsw:space": "ip"}}), ErrInvalidArgument)
}

func TestAnswersRecordByRecord(t *testing.T) {
	s := newServer(t, "/query", identify(`{"ids":[["a"],[]],"embeddings":null,"documents":[["x"],[]],"uris":null,"metadatas":null,"distances":[[0.5],[]],"include":[]}`))
	found, err := s.collection().Query(background, QueryRequest{Embeddings: [][]float32{{1}, {2}}})
	must(t, err)
	wantEqual(t, found.Neighbours(0), []Neighbour{{Record: Record{ID: "a", Document: Ptr("x")}, Distance: 0.5}})
	wantEqual(t, found.Neighbours(1), []Neighbour{})

	s = newServer(t, "/search", identify(`{"ids":[["a"]],"documents":[null],"embeddings":[[[1,2]]],"metadatas":[[{"k":1}]],"scores":[null],"select":[[]]}`))
	searched, err := s.collection().Search(background, Search{})
	must(t, err)
	hit := searched.Hits(0)[0]
	wantEqual(t, hit.Record, Record{ID: "a", Embedding: []float32{1, 2}, Metadata: Metadata{"k": int64(1)}})
	if !math.IsNaN(float64(hit.Score)) {
		t.Error("a score that was not asked for is not NaN")
	}

	s = newServer(t, "/get", identify(`{"ids":["a","b"],"embeddings":null,"documents":["x",null],"uris":["u",null],"metadatas":[null,null],"include":[]}`))
	got, err := s.collection().Get(background, GetRequest{})
	must(t, err)
	wantEqual(t, got.Records(), []Record{{ID: "a", Document: Ptr("x"), URI: Ptr("u")}, {ID: "b"}})
}

func TestAnswersWhoseColumnsDoNotFitAreRefused(t *testing.T) {
	for path, answers := range map[string][]string{
		"/get": {
			`{"ids":["a"],"embeddings":null,"documents":[],"uris":null,"metadatas":null,"include":[]}`,
			`{"ids":["a"],"embeddings":[[1],[2]],"documents":null,"uris":null,"metadatas":null,"include":[]}`,
		},
		"/query": {
			`{"ids":[["a"]],"embeddings":null,"documents":[[]],"uris":null,"metadatas":null,"distances":null,"include":[]}`,
			`{"ids":[["a"]],"embeddings":null,"documents":null,"uris":null,"metadatas":null,"distances":[],"include":[]}`,
			`{"ids":[],"embeddings":null,"documents":null,"uris":null,"metadatas":null,"distances":null,"include":[]}`,
		},
		"/search": {
			`{"ids":[["a"]],"documents":[null],"embeddings":[null],"metadatas":[[]],"scores":[null],"select":[[]]}`,
			`{"ids":[],"documents":[],"embeddings":[],"metadatas":[],"scores":[],"select":[]}`,
		},
	} {
		for _, answer := range answers {
			collection := newServer(t, path, identify(answer)).collection()
			var err error
			switch path {
			case "/get":
				_, err = collection.Get(background, GetRequest{})
			case "/query":
				_, err = collection.Query(background, QueryRequest{Embeddings: [][]float32{{1}}})
			default:
				_, err = collection.Search(background, Search{})
			}
			wantIs(t, err, ErrInvalidResponse)
		}
	}
}
