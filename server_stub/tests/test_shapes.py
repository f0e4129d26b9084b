"""Shapes of bodies without a server: what is accepted, what is told, and that telling it stays cheap."""

from __future__ import annotations

from typing import Any

import pytest
from chroma_server.api.registry import MODELS, description
from chroma_server.errors import ApiError
from chroma_server.shapes import BodyShape, validator_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

SCHEMAS = description()[0]["components"]["schemas"]


def model(name: str) -> type[BaseModel]:
    find = MODELS.find(name)
    assert find is not None
    return find()


def shape(name: str) -> BodyShape:
    return BodyShape(name, SCHEMAS[name], lambda: model(name))


ADD, UPDATE, QUERY = (
    shape(f"{name}Payload") for name in ("AddCollectionRecords", "UpdateCollectionRecords", "QueryRequest")
)
SEARCH, CREATE = shape("SearchRequestPayload"), shape("CreateCollectionPayload")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
numbers = st.integers(-1, 2**32) | st.just(0.5) | st.booleans() | st.none()
nearly_sparse = st.fixed_dictionaries(
    {"indices": st.lists(numbers, max_size=3), "values": st.lists(numbers, max_size=3) | json_values},
    optional={"#type": st.sampled_from(["sparse_vector", "dense", None]), "tokens": json_values, "more": json_values},
)
metadata_values = json_values | nearly_sparse


@settings(deadline=None)
@given(st.sampled_from([ADD, UPDATE, QUERY]), st.data())
def test_what_is_quickly_right_is_right_for_the_model_too(body: BodyShape, data: st.DataObject) -> None:
    rows = st.lists(
        st.lists(st.integers() | st.floats(allow_nan=False), max_size=3) | st.text(max_size=3) | st.none(), max_size=3
    )
    value = {
        name: data.draw(
            rows | st.lists(st.dictionaries(st.text(max_size=2), metadata_values, max_size=2)) | json_values
        )
        for name in body.fields
        if name in body.required or data.draw(st.booleans())
    }
    try:
        accepted = body.check(value)
    except ApiError:
        return  # The model said no; what it may say is tested below.
    assert accepted == value
    probe = {name: item for name, item in value.items() if name not in body.deferred}
    validator_of(model(body.name)).validate_python(probe)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=2), nearly_sparse, max_size=2), max_size=2))
def test_a_sparse_vector_that_is_quickly_right_is_right_for_the_model_too(metadatas: list[dict[str, Any]]) -> None:
    value = {"ids": [], "embeddings": [], "metadatas": metadatas}
    try:
        ADD.check(value)
    except ApiError:
        return
    validator_of(model(ADD.name)).validate_python(value)


def test_sparse_vectors_are_quickly_right() -> None:
    class Never(BaseModel):
        metadatas: list[int]

    body = BodyShape("AddCollectionRecordsPayload", SCHEMAS["AddCollectionRecordsPayload"], lambda: Never)
    vector = {"indices": [0, 2**32 - 1], "values": [1, 0.5]}
    body.check(
        {
            "ids": [],
            "embeddings": [],
            "metadatas": [{"s": vector, "k": 1}, None, {"s": {**vector, "#type": "sparse_vector"}}],
        }
    )


def refusal(body: BodyShape, value: Any) -> tuple[int, str]:
    with pytest.raises(ApiError) as caught:
        body.check(value)
    return caught.value.status, caught.value.message.partition(": ")[2]


