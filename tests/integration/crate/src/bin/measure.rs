//! Our client and the official crate, in turn, against the server at `CHROMA_URL`: time per add of 100 x 1536, per query,
//! per heartbeat. Prints medians in microseconds and their ratios as JSON. Who goes first changes from round to round,
//! and the first round of each kind warms up.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use polychrome::{Query, Records};
use serde_json::{Value, json};

const RECORDS: usize = 100;
const DIMENSION: usize = 1536;

/// Numbers that look random and are the same in every run.
fn vector(seed: usize) -> Vec<f32> {
    let mut state = seed as u64 + 1;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 40) as f32 / (1 << 24) as f32) - 0.5
    })
    .take(DIMENSION)
    .collect()
}

fn ids(round: usize) -> Vec<String> {
    (0..RECORDS).map(|number| format!("{round}-{number}")).collect()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// Which of the two has its turn, and in which round.
fn turns(rounds: usize) -> impl Iterator<Item = (usize, bool)> {
    (0..=rounds).flat_map(|round| [round % 2 == 0, round % 2 != 0].map(|is_ours| (round, is_ours)))
}

/// The times of ours and of theirs.
#[derive(Default)]
struct Times([Vec<Duration>; 2]);

impl Times {
    fn note(&mut self, round: usize, is_ours: bool, start: Instant) {
        if round > 0 {
            self.0[usize::from(!is_ours)].push(start.elapsed());
        }
    }

    fn row(self) -> Value {
        let [ours, official] = self.0.map(median);
        json!({
            "ours_us": ours.round(),
            "official_us": official.round(),
            "ratio": (official / ours * 100.0).round() / 100.0,
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let url = std::env::var("CHROMA_URL")?;
    let rounds: usize = std::env::var("ROUNDS").map_or(Ok(30), |rounds| rounds.parse())?;
    let vectors: Vec<Vec<f32>> = (0..RECORDS).map(vector).collect();

    let ours = polychrome::ChromaHttpClient::new(polychrome::ChromaHttpClientOptions {
        endpoint: url.parse()?,
        ..Default::default()
    });
    let theirs = official::ChromaHttpClient::new(official::ChromaHttpClientOptions {
        endpoint: url.parse()?,
        tenant_id: Some("default_tenant".to_owned()),
        database_name: Some("default_database".to_owned()),
        ..Default::default()
    });
    let our_collection = ours.create_collection("measure_ours").await?;
    let their_collection = theirs.create_collection("measure_theirs", None, None).await?;

    let mut adds = Times::default();
    for (round, is_ours) in turns(rounds) {
        let (names, given) = (ids(round), vectors.clone());
        let start = Instant::now();
        if is_ours {
            our_collection.add(Records::new(names).embeddings(given)).await?;
        } else {
            their_collection.add(names, given, None, None, None).await?;
        }
        adds.note(round, is_ours, start);
    }
    // Both ask the same collection: the other may lie otherwise at the server.
    let shared = ours.get_collection("measure_theirs").await?;
    let mut queries = Times::default();
    for (round, is_ours) in turns(rounds * 10) {
        let question = vec![vector(round)];
        let start = Instant::now();
        let found = if is_ours {
            shared.query(Query::embeddings(question)).await?.ids
        } else {
            their_collection.query(question, Some(10), None, None, None).await?.ids
        };
        queries.note(round, is_ours, start);
        ensure!(found[0].len() == 10);
    }
    let mut heartbeats = Times::default();
    for (round, is_ours) in turns(rounds * 30) {
        let start = Instant::now();
        if is_ours {
            ours.heartbeat().await?;
        } else {
            theirs.heartbeat().await?;
        }
        heartbeats.note(round, is_ours, start);
    }
    ours.delete_collection("measure_ours").await?;
    theirs.delete_collection("measure_theirs").await?;

    let times = json!({"add": adds.row(), "query": queries.row(), "heartbeat": heartbeats.row()});
    println!("{}", json!({"client": "rust", "official": "chroma 0.15.0", "rounds": rounds, "times": times}));
    Ok(())
}
