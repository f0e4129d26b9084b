// Command measure times our Go client and the official one in turn, against one server, and prints medians as JSON: per
// add of 100 x 1536, per query, per heartbeat. ROUNDS says how often.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	official "github.com/amikos-tech/chroma-go/pkg/api/v2"
	"github.com/amikos-tech/chroma-go/pkg/embeddings"
	chroma "github.com/polychrome/chroma-go"
)

const (
	records   = 100
	dimension = 1536
)

// side is one client, ready to be timed.
type side struct {
	add       func(round int, vectors [][]float32) error
	query     func(vector []float32) error
	heartbeat func() error
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	rounds, err := strconv.Atoi(os.Getenv("ROUNDS"))
	if err != nil || rounds < 1 {
		return fmt.Errorf("ROUNDS is a number of rounds, not %q", os.Getenv("ROUNDS"))
	}
	ours, err := newOurs(ctx, os.Getenv("CHROMA_URL"))
	if err != nil {
		return err
	}
	theirs, err := newOfficial(ctx, os.Getenv("CHROMA_URL"))
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	times := map[string]map[string][]time.Duration{"add": {}, "query": {}, "heartbeat": {}}
	const warm = 2
	for round := range rounds + warm {
		vectors := make([][]float32, records)
		for i := range vectors {
			vectors[i] = make([]float32, dimension)
			for j := range vectors[i] {
				vectors[i][j] = random.Float32()
			}
		}
		sides := map[string]side{"ours": ours, "official": theirs}
		order := []string{"ours", "official"}
		if round%2 == 1 {
			slices.Reverse(order)
		}
		for _, name := range order {
			for _, step := range []struct {
				name string
				call func() error
			}{
				{"add", func() error { return sides[name].add(round, vectors) }},
				{"query", func() error { return sides[name].query(vectors[0]) }},
				{"heartbeat", sides[name].heartbeat},
			} {
				started := time.Now()
				if err := step.call(); err != nil {
					return fmt.Errorf("%s, %s: %w", name, step.name, err)
				}
				if round >= warm {
					times[step.name][name] = append(times[step.name][name], time.Since(started))
				}
			}
		}
	}
	return report(rounds, times)
}

func report(rounds int, times map[string]map[string][]time.Duration) error {
	table := map[string]any{"language": "go", "rounds": rounds}
	for step, named := range times {
		ours, theirs := median(named["ours"]), median(named["official"])
		table[step] = map[string]float64{
			"ours_ms": ours.Seconds() * 1000, "official_ms": theirs.Seconds() * 1000,
			"official_over_ours": theirs.Seconds() / ours.Seconds(),
		}
	}
	written, err := json.MarshalIndent(table, "", "  ")
	if err != nil {
		return err
	}
	fmt.Println(string(written))
	return nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// ids are also the documents: the official client cannot read a record without one.
func ids(round int) []string {
	made := make([]string, records)
	for i := range made {
		made[i] = fmt.Sprintf("%d-%d", round, i)
	}
	return made
}

func newOurs(ctx context.Context, url string) (side, error) {
	client, err := chroma.NewHTTPClient(chroma.WithBaseURL(url))
	if err != nil {
		return side{}, err
	}
	collection, err := client.CreateCollection(ctx, "measure-ours")
	if err != nil {
		return side{}, err
	}
	return side{
		add: func(round int, vectors [][]float32) error {
			return collection.Add(ctx, chroma.Records{
				IDs: ids(round), Embeddings: vectors, Documents: chroma.Strings(ids(round)...),
			})
		},
		query: func(vector []float32) error {
			found, err := collection.Query(ctx, chroma.QueryRequest{Embeddings: [][]float32{vector}, NResults: 10})
			if err == nil && len(found.IDs[0]) == 0 {
				return fmt.Errorf("nothing was found")
			}
			return err
		},
		heartbeat: func() error { return client.Heartbeat(ctx) },
	}, nil
}

func newOfficial(ctx context.Context, url string) (side, error) {
	client, err := official.NewHTTPClient(official.WithBaseURL(url), official.WithDefaultDatabaseAndTenant())
	if err != nil {
		return side{}, err
	}
	collection, err := client.CreateCollection(ctx, "measure-official",
		official.WithEmbeddingFunctionCreate(embeddings.NewConsistentHashEmbeddingFunction()))
	if err != nil {
		return side{}, err
	}
	return side{
		add: func(round int, vectors [][]float32) error {
			named := make([]official.DocumentID, records)
			for i, id := range ids(round) {
				named[i] = official.DocumentID(id)
			}
			packed := make([]embeddings.Embedding, records)
			for i, vector := range vectors {
				packed[i] = embeddings.NewEmbeddingFromFloat32(vector)
			}
			return collection.Add(ctx, official.WithIDs(named...), official.WithEmbeddings(packed...), official.WithTexts(ids(round)...))
		},
		query: func(vector []float32) error {
			found, err := collection.Query(ctx, official.WithQueryEmbeddings(embeddings.NewEmbeddingFromFloat32(vector)), official.WithNResults(10))
			if err == nil && len(found.GetIDGroups()[0]) == 0 {
				return fmt.Errorf("nothing was found")
			}
			return err
		},
		heartbeat: func() error { return client.Heartbeat(ctx) },
	}, nil
}
