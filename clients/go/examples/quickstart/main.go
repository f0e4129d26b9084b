// Command quickstart shows the client at work: a collection with an embedding function of its own, records, a query with
// a filter, and an error. It talks to the server that the environment names, or to the one at http://localhost:8000.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	chroma "github.com/polychrome/chroma-go"
)

// vocabulary embeds a text by which of its words occur: enough to see something, and no model to fetch.
type vocabulary []string

func (v vocabulary) EmbedDocuments(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = make([]float32, len(v))
		for place, word := range v {
			vectors[i][place] = float32(strings.Count(strings.ToLower(text), word))
		}
	}
	return vectors, nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	client, err := chroma.NewClientFromEnv(chroma.WithTimeout(30 * time.Second))
	if err != nil {
		return err
	}
	defer client.Close()

	name := fmt.Sprintf("quickstart-%d", time.Now().UnixNano())
	fruit, err := client.CreateCollection(ctx, name,
		chroma.WithEmbeddingFunction(vocabulary{"pineapple", "orange", "hawaii", "spain"}),
		chroma.WithMetadata(chroma.Metadata{"about": "fruit"}))
	if err != nil {
		return err
	}
	err = fruit.Add(ctx, chroma.Records{
		IDs:       []string{"id1", "id2"},
		Documents: chroma.Strings("A pineapple from Hawaii", "An orange from Spain"),
		Metadatas: []chroma.Metadata{{"year": 2024, "price": 3.5}, {"year": 2025, "price": 1.0}},
	})
	if err != nil {
		return err
	}
	found, err := fruit.Query(ctx, chroma.QueryRequest{
		Texts:    []string{"What grows in Hawaii?"},
		NResults: 1,
		Where:    chroma.And(chroma.K("year").Gte(2020), chroma.K("price").Lt(10.0)),
	})
	if err != nil {
		return err
	}
	fmt.Println(found.IDs[0][0], *found.Documents[0][0], found.Metadatas[0][0])

	_, err = client.CreateCollection(ctx, name)
	if problem := (*chroma.Error)(nil); errors.Is(err, chroma.ErrConflict) && errors.As(err, &problem) {
		fmt.Println("as expected:", problem.Status, problem.Message)
	} else {
		return fmt.Errorf("the same name was taken twice: %w", err)
	}
	return client.DeleteCollection(ctx, name)
}
