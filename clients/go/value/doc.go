// Package value has the values of records that JSON alone does not describe: metadata, in which integers and floats are
// different things, and vectors of 32-bit floats.
package value
