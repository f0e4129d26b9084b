// Code generated from spec/openapi.yaml by chroma_generator. DO NOT EDIT: change the source and generate again.

// Package rest has one method for each operation of the Chroma HTTP API and one type for each of its schemas.
//
// It sends what it is given and returns what comes. Package chroma, one directory above, is made for people: it checks
// arguments, embeds, batches, repeats what may be repeated and has one tree of errors.
package rest
