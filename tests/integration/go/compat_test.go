package compat

import (
	"context"
	"os"
	"strings"
	"testing"

	v2 "github.com/amikos-tech/chroma-go/pkg/api/v2"
	"github.com/amikos-tech/chroma-go/pkg/embeddings"
)

func address(t *testing.T, name string) string {
	t.Helper()
	url := os.Getenv(name)
	if url == "" {
		t.Fatalf("%s must name a server: run run.py beside this file", name)
	}
	return url
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheOfficialClientWorksUnchanged(t *testing.T) {
	ctx := context.Background()
	client, err := v2.NewHTTPClient(v2.WithBaseURL(address(t, "CHROMA_URL")), v2.WithDefaultDatabaseAndTenant())
	must(t, err)
	defer client.Close()
	must(t, client.Heartbeat(ctx))

	collection, err := client.CreateCollection(ctx, "official-go",
		v2.WithEmbeddingFunctionCreate(embeddings.NewConsistentHashEmbeddingFunction()),
		v2.WithCollectionMetadataCreate(v2.NewMetadata(v2.NewStringAttribute("made_by", "go"))))
	must(t, err)
	must(t, collection.Add(ctx, v2.WithIDs("a", "b", "c"), v2.WithTexts("one", "two", "three"),
		v2.WithMetadatas(v2.NewDocumentMetadata(v2.NewIntAttribute("n", 1)), v2.NewDocumentMetadata(v2.NewIntAttribute("n", 2)),
			v2.NewDocumentMetadata(v2.NewFloatAttribute("n", 2.5)))))
	count, err := collection.Count(ctx)
	must(t, err)
	if count != 3 {
		t.Fatalf("counted %d", count)
	}

	nearest, err := collection.Query(ctx, v2.WithQueryTexts("two"), v2.WithNResults(2))
	must(t, err)
	if groups := nearest.GetIDGroups(); len(groups) != 1 || len(groups[0]) != 2 || groups[0][0] != "b" {
		t.Fatalf("nearest: %v", groups)
	}
	if distance := nearest.GetDistancesGroups()[0][0]; distance > 1e-6 {
		t.Fatalf("the distance to itself is %v", distance)
	}

	filtered, err := collection.Get(ctx, v2.WithWhereGet(v2.GteInt("n", 2)))
	must(t, err)
	if ids := filtered.GetIDs(); len(ids) != 2 || ids[0] != "b" || ids[1] != "c" {
		t.Fatalf("filtered: %v", ids)
	}
	if text := filtered.GetDocuments()[1].ContentString(); text != "three" {
		t.Fatalf("the document is %q", text)
	}

	must(t, collection.Update(ctx, v2.WithIDsUpdate("a"), v2.WithTextsUpdate("eins")))
	changed, err := collection.Get(ctx, v2.WithIDsGet("a"))
	must(t, err)
	if text := changed.GetDocuments()[0].ContentString(); text != "eins" {
		t.Fatalf("after the update it is %q", text)
	}
	must(t, collection.Upsert(ctx, v2.WithIDs("d"), v2.WithTexts("four")))
	must(t, collection.Delete(ctx, v2.WithIDsDelete("b")))
	count, err = collection.Count(ctx)
	must(t, err)
	if count != 3 {
		t.Fatalf("after the deletion there are %d", count)
	}

	must(t, collection.ModifyName(ctx, "official-go-renamed"))
	fork, err := collection.Fork(ctx, "official-go-fork")
	must(t, err)
	if count, err = fork.Count(ctx); err != nil || count != 3 {
		t.Fatalf("the fork has %d: %v", count, err)
	}
	must(t, client.DeleteCollection(ctx, "official-go-renamed"))
	must(t, client.DeleteCollection(ctx, "official-go-fork"))
}

// vector is a query of the official client, which has no constructor for a dense one.
type vector []float32

func (v vector) Len() int { return len(v) }

func (v vector) ValuesAsFloat32() []float32 { return v }

func TestTheOfficialClientSearches(t *testing.T) {
	ctx := context.Background()
	client, err := v2.NewHTTPClient(v2.WithBaseURL(address(t, "CHROMA_URL")), v2.WithDefaultDatabaseAndTenant())
	must(t, err)
	defer client.Close()
	collection, err := client.CreateCollection(ctx, "official-go-search",
		v2.WithEmbeddingFunctionCreate(embeddings.NewConsistentHashEmbeddingFunction()))
	must(t, err)
	must(t, collection.Add(ctx, v2.WithIDs("a", "b"), v2.WithEmbeddings(
		embeddings.NewEmbeddingFromFloat32([]float32{0, 1}), embeddings.NewEmbeddingFromFloat32([]float32{1, 0})),
		v2.WithTexts("one", "two")))
	found, err := collection.Search(ctx, v2.NewSearchRequest(
		v2.WithKnnRank(v2.KnnQueryVector(vector{1, 0}), v2.WithKnnLimit(2)),
		v2.WithPage(v2.WithLimit(1)), v2.WithSelect(v2.KDocument, v2.KScore)))
	must(t, err)
	result, isResult := found.(*v2.SearchResultImpl)
	if !isResult || len(result.IDs) != 1 || len(result.IDs[0]) != 1 || result.IDs[0][0] != "b" {
		t.Fatalf("found %+v", found)
	}
	must(t, client.DeleteCollection(ctx, "official-go-search"))
}

func TestTheOfficialClientUnderstandsOurErrors(t *testing.T) {
	ctx := context.Background()
	client, err := v2.NewHTTPClient(v2.WithBaseURL(address(t, "CHROMA_URL")), v2.WithDefaultDatabaseAndTenant())
	must(t, err)
	defer client.Close()
	if _, err = client.GetCollection(ctx, "there-is-none"); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Fatalf("got %v", err)
	}
	function := v2.WithEmbeddingFunctionCreate(embeddings.NewConsistentHashEmbeddingFunction())
	_, err = client.CreateCollection(ctx, "official-go-twice", function)
	must(t, err)
	if _, err = client.CreateCollection(ctx, "official-go-twice", function); err == nil || !strings.Contains(err.Error(), "already exists") {
		t.Fatalf("got %v", err)
	}
	must(t, client.DeleteCollection(ctx, "official-go-twice"))
}

func TestTheOfficialClientSendsItsToken(t *testing.T) {
	ctx := context.Background()
	connect := func(token string) v2.Client {
		client, err := v2.NewHTTPClient(v2.WithBaseURL(address(t, "CHROMA_CLOUD_URL")),
			v2.WithDatabaseAndTenant("your-database", "your-tenant-id"),
			v2.WithAuth(v2.NewTokenAuthCredentialsProvider(token, v2.XChromaTokenHeader)))
		must(t, err)
		return client
	}
	client := connect("ck-your-api-key")
	defer client.Close()
	if _, err := client.CountCollections(ctx); err != nil {
		t.Fatal(err)
	}
	stranger := connect("ck-wrong")
	defer stranger.Close()
	if _, err := stranger.CountCollections(ctx); err == nil {
		t.Fatal("a wrong token is taken")
	}
}
