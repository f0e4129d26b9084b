package chroma

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sync"
	"testing"
	"time"
)

// quick repeats without waiting.
var quick = RetryPolicy{Attempts: 4, MaxRetryAfter: time.Second}

const collectionJSON = `{"id":"00000000-0000-0000-0000-00000000000a","name":"fruit","configuration_json":` +
	`{"hnsw":{"space":"l2"},"spann":null,"embedding_function":null},"schema":null,"metadata":{"n":1},"dimension":2,` +
	`"tenant":"default_tenant","database":"default_database","log_position":0,"version":0}`

type sentRequest struct {
	Method, Path string
	Header       http.Header
	Body         map[string]any
}

// server answers the usual to every request, unless a handler of the test does.
type server struct {
	*httptest.Server
	t       *testing.T
	mutex   sync.Mutex
	sent    []sentRequest
	handler func(answer http.ResponseWriter, number int) bool // number counts requests of the operation, from 1
	path    string                                            // the end of the path that the handler is for
	counted int
	limits  string
}

func newServer(t *testing.T, path string, handler func(http.ResponseWriter, int) bool) *server {
	t.Helper()
	s := &server{t: t, handler: handler, path: path, limits: `{"max_batch_size":1000,"supports_base64_encoding":true}`}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *server) serve(answer http.ResponseWriter, request *http.Request) {
	content, _ := io.ReadAll(request.Body) // a client that breaks off is seen in what it returns
	var body map[string]any
	if len(content) > 0 && json.Unmarshal(content, &body) != nil {
		s.t.Errorf("%s %s: the body is not JSON: %s", request.Method, request.URL, content)
	}
	s.mutex.Lock()
	s.sent = append(s.sent, sentRequest{request.Method, request.RequestURI, request.Header, body})
	mine := s.handler != nil && hasSuffix(request.URL.Path, s.path)
	if mine {
		s.counted++
	}
	number := s.counted
	s.mutex.Unlock()
	if mine && s.handler(answer, number) {
		return
	}
	_, _ = io.WriteString(answer, s.usual(request.URL.Path))
}

func hasSuffix(path, suffix string) bool {
	return len(path) >= len(suffix) && path[len(path)-len(suffix):] == suffix
}

func (s *server) usual(path string) string {
	for suffix, answer := range map[string]string{
		"/heartbeat":         `{"nanosecond heartbeat":1763733600123456789}`,
		"/pre-flight-checks": s.limits,
		"/fruit":             collectionJSON,
		"/collections":       collectionJSON,
		"/count":             `3`,
		"/identity":          `{"user_id":"u","tenant":"t","databases":["d"]}`,
		"/delete":            `{"deleted":1}`,
		"/get":               `{"ids":[],"embeddings":null,"documents":[],"uris":null,"metadatas":[],"include":[]}`,
		"/query":             `{"ids":[[]],"embeddings":null,"documents":[[]],"uris":null,"metadatas":[[]],"distances":[[]],"include":[]}`,
		"/search":            `{"ids":[[]],"documents":[null],"embeddings":[null],"metadatas":[null],"scores":[null],"select":[[]]}`,
	} {
		if hasSuffix(path, suffix) {
			return answer
		}
	}
	return `{}`
}

// requests are those whose path ends so.
func (s *server) requests(path string) []sentRequest {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var found []sentRequest
	for _, request := range s.sent {
		if hasSuffix(request.Path, path) {
			found = append(found, request)
		}
	}
	return found
}

func (s *server) client(options ...Option) *Client {
	s.t.Helper()
	client, err := NewHTTPClient(append([]Option{WithBaseURL(s.URL), WithRetryPolicy(quick)}, options...)...)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = client.Close() })
	return client
}

func (s *server) collection(options ...CollectionOption) *Collection {
	s.t.Helper()
	collection, err := s.client().GetCollection(context.Background(), "fruit", options...)
	if err != nil {
		s.t.Fatal(err)
	}
	return collection
}

func refuse(status int, kind, message string) func(http.ResponseWriter, int) bool {
	return func(answer http.ResponseWriter, _ int) bool {
		answer.WriteHeader(status)
		written, _ := json.Marshal(map[string]string{"error": kind, "message": message})
		_, _ = answer.Write(written)
		return true
	}
}

// problem is the Error that err is.
func problem(t *testing.T, err error) *Error {
	t.Helper()
	var found *Error
	if !errors.As(err, &found) {
		t.Fatalf("got %v, wanted an *Error", err)
	}
	return found
}

func wantIs(t *testing.T, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Fatalf("got %v, wanted %v", err, class)
	}
}

func wantEqual[T any](t *testing.T, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %#v, wanted %#v", got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sameJSON compares by value: 1 and 1.0 are the same number.
func sameJSON(t *testing.T, name string, got, want []byte) {
	t.Helper()
	var a, b any
	must(t, json.Unmarshal(got, &a))
	must(t, json.Unmarshal(want, &b))
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s:\n got    %s\n wanted %s", name, got, want)
	}
}
