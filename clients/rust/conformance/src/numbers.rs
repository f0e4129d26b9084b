//! Numbers that JSON does not have: requests say `NaN`, `Infinity` and `-Infinity` as bare words.

use serde_json::Value;

use chroma::Result;

use crate::methods::invalid;

const WORDS: [(&str, f32); 3] = [("-Infinity", f32::NEG_INFINITY), ("Infinity", f32::INFINITY), ("NaN", f32::NAN)];

/// The line with such words as texts that begin with a zero character, which no other text does.
pub fn marked(line: &str) -> String {
    let (mut made, mut rest, mut in_text) = (String::with_capacity(line.len()), line, false);
    while let Some(character) = rest.chars().next() {
        let word = WORDS.iter().find(|(word, _)| !in_text && rest.starts_with(word));
        if let Some((word, _)) = word {
            made.push_str(&format!("\"\\u0000{word}\""));
            rest = &rest[word.len()..];
            continue;
        }
        // What follows a backslash within a text does not end it.
        let length = if in_text && character == '\\' { 2 } else { character.len_utf8() };
        in_text ^= character == '"';
        made.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    made
}

/// Rows of numbers, such words among them.
pub fn vectors(value: &Value) -> Result<Vec<Vec<f32>>> {
    let wanted = || invalid(format!("{value} is no list of vectors"));
    let number = |value: &Value| {
        let word = value.as_str().and_then(|text| text.strip_prefix('\0'));
        let marked = word.and_then(|word| WORDS.iter().find(|(name, _)| *name == word)).map(|(_, number)| *number);
        marked.or_else(|| value.as_f64().map(|number| number as f32)).ok_or_else(wanted)
    };
    let rows = value.as_array().ok_or_else(wanted)?.iter();
    rows.map(|row| row.as_array().ok_or_else(wanted)?.iter().map(number).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_are_marked_and_texts_are_not() {
        let line = r#"{"NaN": [NaN, -Infinity, 1], "a\"NaN": "\\", "b": "ü Infinity"}"#;
        let value: Value = serde_json::from_str(&marked(line)).expect("JSON");
        let row = &vectors(&serde_json::json!([value["NaN"]])).expect("vectors")[0];
        assert!(row[0].is_nan() && row[1] == f32::NEG_INFINITY && row[2] == 1.0);
        assert_eq!((value["a\"NaN"].as_str(), value["b"].as_str()), (Some("\\"), Some("ü Infinity")));
    }
}
