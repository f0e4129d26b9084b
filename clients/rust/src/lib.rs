//! x
pub mod rest;
