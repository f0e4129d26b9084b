package chroma_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	chroma "github.com/polychrome/chroma-go"
)

// liveURL is the server that the tests may use. tests/integration/go/run.py starts one.
func liveURL(t *testing.T, name string) string {
	t.Helper()
	url := os.Getenv(name)
	if url == "" && os.Getenv("CI") == "true" {
		t.Fatalf("%s must name a server: run the task `go`", name)
	}
	if url == "" {
		t.Skipf("%s names no server; the task `go` starts one", name)
	}
	return url
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestLiveRecordsSearchAndFork(t *testing.T) {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient(chroma.WithBaseURL(liveURL(t, "CHROMA_URL")))
	must(t, err)
	schema := chroma.NewSchema()
	must(t, schema.CreateIndex(chroma.SparseVectorIndexConfig{}, "words"))
	must(t, schema.CreateIndex(chroma.VectorIndexConfig{Space: chroma.SpaceCosine, EmbeddingFunction: chroma.NoEmbeddingFunction}, ""))
	collection, err := client.CreateCollection(ctx, "live-go", chroma.WithSchema(schema))
	must(t, err)
	sparse := func(place uint32, number float32) chroma.SparseVector {
		return chroma.SparseVector{Indices: []uint32{place}, Values: []float32{number}}
	}
	must(t, collection.Add(ctx, chroma.Records{
		IDs: []string{"a", "b", "c"}, Embeddings: [][]float32{{1, 0}, {0, 1}, {1, 1}},
		Documents: append(chroma.Strings("one", "two"), nil),
		Metadatas: []chroma.Metadata{
			{"n": int64(math.MaxInt64), "kind": "x", "words": sparse(1, 1)},
			{"n": 1.0, "kind": "x", "words": sparse(1, 3)},
			{"n": 2, "kind": "y", "list": []string{"p", "q"}, "words": sparse(2, 1)},
		},
	}))
	got, err := collection.Get(ctx, chroma.GetRequest{IDs: []string{"a", "b"}})
	must(t, err)
	if got.Metadatas[0]["n"] != int64(math.MaxInt64) || got.Metadatas[1]["n"] != 1.0 {
		t.Fatalf("numbers changed: %v", got.Metadatas)
	}
	found, err := collection.Search(ctx,
		chroma.Search{
			Rank: chroma.Rrf{Ranks: []chroma.Rank{
				chroma.Knn{Vector: []float32{1, 0}, ReturnRank: true},
				chroma.Knn{Sparse: &chroma.SparseVector{Indices: []uint32{1}, Values: []float32{1}}, Key: "words", ReturnRank: true, Default: chroma.Ptr(10.0)},
			}},
			Limit: chroma.Ptr(1), Select: chroma.SelectAll,
		},
		chroma.Search{
			Where: chroma.K("kind").In("x", "y"),
			Rank:  chroma.Knn{Vector: []float32{1, 0}},
			GroupBy: &chroma.GroupBy{
				Keys: []chroma.Key{"kind"}, Aggregate: chroma.MinK{Keys: []chroma.Key{chroma.KeyScore}, K: 1},
			},
		})
	must(t, err)
	if fmt.Sprint(found.IDs) != "[[a] [a c]]" {
		t.Fatalf("found %v", found.IDs)
	}
	want := -(1.0/60 + 1.0/61)
	if got := float64(found.Scores[0][0]); math.Abs(got-want) > 1e-6 {
		t.Fatalf("the score is %v, wanted %v", got, want)
	}
	fork, err := collection.Fork(ctx, "live-go-fork")
	must(t, err)
	deleted, err := fork.Delete(ctx, chroma.DeleteRequest{Where: chroma.K("kind").Eq("x")})
	must(t, err)
	forked, err := fork.Count(ctx)
	must(t, err)
	count, err := collection.Count(ctx)
	must(t, err)
	if deleted != 2 || forked != 1 || count != 3 {
		t.Fatalf("deleted %d, the fork has %d, the source %d", deleted, forked, count)
	}
	must(t, client.DeleteCollection(ctx, "live-go"))
	must(t, client.DeleteCollection(ctx, "live-go-fork"))
}

func TestLiveSplitWrites(t *testing.T) {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient(chroma.WithBaseURL(liveURL(t, "CHROMA_URL")))
	must(t, err)
	limits, err := client.Limits(ctx)
	must(t, err)
	collection, err := client.CreateCollection(ctx, "live-go-split")
	must(t, err)
	records := chroma.Records{}
	for i := range limits.MaxBatchSize + 7 {
		records.IDs = append(records.IDs, fmt.Sprint(i))
		records.Embeddings = append(records.Embeddings, []float32{float32(i), 1})
	}
	must(t, collection.Upsert(ctx, records))
	count, err := collection.Count(ctx)
	must(t, err)
	if count != len(records.IDs) {
		t.Fatalf("%d of %d were written", count, len(records.IDs))
	}
	must(t, client.DeleteCollection(ctx, "live-go-split"))
}

func TestLiveCloudFindsTenantAndDatabase(t *testing.T) {
	ctx := context.Background()
	connect := func(key string) *chroma.Client {
		client, err := chroma.NewCloudClient(chroma.WithCloudAPIKey(key), chroma.WithCloudHost(liveURL(t, "CHROMA_CLOUD_URL")))
		must(t, err)
		return client
	}
	client := connect("ck-your-api-key")
	if _, err := client.CountCollections(ctx); err != nil {
		t.Fatal(err)
	}
	if client.Tenant() != "your-tenant-id" || client.Database() != "your-database" {
		t.Fatal(client)
	}
	_, err := connect("ck-wrong").CountCollections(ctx)
	if !errors.Is(err, chroma.ErrUnauthorized) && !errors.Is(err, chroma.ErrForbidden) {
		t.Fatal(err)
	}
}

// The programs of the users' documents, as they stand there but for the import. The address of the first is that of the
// server at hand; the second finds it by CHROMA_HOST.
func TestDocumentedPrograms(t *testing.T) {
	for name, environment := range map[string]string{"http": "CHROMA_URL", "cloud": "CHROMA_CLOUD_URL"} {
		t.Run(name, func(t *testing.T) {
			url := liveURL(t, environment)
			program, err := os.ReadFile(filepath.Join("testdata", "documented", name, "main.go"))
			must(t, err)
			folder, err := os.MkdirTemp("testdata", "run-")
			must(t, err)
			t.Cleanup(func() { _ = os.RemoveAll(folder) })
			here := strings.ReplaceAll(string(program), "http://localhost:8000", url)
			must(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte(here), 0o600))
			command := exec.Command("go", "run", "./"+folder)
			command.Env = append(os.Environ(), "CHROMA_HOST="+url, "CHROMA_ENDPOINT=")
			if said, err := command.CombinedOutput(); err != nil || len(said) > 0 {
				t.Fatalf("%v: %s", err, said)
			}
		})
	}
}