@pytest.mark.parametrize(
    ("body", "value", "reason"),
    [
        (ADD, {"ids": ["a"]}, "missing field `embeddings`"),
        (ADD, {"ids": ["a"], "embeddings": [["x"]]}, 'embeddings[0][0]: invalid type: string "x", expected f32'),
        (
            ADD,
            {"ids": ["a"], "embeddings": [[1, True]]},
            "embeddings[0][1]: invalid type: boolean `true`, expected f32",
        ),
        (ADD, {"ids": ["a"], "embeddings": [None]}, "embeddings[0]: data did not match any variant"),
        (ADD, {"ids": ["a"], "embeddings": [[1], "AACAPw=="]}, "embeddings: data did not match any variant"),
        (UPDATE, {"ids": ["a"], "embeddings": [[1], None, "AACAPw=="]}, "embeddings: data did not match any variant"),
        (
            ADD,
            {"ids": ["a"], "embeddings": [[1]], "metadatas": [{"k": {"b": 1}}]},
            "metadatas[0].k: data did not match any variant",
        ),
        (QUERY, {"query_embeddings": [[1]], "n_results": -1}, "n_results: invalid value: integer `-1`, expected u32"),
        (
            QUERY,
            {"query_embeddings": [[1]], "n_results": 1.5},
            "n_results: invalid type: floating point `1.5`, expected u32",
        ),
        (CREATE, {"name": "n", "schema": {}}, "schema: missing field `defaults`"),
        (
            CREATE,
            {"name": "n", "configuration": {"hnsw": {"space": "dot"}}},
            "configuration.hnsw.space: unknown variant `dot`",
        ),
        (CREATE, {"name": "n", "configuration": {"hnsw": {"foo": 1}}}, "configuration.hnsw.foo: unknown field `foo`"),
        (
            SEARCH,
            {"searches": [{"rank": {"$sub": {"left": {"$val": 1}}}}]},
            "searches[0].rank.$sub: missing field `right`",
        ),
        (SEARCH, {"searches": [{"rank": {"$rrf": {}}}]}, "searches[0].rank.$rrf: unknown field `$rrf`"),
        (
            SEARCH,
            {"searches": [{"rank": {"$knn": {"query": [1], "limit": -1}}}]},
            "searches[0].rank.$knn.limit: invalid value: integer `-1`, expected u32",
        ),
    ],
)
def test_the_first_wrong_place_is_told(body: BodyShape, value: Any, reason: str) -> None:
    status, told = refusal(body, value)
    assert status == 422
    assert told.startswith(reason)


@pytest.mark.parametrize("rank", [5, {}, [], "x", {"$val": 1, "$abs": {"$val": 1}}, {"$sum": [{"$val": 1}, 2]}])
def test_a_rank_that_is_no_operator_is_bad_json_to_the_api(rank: Any) -> None:
    status, _ = refusal(SEARCH, {"searches": [{"rank": rank}]})
    assert status == 400


def test_the_engine_parses_filters_itself() -> None:
    assert QUERY.deferred == {"where", "where_document"}
    body = {"query_embeddings": [[1]], "where": 5, "where_document": [[]]}
    assert QUERY.check(body) == body


def test_a_uuid_is_text_in_json() -> None:
    feed = shape("AddFunctionInputPayload")
    body = {"input_collection_id": "2c37b2a1-cbe1-4662-a3d9-74602519ea79"}
    assert feed.check(body) == body
    told = 'input_collection_id: invalid value: string "nope", expected a UUID'
    assert refusal(feed, {"input_collection_id": "nope"}) == (422, told)
    assert refusal(feed, {"input_collection_id": 7})[0] == 422


def test_unknown_fields_are_left_out() -> None:
    assert ADD.check({"ids": [], "embeddings": [], "foo": 1}) == {"ids": [], "embeddings": []}


def test_older_names_of_a_schema_reach_the_engine_as_they_came() -> None:
    body = {"name": "n", "schema": {"defaults": {"#string": {}}, "key_overrides": {}}}
    assert CREATE.check(body) == body


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AddCollectionRecordsPayload", {"ids": [1] * 10_000, "embeddings": [["x"] * 1_000] * 10}),
        ("AddCollectionRecordsPayload", {"ids": [], "embeddings": [], "metadatas": [{"k": [[]] * 10_000}] * 10}),
        ("CreateCollectionPayload", {"name": "n", "metadata": {str(number): None for number in range(10_000)}}),
        ("SearchRequestPayload", {"searches": [{"rank": {"$sum": [{"$val": "x"}] * 10_000}}] * 10}),
    ],
)
def test_a_body_full_of_wrong_values_is_a_handful_of_errors(name: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        validator_of(model(name)).validate_python(value)
    assert caught.value.error_count() < 200


@pytest.mark.parametrize("count", [1, 30, 5000])
def test_of_many_unknown_keys_one_is_told(count: int) -> None:
    unknown = {f"k{number}": number for number in range(count)}
    body = {"name": "abc", "configuration": {"hnsw": {"ef_search": 10, **unknown}}}
    with pytest.raises(ApiError, match=r"configuration\.hnsw\.k0: unknown field `k0`") as refused:
        CREATE.check(body)
    assert refused.value.status == 422
    validate = validator_of(model("CreateCollectionPayload")).validate_python
    with pytest.raises(ValidationError) as told:
        validate(body)
    assert told.value.error_count() <= 30
