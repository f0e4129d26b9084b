// Creates a collection, adds, queries with a filter and meets an error, with a client made by the new_client task.
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import polychrome.chroma.ApiClient;
import polychrome.chroma.ApiException;
import polychrome.chroma.api.CollectionsApi;
import polychrome.chroma.api.RecordsApi;
import polychrome.chroma.api.SystemApi;
import polychrome.chroma.model.AddCollectionRecordsPayload;
import polychrome.chroma.model.Collection;
import polychrome.chroma.model.CreateCollectionPayload;
import polychrome.chroma.model.GetRequestPayload;
import polychrome.chroma.model.GetResult;
import polychrome.chroma.model.QueryRequestPayload;
import polychrome.chroma.model.QueryResult;

public final class Main {
  private static final String TENANT = "default_tenant";
  private static final String DATABASE = "default_database";

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    check(new SystemApi(client).heartbeat().getNanosecondHeartbeat() > 1_000_000_000_000_000_000L, "a heartbeat of nanoseconds");

    Collection papers = new CollectionsApi(client)
        .createCollection(TENANT, DATABASE, new CreateCollectionPayload().name("papers").metadata(Map.of("topic", "zoology")));
    check(papers.getName().equals("papers"), "the collection's name");
    check(papers.getMetadata().equals(Map.of("topic", "zoology")), "the collection's metadata");

    RecordsApi records = new RecordsApi(client);
    records.collectionAdd(TENANT, DATABASE, papers.getId().toString(), new AddCollectionRecordsPayload()
        .ids(List.of("cat", "dog", "oak"))
        .embeddings(List.of(List.of(1f, 0f), List.of(0.9f, 0.1f), List.of(0f, 1f)))
        .documents(Arrays.asList("a cat", null, "an oak"))
        .metadatas(List.of(Map.of("kind", "animal", "legs", 4), Map.of("kind", "animal", "legs", 4), Map.of("kind", "plant"))));
    check(records.collectionCount(TENANT, DATABASE, papers.getId().toString(), null) == 3, "three records");

    QueryResult found = records.collectionQuery(TENANT, DATABASE, papers.getId().toString(), new QueryRequestPayload()
        .queryEmbeddings(List.of(List.of(0.9f, 0.1f)))
        .nResults(2L)
        .where(Map.of("$and", List.of(Map.of("kind", "animal"), Map.of("legs", Map.of("$gte", 3))))));
    check(found.getIds().equals(List.of(List.of("dog", "cat"))), "the nearest animals: " + found.getIds());
    check(found.getDocuments().equals(List.of(Arrays.asList(null, "a cat"))), "their documents: " + found.getDocuments());

    GetResult oak = records.collectionGet(TENANT, DATABASE, papers.getId().toString(),
        new GetRequestPayload().whereDocument(Map.of("$contains", "oak")));
    check(oak.getIds().equals(List.of("oak")), "the record with the word: " + oak.getIds());

    try {
      new CollectionsApi(client).getCollection(TENANT, DATABASE, "nothing");
      throw new AssertionError("a collection that is not there was found");
    } catch (ApiException error) {
      check(error.getCode() == 404, "the status: " + error.getCode());
      check(error.getResponseBody().contains("NotFoundError"), "the kind: " + error.getResponseBody());
    }
    System.out.println("java: create, add, query with a filter, get and an error are as they should be");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
