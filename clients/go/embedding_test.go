package chroma

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// letters embeds a text by how long it is, and queries with a mark.
type letters struct {
	name string
	err  error
}

func (l letters) EmbedDocuments(_ context.Context, texts []string) ([][]float32, error) {
	return l.embed(texts, 0)
}

func (l letters) EmbedQueries(_ context.Context, texts []string) ([][]float32, error) {
	return l.embed(texts, 1)
}

func (l letters) embed(texts []string, mark float32) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = []float32{float32(len(text)), mark}
	}
	return vectors, l.err
}

func (l letters) Name() string { return l.name }

func (l letters) Config() map[string]any { return map[string]any{"of": "letters"} }

func (l letters) DefaultSpace() Space { return SpaceCosine }

type words struct{}

func (words) EmbedSparse(_ context.Context, texts []string) ([]SparseVector, error) {
	vectors := make([]SparseVector, len(texts))
	for i, text := range texts {
		vectors[i] = SparseVector{Indices: []uint32{uint32(len(strings.Fields(text)))}, Values: []float32{1}}
	}
	return vectors, nil
}

func (words) Name() string { return "test_words" }

func (words) Config() map[string]any { return nil }

// described answers with a collection of that configuration and schema.
func described(t *testing.T, configuration, schema string) *server {
	t.Helper()
	content := strings.Replace(collectionJSON, `{"hnsw":{"space":"l2"},"spann":null,"embedding_function":null}`, configuration, 1)
	content = strings.Replace(content, `"schema":null`, `"schema":`+schema, 1)
	return newServer(t, "/fruit", func(answer http.ResponseWriter, _ int) bool {
		_, _ = answer.Write([]byte(content))
		return true
	})
}

func TestDocumentsAndQueriesAreEmbedded(t *testing.T) {
	s := newServer(t, "", nil)
	s.limits = `{"max_batch_size":10,"supports_base64_encoding":false}`
	collection := s.collection(WithEmbeddingFunction(letters{name: "letters"}))
	must(t, collection.Add(background, Records{IDs: []string{"a", "b"}, Documents: Strings("x", "yyy")}))
	wantEqual(t, s.requests("/add")[0].Body["embeddings"], any([]any{[]any{1.0, 0.0}, []any{3.0, 0.0}}))
	must(t, collection.Update(background, Records{IDs: []string{"a", "b"}, Documents: append(Strings("xx"), nil)}))
	wantEqual(t, s.requests("/update")[0].Body["embeddings"], any([]any{[]any{2.0, 0.0}, nil}))
	must(t, collection.Update(background, Records{IDs: []string{"a"}, Metadatas: []Metadata{{"k": 1}}}))
	wantEqual(t, s.requests("/update")[1].Body["embeddings"], nil)
	_, err := collection.Query(background, QueryRequest{Texts: []string{"four"}})
	must(t, err)
	wantEqual(t, s.requests("/query")[0].Body["query_embeddings"], any([]any{[]any{4.0, 1.0}}))
	_, err = collection.Search(background, Search{Rank: Sum(Val(1), Knn{Text: "four"})})
	must(t, err)
	body := s.requests("/search")[0].Body
	wantEqual(t, body["searches"].([]any)[0].(map[string]any)["rank"], any(map[string]any{"$sum": []any{
		map[string]any{"$val": 1.0},
		map[string]any{"$knn": map[string]any{"query": []any{4.0, 1.0}, "key": "#embedding", "limit": 16.0}},
	}}))
}

func TestAFunctionIsStoredByNameAndConfigurationWithItsSpace(t *testing.T) {
	s := newServer(t, "", nil)
	client := s.client()
	_, err := client.CreateCollection(background, "fruit", WithEmbeddingFunction(letters{name: "letters"}))
	must(t, err)
	_, err = client.CreateCollection(background, "fruit", WithConfiguration(Configuration{EmbeddingFunction: NoEmbeddingFunction}))
	must(t, err)
	_, err = client.CreateCollection(background, "fruit")
	must(t, err)
	sent := s.requests("/collections")
	wantEqual(t, sent[0].Body["configuration"], any(map[string]any{
		"hnsw": map[string]any{"space": "cosine"}, "spann": nil,
		"embedding_function": map[string]any{"type": "known", "name": "letters", "config": map[string]any{"of": "letters"}},
	}))
	wantEqual(t, sent[1].Body["configuration"], any(map[string]any{
		"hnsw": nil, "spann": nil, "embedding_function": map[string]any{"type": "legacy"},
	}))
	wantEqual(t, sent[2].Body, map[string]any{
		"name": "fruit", "metadata": nil, "configuration": nil, "schema": nil, "get_or_create": false,
	})
}

