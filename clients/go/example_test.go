package chroma_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	chroma "github.com/polychrome/chroma-go"
)

func ExampleNewHTTPClient() {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient(
		chroma.WithBaseURL("https://example.com/chroma"),
		chroma.WithAuth(chroma.BearerAuth("a token")),
		chroma.WithTimeout(10*time.Second),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	if err := client.Heartbeat(ctx); err != nil {
		log.Fatal(err)
	}
}

func ExampleNewCloudClient() {
	// Tenant and database are those that the key opens.
	client, err := chroma.NewCloudClient(
		chroma.WithCloudAPIKey("ck-your-api-key"),
		chroma.WithCloudRegion("gcp-europe-west1"),
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client)
	// Output: chroma client of https://europe-west1.gcp.trychroma.com, tenant "", database ""
}

func ExampleError() {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient()
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.GetCollection(ctx, "fruit")
	var problem *chroma.Error
	switch {
	case errors.Is(err, chroma.ErrNotFound):
		fmt.Println("there is no such collection")
	case errors.As(err, &problem):
		fmt.Println(problem.Operation, problem.Status, problem.Kind, problem.RequestID)
	}
}

func ExampleCollection_Add() {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient()
	if err != nil {
		log.Fatal(err)
	}
	fruit, err := client.GetOrCreateCollection(ctx, "fruit")
	if err != nil {
		log.Fatal(err)
	}
	err = fruit.Add(ctx, chroma.Records{
		IDs:        []string{"id1", "id2"},
		Embeddings: [][]float32{{1, 0}, {0, 1}},
		Documents:  chroma.Strings("about pineapple", "about oranges"),
		Metadatas:  []chroma.Metadata{{"year": 2024, "price": 3.5}, {"year": 2025, "price": 1.0}},
	})
	if err != nil {
		log.Fatal(err)
	}
}

func ExampleCollection_Search() {
	ctx := context.Background()
	client, err := chroma.NewHTTPClient()
	if err != nil {
		log.Fatal(err)
	}
	fruit, err := client.GetCollection(ctx, "fruit")
	if err != nil {
		log.Fatal(err)
	}
	found, err := fruit.Search(ctx, chroma.Search{
		Where: chroma.And(chroma.K("year").Gte(2020), chroma.KeyDocument.Contains("juice")),
		Rank: chroma.Rrf{Ranks: []chroma.Rank{
			chroma.Knn{Text: "sweet and tropical", ReturnRank: true},
			chroma.Knn{Text: "pineapple", Key: "words", ReturnRank: true},
		}},
		GroupBy: &chroma.GroupBy{
			Keys: []chroma.Key{"year"}, Aggregate: chroma.MinK{Keys: []chroma.Key{chroma.KeyScore}, K: 2},
		},
		Limit:  chroma.Ptr(10),
		Select: []chroma.Key{chroma.KeyDocument, chroma.KeyScore, "price"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, hit := range found.Hits(0) {
		fmt.Println(hit.ID, *hit.Document, hit.Score, hit.Metadata["price"])
	}
}

func ExampleSchema() {
	schema := chroma.NewSchema()
	err := errors.Join(
		schema.CreateIndex(chroma.VectorIndexConfig{Space: chroma.SpaceCosine}, ""),
		schema.CreateIndex(chroma.SparseVectorIndexConfig{BM25: chroma.Ptr(true)}, "words"),
		schema.DeleteIndex(chroma.StringInvertedIndexConfig{}, "comment"),
	)
	fmt.Println(err)
	// Output: <nil>
}
