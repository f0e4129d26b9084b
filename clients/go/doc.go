// Package chroma is a client of Chroma, a database of embeddings with their documents and metadata.
//
//	client, err := chroma.NewHTTPClient(chroma.WithBaseURL("http://localhost:8000"))
//	...
//	fruit, err := client.GetOrCreateCollection(ctx, "fruit", chroma.WithEmbeddingFunction(function))
//	...
//	err = fruit.Add(ctx, chroma.Records{
//		IDs:       []string{"id1", "id2"},
//		Documents: chroma.Strings("A pineapple from Hawaii", "An orange from Spain"),
//		Metadatas: []chroma.Metadata{{"year": 2024}, {"year": 2025}},
//	})
//	...
//	found, err := fruit.Query(ctx, chroma.QueryRequest{
//		Texts: []string{"What grows in Hawaii?"}, NResults: 1, Where: chroma.K("year").Gte(2020),
//	})
//
// [NewHTTPClient] is for a server of one's own, [NewCloudClient] for Chroma Cloud, [NewClientFromEnv] for what the
// environment names. Failures are [*Error]; the Err... variables tell them apart. Requests are repeated where that is
// safe, see [RetryPolicy].
//
// Package rest, generated from the API's description, lies below and can be used by itself.
package chroma
