//! The client against a server that misbehaves.

mod support;

use std::time::Duration;

use chroma::rest::{models, requests};
use chroma::{
    ChromaAuthMethod, ChromaError, ChromaHttpClient, ChromaHttpClientOptions, Delete, Get, Headers, Records,
    RetryPolicy, Timeouts,
};
use serde_json::json;
use support::{Reply, Server};

fn heartbeat() -> Reply {
    Reply::json(200, json!({"nanosecond heartbeat": 1_763_727_000_123_456_789_u64}))
}

/// Answers the first requests badly and the others with `good`.
fn at_first(bad: Reply, times: usize, good: Reply) -> impl Fn(&support::Seen, usize) -> Reply + Send + Sync {
    move |_, number| if number < times { bad.clone() } else { good.clone() }
}

#[tokio::test]
async fn the_heartbeat_keeps_all_its_digits() {
    let server = Server::start(|_, _| heartbeat()).await;
    assert_eq!(server.client().heartbeat().await.expect("a heartbeat"), 1_763_727_000_123_456_789);
}

#[tokio::test]
async fn what_a_repeatable_operation_meets_by_chance_is_tried_again() {
    for bad in [Reply::error(503, "ChromaError", "starting"), Reply::Close, Reply::Truncate] {
        let server = Server::start(at_first(bad, 3, heartbeat())).await;
        assert!(server.client().heartbeat().await.is_ok());
        assert_eq!(server.seen().len(), 4);
    }
}

#[tokio::test]
async fn the_tries_end_and_the_last_failure_is_told() {
    let server = Server::start(|_, _| Reply::error(503, "ChromaError", "starting")).await;
    let error = server.client().heartbeat().await.expect_err("no heartbeat");
    assert!(matches!(error, ChromaError::Unavailable(_)), "{error:?}");
    assert_eq!((error.status(), error.message(), server.seen().len()), (Some(503), "starting", 4));
}

