// Code generated from spec/openapi.yaml by chroma_generator. DO NOT EDIT: change the source and generate again.

package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Operation is one operation of the API.
type Operation struct {
	ID     string // its id in the description, such as "collection_add"
	Method string // the HTTP method
	Path   string // the template of the path
	// Repeatable tells whether it may be sent again when it is not known if the first attempt took effect.
	Repeatable bool
}

// Request is one call of an operation, ready to be sent.
type Request struct {
	Operation Operation
	Path      string     // percent-encoded, from "/api/v2" on
	Query     url.Values // nil without parameters
	Body      []byte     // JSON; nil without a body
}

// URL is where the request goes on a server.
func (r *Request) URL(server string) string {
	target := strings.TrimSuffix(server, "/") + r.Path
	if len(r.Query) > 0 {
		target += "?" + r.Query.Encode()
	}
	return target
}

// Response is the answer to a request, read to its end.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// Transport sends requests. It returns an error for every answer that is not a success.
type Transport interface {
	Send(ctx context.Context, request *Request) (*Response, error)
}

// Client calls the API's operations, one method for each.
type Client struct {
	Transport Transport
}

// HTTPTransport sends every request once.
type HTTPTransport struct {
	Server string       // the base URL, without "/api/v2"
	Client *http.Client // nil for [http.DefaultClient]
}

// Send implements [Transport]. An answer that is not a success is a [*StatusError].
func (t *HTTPTransport) Send(ctx context.Context, request *Request) (*Response, error) {
	var body io.Reader
	if request.Body != nil {
		body = bytes.NewReader(request.Body)
	}
	sent, err := http.NewRequestWithContext(ctx, request.Operation.Method, request.URL(t.Server), body)
	if err != nil {
		return nil, err
	}
	if request.Body != nil {
		sent.Header.Set("Content-Type", "application/json")
	}
	client := t.Client
	if client == nil {
		client = http.DefaultClient
	}
	answer, err := client.Do(sent)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(answer.Body)
	if closed := answer.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	response := &Response{Status: answer.StatusCode, Header: answer.Header, Body: content}
	if response.Status < 200 || response.Status > 299 {
		return nil, &StatusError{Response: response}
	}
	return response, nil
}

// StatusError is an answer that is not a success.
type StatusError struct {
	Response *Response
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("status %d: %s", e.Response.Status, e.Response.Body)
}

// InvalidResponseError is a success that is not what the API describes.
type InvalidResponseError struct {
	Request  *Request
	Response *Response
	Err      error // what decoding found
}

func (e *InvalidResponseError) Error() string {
	return fmt.Sprintf("%s: the answer is not what the API describes: %v", e.Request.Operation.ID, e.Err)
}

// Unwrap returns what decoding found.
func (e *InvalidResponseError) Unwrap() error { return e.Err }

func send[T any](ctx context.Context, transport Transport, request *Request) (*T, error) {
	response, err := transport.Send(ctx, request)
	if err != nil {
		return nil, err
	}
	answer := new(T)
	if err := json.Unmarshal(response.Body, answer); err != nil {
		return nil, &InvalidResponseError{Request: request, Response: response, Err: err}
	}
	return answer, nil
}

// segment encodes a name as one segment of a path. Dots alone would be taken for directories.
func segment(name string) string {
	if name == "." || name == ".." {
		return strings.ReplaceAll(name, ".", "%2E")
	}
	return strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
