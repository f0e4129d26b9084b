//! The search that a user would have built, from the one on the wire.

use chroma::search::{Aggregate, GroupBy, Knn, Rank};
use chroma::{Key, Result, Search, SparseVector, Where};
use serde_json::Value;

use crate::methods::{Arguments, invalid};

/// Builds a search.
pub fn search(wire: &Value) -> Result<Search> {
    let mut made = Search::new();
    if let Some(filter) = wire.get("filter").filter(|filter| filter.as_object().is_some_and(|parts| !parts.is_empty()))
    {
        made = made.filter(Where::from_json(filter)?);
    }
    if let Some(given) = wire.get("rank").filter(|rank| !rank.is_null()) {
        made = made.rank(rank(given)?);
    }
    if let Some(group) = wire.get("group_by").filter(|group| group.as_object().is_some_and(|parts| !parts.is_empty())) {
        let arguments = Arguments(group);
        let keys: Vec<String> = arguments.get("keys")?;
        made = made.group_by(GroupBy::new(keys, aggregate(&arguments.get("aggregate")?)?));
    }
    if let Some(page) = wire.get("limit") {
        let arguments = Arguments(page);
        made = made.offset(arguments.get::<Option<u32>>("offset")?.unwrap_or(0));
        if let Some(limit) = arguments.get("limit")? {
            made = made.limit(limit);
        }
    }
    if let Some(select) = wire.get("select") {
        made = made.select(Arguments(select).get::<Option<Vec<String>>>("keys")?.unwrap_or_default());
    }
    Ok(made)
}

fn aggregate(wire: &Value) -> Result<Aggregate> {
    let (operator, order) = only(wire)?;
    let arguments = Arguments(order);
    let keys: Vec<String> = arguments.get("keys")?;
    match operator {
        "$min_k" => Ok(Aggregate::min_k(keys, arguments.get("k")?)),
        "$max_k" => Ok(Aggregate::max_k(keys, arguments.get("k")?)),
        _ => Err(invalid(format!("{operator} is no aggregate"))),
    }
}

fn rank(wire: &Value) -> Result<Rank> {
    let (operator, operand) = only(wire)?;
    let all = || -> Result<Vec<Rank>> {
        operand.as_array().ok_or_else(|| invalid(format!("{operator} wants a list")))?.iter().map(rank).collect()
    };
    let side = |name: &str| rank(&operand[name]).map(Box::new);
    Ok(match operator {
        "$knn" => knn(operand)?.into(),
        "$val" => Rank::Val(operand.as_f64().ok_or_else(|| invalid("$val wants a number".to_owned()))?),
        "$sum" => Rank::Sum(all()?),
        "$mul" => Rank::Mul(all()?),
        "$max" => Rank::Max(all()?),
        "$min" => Rank::Min(all()?),
        "$sub" => Rank::Sub(side("left")?, side("right")?),
        "$div" => Rank::Div(side("left")?, side("right")?),
        "$abs" => rank(operand)?.abs(),
        "$exp" => rank(operand)?.exp(),
        "$log" => rank(operand)?.log(),
        _ => return Err(invalid(format!("{operator} is no operator of a rank"))),
    })
}

fn knn(wire: &Value) -> Result<Knn> {
    let arguments = Arguments(wire);
    let mut made = if wire["query"].is_object() {
        Knn::sparse(arguments.get::<SparseVector>("query")?)
    } else {
        Knn::dense(arguments.get::<Vec<f32>>("query")?)
    };
    if let Some(key) = arguments.get::<Option<String>>("key")? {
        made = made.key(Key::new(key));
    }
    if let Some(limit) = arguments.get("limit")? {
        made = made.limit(limit);
    }
    if let Some(score) = arguments.get("default")? {
        made = made.default_score(score);
    }
    if arguments.get::<Option<bool>>("return_rank")?.unwrap_or(false) {
        made = made.return_rank();
    }
    Ok(made)
}

fn only(wire: &Value) -> Result<(&str, &Value)> {
    let entry = wire.as_object().filter(|entries| entries.len() == 1).and_then(|entries| entries.iter().next());
    entry.map(|(name, value)| (name.as_str(), value)).ok_or_else(|| invalid(format!("{wire} is no operator")))
}