#[tokio::test]
async fn what_may_have_been_done_is_not_repeated() {
    for bad in [Reply::error(503, "ChromaError", "stopping"), Reply::Close, Reply::Truncate] {
        let server = Server::start(move |_, _| bad.clone()).await;
        assert!(server.client().create_tenant("tenant").await.is_err());
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn what_was_refused_is_repeated_for_every_operation() {
    let refused = Reply::error(429, "ChromaError", "slow down").with("retry-after", "0");
    let server = Server::start(at_first(refused, 1, Reply::json(200, json!({})))).await;
    server.client().create_tenant("tenant").await.expect("a tenant");
    assert_eq!(server.seen().len(), 2);
    assert_eq!(server.seen()[0].body, server.seen()[1].body);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_instead() {
    let server = Server::start(|_, _| Reply::error(429, "ChromaError", "slow").with("retry-after", "3600")).await;
    let error = server.client().heartbeat().await.expect_err("no heartbeat");
    assert!(matches!(error, ChromaError::RateLimit(_)), "{error:?}");
    assert_eq!(error.details().retry_after, Some(Duration::from_secs(3600)));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn nothing_is_repeated_when_the_policy_says_so() {
    let server = Server::start(|_, _| Reply::error(429, "ChromaError", "slow down")).await;
    let options = ChromaHttpClientOptions { retries: RetryPolicy::never(), ..server.options() };
    assert!(ChromaHttpClient::new(options).heartbeat().await.is_err());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_silent_server_is_a_timeout() {
    let server = Server::start(|_, _| Reply::Stall).await;
    let timeouts = Timeouts { read: Some(Duration::from_millis(50)), ..Timeouts::default() };
    let options = ChromaHttpClientOptions { timeouts, retries: RetryPolicy::never(), ..server.options() };
    let error = ChromaHttpClient::new(options).heartbeat().await.expect_err("no heartbeat");
    assert!(matches!(error, ChromaError::Timeout(_)), "{error:?}");
    assert_eq!((error.status(), error.operation()), (None, Some("heartbeat")));
}

#[tokio::test]
async fn the_limit_for_a_call_as_a_whole_counts_its_repetitions() {
    let server = Server::start(|_, _| Reply::error(503, "ChromaError", "starting").with("retry-after", "30")).await;
    let timeouts = Timeouts { total: Some(Duration::from_millis(100)), ..Timeouts::default() };
    let client = ChromaHttpClient::new(ChromaHttpClientOptions { timeouts, ..server.options() });
    let error = client.heartbeat().await.expect_err("no heartbeat");
    assert!(matches!(error, ChromaError::Timeout(_)), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn dropping_a_call_cancels_it() {
    let server = Server::start(|_, number| if number == 0 { Reply::Stall } else { heartbeat() }).await;
    let client = server.client();
    assert!(tokio::time::timeout(Duration::from_millis(50), client.heartbeat()).await.is_err());
    assert!(client.heartbeat().await.is_ok());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn no_server_is_a_connection_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let options = ChromaHttpClientOptions {
        endpoint: format!("http://{address}").parse().expect("a URL"),
        retries: RetryPolicy { attempts: 2, base_delay: Duration::ZERO, ..RetryPolicy::default() },
        ..Default::default()
    };
    let error = ChromaHttpClient::new(options).create_tenant("tenant").await.expect_err("no tenant");
    assert!(matches!(error, ChromaError::Connection(_)), "{error:?}");
    assert!(error.message().contains(&address.to_string()), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn an_answer_that_is_not_chromas_is_told_as_such() {
    for body in ["<html>hello</html>", "{}", "", "{\"nanosecond heartbeat\": \"late\"}"] {
        let server = Server::start(move |_, _| Reply::text(200, body)).await;
        let error = server.client().heartbeat().await.expect_err("no heartbeat");
        assert!(matches!(error, ChromaError::InvalidResponse(_)), "{error:?}");
        assert_eq!((error.status(), server.seen().len()), (Some(200), 1));
    }
}

#[tokio::test]
async fn every_failure_has_its_variant() {
    type Check = fn(&ChromaError) -> bool;
    let cases: [(u16, &str, &str, Check); 17] = [
        (400, "InvalidArgumentError", "m", |error| matches!(error, ChromaError::InvalidArgument(_))),
        (401, "ChromaError", "m", |error| matches!(error, ChromaError::Unauthenticated(_))),
        (403, "ChromaError", "m", |error| matches!(error, ChromaError::PermissionDenied(_))),
        (404, "NotFoundError", "m", |error| matches!(error, ChromaError::NotFound(_))),
        (409, "ChromaError", "m", |error| matches!(error, ChromaError::Conflict(_))),
        (410, "Unimplemented", "m", |error| matches!(error, ChromaError::Unimplemented(_))),
        (412, "ChromaError", "m", |error| matches!(error, ChromaError::PreconditionFailed(_))),
        (413, "ChromaError", "m", |error| matches!(error, ChromaError::TooLarge(_))),
        (415, "ChromaError", "m", |error| matches!(error, ChromaError::InvalidArgument(_))),
        (422, "ChromaError", "m", |error| matches!(error, ChromaError::InvalidArgument(_))),
        (422, "ChromaError", "Quota exceeded: 'x'", |error| matches!(error, ChromaError::Quota(_))),
        (500, "InternalError", "m", |error| matches!(error, ChromaError::Internal(_))),
        (500, "VersionMismatchError", "m", |error| matches!(error, ChromaError::VersionMismatch(_))),
        (501, "ChromaError", "m", |error| matches!(error, ChromaError::Unimplemented(_))),
        (504, "ChromaError", "m", |error| matches!(error, ChromaError::Timeout(_))),
        (507, "ChromaError", "m", |error| matches!(error, ChromaError::Internal(_))),
        (418, "Teapot", "m", |error| matches!(error, ChromaError::Other(_))),
    ];
    for (status, kind, message, is_right) in cases {
        let server = Server::start(move |_, _| {
            Reply::error(status, kind, message).with("chroma-trace-id", "0af7651916cd43dd8448eb211c80319c")
        })
        .await;
        let error = server.client().get_tenant("tenant").await.expect_err("no tenant");
        assert!(is_right(&error), "{status}: {error:?}");
        assert_eq!((error.status(), error.kind(), error.message()), (Some(status), Some(kind), message));
        assert_eq!(error.request_id(), Some("0af7651916cd43dd8448eb211c80319c"));
        let details = error.details();
        assert_eq!((details.operation, details.method), (Some("get_tenant"), Some("GET")));
        assert_eq!(details.url, Some(format!("{}/api/v2/tenants/tenant", server.url)));
    }
}

#[tokio::test]
async fn failures_without_a_body_of_chroma_have_a_message_and_no_trace_of_zeros() {
    for (status, body, message) in [
        (404, "", "The server answered 404 without a message"),
        (413, "length limit exceeded", "length limit exceeded"),
        (502, "<html>Bad Gateway</html>", "The server answered 502 without a message"),
        (400, "[1]", "[1]"),
    ] {
        let server = Server::start(move |_, _| Reply::text(status, body).with("chroma-trace-id", "0".repeat(32))).await;
        let error = server.client().version().await.expect_err("no version");
        assert_eq!((error.status(), error.message(), error.request_id()), (Some(status), message, None));
    }
}

#[tokio::test]
async fn redirects_are_not_followed_and_credentials_stay() {
    let other = Server::start(|_, _| heartbeat()).await;
    let place = format!("{}/elsewhere?key=ck-secret", other.url);
    let server = Server::start(move |_, _| Reply::text(307, "").with("location", place.clone())).await;
    let error = server.client().heartbeat().await.expect_err("no heartbeat");
    assert_eq!(error.status(), Some(307));
    assert!(error.message().contains("elsewhere") && !error.message().contains("ck-secret"), "{error}");
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn credentials_and_headers_are_sent_and_never_shown() {
    let server = Server::start(|_, _| Reply::error(401, "ChromaError", "Permission denied.")).await;
    let options = ChromaHttpClientOptions {
        endpoint: format!("{}/prefix/", server.url.replace("http://", "http://me:pw-secret@")).parse().expect("a URL"),
        auth_method: ChromaAuthMethod::cloud_api_key("ck-secret").expect("a key"),
        headers: Headers::new().with("x-more", "hidden-secret").expect("a header"),
        ..Default::default()
    };
    let shown = format!("{options:?}");
    let client = ChromaHttpClient::new(options);
    let error = client.heartbeat().await.expect_err("no heartbeat");
    let all = format!("{error} {error:?} {client:?}");
    assert!(!all.contains("secret"), "{all}");
    assert!(!shown.contains("ck-secret") && !shown.contains("hidden-secret"), "{shown}");
    let seen = &server.seen()[0];
    assert_eq!(seen.path, "/prefix/api/v2/heartbeat");
    assert_eq!(
        (seen.headers["x-chroma-token"].as_str(), seen.headers["x-more"].as_str()),
        ("ck-secret", "hidden-secret")
    );
    assert!(seen.headers["user-agent"].starts_with("polychrome-rust/"));

    let bearer = ChromaAuthMethod::bearer("token").expect("a token");
    let client = ChromaHttpClient::new(ChromaHttpClientOptions { auth_method: bearer, ..server.options() });
    assert!(client.heartbeat().await.is_err());
    assert_eq!(server.seen()[1].headers["authorization"], "Bearer token");
}

#[tokio::test]
async fn wrong_options_are_told_by_the_first_call() {
    let wrong = [
        ChromaHttpClientOptions { endpoint: "ftp://host".parse().expect("a URL"), ..Default::default() },
        ChromaHttpClientOptions { endpoint: "http://host/?a=b".parse().expect("a URL"), ..Default::default() },
        ChromaHttpClientOptions {
            retries: RetryPolicy { attempts: 0, ..RetryPolicy::default() },
            ..Default::default()
        },
    ];
    for options in wrong {
        let client = ChromaHttpClient::new(options);
        assert!(matches!(client.heartbeat().await, Err(ChromaError::InvalidArgument(_))), "{client:?}");
    }
}

#[tokio::test]
async fn names_are_escaped_in_paths_and_dots_alone_are_refused() {
    let server = Server::start(|_, _| Reply::json(200, json!({"name": "n", "resource_name": null}))).await;
    server.client().get_tenant("a/b c?d#e%\u{e9}").await.expect("a tenant");
    assert_eq!(server.seen()[0].path, "/api/v2/tenants/a%2Fb%20c%3Fd%23e%25%C3%A9");
    for name in [".", ".."] {
        assert!(matches!(server.client().get_tenant(name).await, Err(ChromaError::InvalidArgument(_))));
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn tenant_and_database_are_those_of_the_credentials_and_asked_once() {
    let server = Server::start(|seen, _| {
        if seen.path.ends_with("identity") {
            return Reply::json(200, json!({"user_id": "u", "tenant": "theirs", "databases": ["only"]}));
        }
        Reply::json(200, json!(3))
    })
    .await;
    let auth_method = ChromaAuthMethod::cloud_api_key("ck-1").expect("a key");
    let client = ChromaHttpClient::new(ChromaHttpClientOptions { auth_method, ..server.options() });
    let (first, second) = tokio::join!(client.count_collections(), client.count_collections());
    assert_eq!((first.expect("a count"), second.expect("a count")), (3, 3));
    assert_eq!(server.asked("identity").len(), 1);
    assert_eq!(server.asked("/tenants/theirs/databases/only/collections_count").len(), 2);
    assert_eq!(client.resolve().await.expect("a scope"), ("theirs".to_owned(), "only".to_owned()));

    let plain = server.client();
    plain.count_collections().await.expect("a count");
    assert_eq!(server.asked("/tenants/default_tenant/databases/default_database/collections_count").len(), 1);
    plain.in_database("t", "d").count_collections().await.expect("a count");
    assert_eq!(server.asked("/tenants/t/databases/d/collections_count").len(), 1);
    assert_eq!(server.asked("identity").len(), 1);
}

#[tokio::test]
async fn a_failed_question_for_the_scope_is_asked_again() {
    let server = Server::start(|seen, number| match (seen.path.ends_with("identity"), number) {
        (true, 0) => Reply::error(500, "InternalError", "not now"),
        (true, _) => Reply::json(200, json!({"user_id": "u", "tenant": "t", "databases": ["d"]})),
        (false, _) => Reply::json(200, json!(0)),
    })
    .await;
    let auth_method = ChromaAuthMethod::cloud_api_key("ck-1").expect("a key");
    let client = ChromaHttpClient::new(ChromaHttpClientOptions { auth_method, ..server.options() });
    assert!(matches!(client.count_collections().await, Err(ChromaError::Internal(_))));
    assert_eq!(client.count_collections().await.expect("a count"), 0);
}

#[tokio::test]
async fn large_writes_are_split_and_a_failure_says_how_far_they_came() {
    let server = Server::with_collection(|seen, _| {
        if seen.json()["ids"][0] == "4" {
            Reply::error(400, "InvalidArgumentError", "bad")
        } else {
            Reply::json(201, json!({}))
        }
    })
    .await;
    let collection = server.client().get_collection("fruit").await.expect("a collection");
    let records =
        |count: usize| Records::new((0..count).map(|number| number.to_string())).embeddings(vec![[0.5, 0.25]; count]);
    collection.add(records(3)).await.expect("two requests");
    let sent = server.asked("/add");
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].json(), json!({"ids": ["0", "1"], "embeddings": ["AAAAPwAAgD4=", "AAAAPwAAgD4="]}));
    assert_eq!(sent[1].json(), json!({"ids": ["2"], "embeddings": ["AAAAPwAAgD4="]}));
    assert_eq!(server.asked("pre-flight-checks").len(), 1);

    let error = collection.add(records(7)).await.expect_err("the third request fails");
    assert!(matches!(error, ChromaError::InvalidArgument(_)), "{error:?}");
    assert_eq!((error.details().records_written, error.details().failed_batch), (Some(4), Some(3)));
    assert!(error.message().starts_with("bad (request 3") && error.message().contains("first 4 of 7"), "{error}");
}

#[tokio::test]
async fn what_is_wrong_here_is_never_sent() {
    let server = Server::with_collection(|_, _| Reply::json(200, json!({}))).await;
    let collection = server.client().get_collection("fruit").await.expect("a collection");
    let before = server.seen().len();
    assert!(collection.add(Records::new(["a"])).await.is_err());
    assert!(collection.add(Records::new(["a", "a"]).embeddings([[1.0], [1.0]])).await.is_err());
    assert!(collection.delete(Delete::new()).await.is_err());
    assert!(collection.delete(Delete::new().ids(["a"]).limit(1)).await.is_err());
    assert!(collection.get(Get::new().include([chroma::Include::Distances])).await.is_err());
    assert_eq!(server.seen().len(), before);
}

#[tokio::test]
async fn what_has_no_method_can_be_sent_all_the_same() {
    let server = Server::start(|_, _| Reply::json(200, json!({"name": "n", "resource_name": "r", "new": 1}))).await;
    let client = server.client();
    let tenant: models::Tenant = client.send(requests::get_tenant("n").expect("a request")).await.expect("a tenant");
    assert_eq!(tenant.resource_name.as_deref(), Some("r"));
    let whole: serde_json::Value =
        client.send(requests::get_tenant("n").expect("a request").answered_as()).await.expect("a tenant");
    assert_eq!(whole["new"], 1);
}