func TestAStoredFunctionIsBuiltWhenItsNameIsRegistered(t *testing.T) {
	stored := `{"hnsw":null,"spann":null,"embedding_function":{"type":"known","name":"test_letters","config":{"of":"x"}}}`
	s := described(t, stored, "null")
	collection := s.collection()
	err := collection.Add(background, Records{IDs: []string{"a"}, Documents: Strings("x")})
	wantIs(t, err, ErrNoEmbeddingFunction)
	if !strings.Contains(err.Error(), "test_letters") {
		t.Error(err)
	}
	var given map[string]any
	RegisterEmbeddingFunction("test_letters", func(config map[string]any) (EmbeddingFunction, error) {
		given = config
		return letters{name: "test_letters"}, nil
	})
	must(t, collection.Add(background, Records{IDs: []string{"a"}, Documents: Strings("x")}))
	wantEqual(t, given, map[string]any{"of": "x"})
	configuration, err := collection.Configuration()
	must(t, err)
	wantEqual(t, configuration.EmbeddingFunction.StoredName, "test_letters")

	_, err = s.client().GetCollection(background, "fruit", WithEmbeddingFunction(letters{name: "another"}))
	wantIs(t, err, ErrInvalidArgument)
	_, err = s.client().GetCollection(background, "fruit", WithEmbeddingFunction(letters{name: "test_letters"}))
	must(t, err)
}

func TestWhatAFunctionDoesWrongIsTold(t *testing.T) {
	s := newServer(t, "", nil)
	cause := errors.New("no model")
	err := s.collection(WithEmbeddingFunction(letters{name: "letters", err: cause})).
		Add(background, Records{IDs: []string{"a"}, Documents: Strings("x")})
	wantIs(t, err, ErrEmbeddingFailed)
	wantIs(t, err, cause)
	err = s.collection(WithEmbeddingFunction(short{})).Add(background, Records{IDs: []string{"a"}, Documents: Strings("x")})
	wantIs(t, err, ErrEmbeddingFailed)
	wantEqual(t, len(s.requests("/add")), 0)
}

type short struct{}

func (short) EmbedDocuments(context.Context, []string) ([][]float32, error) { return nil, nil }

func TestSparseVectorsAreMadeFromTheirSource(t *testing.T) {
	RegisterSparseEmbeddingFunction("test_words", func(map[string]any) (SparseEmbeddingFunction, error) { return words{}, nil })
	schema := NewSchema()
	must(t, schema.CreateIndex(SparseVectorIndexConfig{EmbeddingFunction: words{}, SourceKey: KeyDocument}, "of_document"))
	written, err := schema.MarshalJSON()
	must(t, err)
	s := described(t, `{"hnsw":null,"spann":null,"embedding_function":null}`, string(written))
	collection := s.collection()
	must(t, collection.Upsert(background, Records{
		IDs: []string{"a", "b", "c"}, Embeddings: [][]float32{{1}, {2}, {3}}, Documents: append(Strings("one two", "x"), nil),
		Metadatas: []Metadata{nil, {"of_document": SparseVector{Indices: []uint32{9}, Values: []float32{1}}}, nil},
	}))
	sparse := func(index float64) map[string]any {
		return map[string]any{"of_document": map[string]any{"#type": "sparse_vector", "indices": []any{index}, "values": []any{1.0}}}
	}
	wantEqual(t, s.requests("/upsert")[0].Body["metadatas"], any([]any{sparse(2), sparse(9), nil}))

	_, err = collection.Search(background, Search{Rank: Knn{Text: "a b c", Key: "of_document"}})
	must(t, err)
	rank := s.requests("/search")[0].Body["searches"].([]any)[0].(map[string]any)["rank"].(map[string]any)["$knn"].(map[string]any)
	wantEqual(t, rank["query"].(map[string]any)["indices"], any([]any{3.0}))
	_, err = collection.Search(background, Search{Rank: Knn{Text: "a", Key: "other"}})
	wantIs(t, err, ErrNoEmbeddingFunction)
}
