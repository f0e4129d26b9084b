package chroma

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var background = context.Background()

func TestEveryOperationIsRepeatedOn429(t *testing.T) {
	s := newServer(t, "/collections", func(answer http.ResponseWriter, number int) bool {
		if number == 3 {
			return false
		}
		answer.Header().Set("Retry-After", "0")
		return refuse(429, "ChromaError", "slow down")(answer, number)
	})
	_, err := s.client().CreateCollection(background, "fruit")
	must(t, err)
	wantEqual(t, len(s.requests("/collections")), 3)
}

func TestTheAttemptsEnd(t *testing.T) {
	s := newServer(t, "/heartbeat", refuse(429, "ChromaError", "slow down"))
	err := s.client().Heartbeat(background)
	wantIs(t, err, ErrRateLimited)
	wantEqual(t, len(s.requests("/heartbeat")), 4)
}

func TestALongRetryAfterIsToldInsteadOfWaitedFor(t *testing.T) {
	s := newServer(t, "/heartbeat", func(answer http.ResponseWriter, number int) bool {
		answer.Header().Set("Retry-After", "3600")
		return refuse(429, "ChromaError", "slow down")(answer, number)
	})
	found := problem(t, s.client().Heartbeat(background))
	wantEqual(t, found.RetryAfter, time.Hour)
	wantEqual(t, len(s.requests("/heartbeat")), 1)
}

func TestOnlyRepeatableOperationsAreRepeatedOn503(t *testing.T) {
	s := newServer(t, "/count", func(answer http.ResponseWriter, number int) bool {
		return number < 3 && refuse(503, "ChromaError", "starting")(answer, number)
	})
	count, err := s.collection().Count(background)
	must(t, err)
	wantEqual(t, count, 3)

	s = newServer(t, "/collections", refuse(503, "ChromaError", "starting"))
	_, err = s.client().CreateCollection(background, "fruit")
	wantIs(t, err, ErrUnavailable)
	wantEqual(t, len(s.requests("/collections")), 1)
}

// hangUp breaks the connection after some bytes of an answer.
func hangUp(t *testing.T, answer http.ResponseWriter, words string) {
	t.Helper()
	connection, buffered, err := answer.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = buffered.WriteString(words)
	_ = buffered.Flush()
	if tcp, isTCP := connection.(*net.TCPConn); isTCP && words == "" {
		_ = tcp.SetLinger(0) // a reset
	}
	_ = connection.Close()
}

func TestABrokenAnswerIsAskedForAgainWhereThatIsSafe(t *testing.T) {
	const half = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"deleted\":"
	for name, words := range map[string]string{"reset": "", "truncated": half} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, "/count", func(answer http.ResponseWriter, number int) bool {
				if number < 3 {
					hangUp(t, answer, words)
				}
				return number < 3
			})
			count, err := s.collection().Count(background)
			must(t, err)
			wantEqual(t, count, 3)

			s = newServer(t, "/delete", func(answer http.ResponseWriter, _ int) bool {
				hangUp(t, answer, words)
				return true
			})
			_, err = s.collection().Delete(background, DeleteRequest{IDs: []string{"a"}})
			wantIs(t, err, ErrConnection)
			wantEqual(t, len(s.requests("/delete")), 1)
		})
	}
}

func TestWithoutAConnectionEveryOperationIsTriedAgain(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := listener.Addr().String()
	must(t, listener.Close())
	var dialled atomic.Int32
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled.Add(1)
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	client, err := NewHTTPClient(WithBaseURL("http://"+address), WithRetryPolicy(quick), WithHTTPClient(&http.Client{Transport: transport}))
	must(t, err)
	err = client.Reset(background)
	wantIs(t, err, ErrConnection)
	wantEqual(t, dialled.Load(), 4)
	if !strings.Contains(err.Error(), "is it running?") {
		t.Errorf("the message does not help: %v", err)
	}
	var refusedBySystem *net.OpError
	if !errors.As(err, &refusedBySystem) {
		t.Errorf("the cause is lost: %v", err)
	}
}

func TestAServerThatKeepsSilentIsATimeout(t *testing.T) {
	release := make(chan struct{})
	silent := func(http.ResponseWriter, int) bool { <-release; return true }
	once := WithRetryPolicy(RetryPolicy{Attempts: 1})

	s := newServer(t, "/heartbeat", silent)
	t.Cleanup(func() { close(release) }) // before the server closes, which waits for its handlers
	err := s.client(once, WithTimeouts(Timeouts{Connect: DefaultTimeouts.Connect, Read: 20 * time.Millisecond})).Heartbeat(background)
	wantIs(t, err, ErrTimeout)

	err = s.client(once, WithTimeout(20*time.Millisecond)).Heartbeat(background)
	wantIs(t, err, ErrTimeout)
	wantIs(t, err, context.DeadlineExceeded)

	limited, cancel := context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	err = s.client().Heartbeat(limited)
	wantIs(t, err, ErrTimeout)
	wantIs(t, err, context.DeadlineExceeded)
}

func TestASlowAnswerIsNoTimeoutWhileItGoesOn(t *testing.T) {
	s := newServer(t, "/heartbeat", func(answer http.ResponseWriter, _ int) bool {
		for _, piece := range strings.SplitAfter(`{"nanosecond heartbeat": 1763733600123456789}`, ":") {
			_, _ = io.WriteString(answer, piece)
			answer.(http.Flusher).Flush()
		}
		return true
	})
	now, err := s.client(WithTimeouts(Timeouts{Read: time.Minute})).ServerTime(background)
	must(t, err)
	wantEqual(t, now.UnixNano(), int64(1763733600123456789))
}

func TestACancelledCallEndsAtOnceAndIsNotRepeated(t *testing.T) {
	cancelled, cancel := context.WithCancel(background)
	s := newServer(t, "/heartbeat", func(answer http.ResponseWriter, number int) bool {
		cancel()
		return refuse(503, "ChromaError", "starting")(answer, number)
	})
	patient := WithRetryPolicy(RetryPolicy{Attempts: 4, BaseDelay: time.Hour, MaxDelay: time.Hour})
	err := s.client(patient).Heartbeat(cancelled)
	wantIs(t, err, context.Canceled)
	wantEqual(t, len(s.requests("/heartbeat")), 1)

	err = s.client().Heartbeat(cancelled)
	wantIs(t, err, context.Canceled)
	wantEqual(t, len(s.requests("/heartbeat")), 1)
}

func TestADeadlineThatComesBeforeTheNextTryTellsTheRealError(t *testing.T) {
	s := newServer(t, "/heartbeat", refuse(503, "ChromaError", "starting"))
	client := s.client(WithRetryPolicy(RetryPolicy{Attempts: 4, BaseDelay: 100 * time.Hour, MaxDelay: 100 * time.Hour}))
	client.core.transport.random = func() float64 { return 0.9 }
	limited, cancel := context.WithTimeout(background, time.Hour)
	defer cancel()
	wantIs(t, client.Heartbeat(limited), ErrUnavailable)
}

func TestAnswersThatAreNotChromas(t *testing.T) {
	for name, content := range map[string]string{
		"html": "<html>hello</html>", "empty": "", "truncated": `{"nanosecond heart`, "another": `{"status": "ok"}`, "list": `[]`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, "/heartbeat", func(answer http.ResponseWriter, _ int) bool {
				_, _ = io.WriteString(answer, content)
				return true
			})
			wantIs(t, s.client().Heartbeat(background), ErrInvalidResponse)
			wantEqual(t, len(s.requests("/heartbeat")), 1)
		})
	}
}

func TestErrorsCarryWhatTheServerSays(t *testing.T) {
	s := newServer(t, "/fruit", func(answer http.ResponseWriter, number int) bool {
		answer.Header().Set("Chroma-Trace-Id", "0123456789abcdef0123456789abcdef")
		return refuse(404, "NotFoundError", "Collection [fruit] does not exist")(answer, number)
	})
	_, err := s.client().GetCollection(background, "fruit")
	found := problem(t, err)
	wantIs(t, err, ErrNotFound)
	wantEqual(t, found.Status, 404)
	wantEqual(t, found.Kind, "NotFoundError")
	wantEqual(t, found.Message, "Collection [fruit] does not exist")
	wantEqual(t, found.Operation, "get_collection")
	wantEqual(t, found.Method, "GET")
	wantEqual(t, found.URL, s.URL+"/api/v2/tenants/default_tenant/databases/default_database/collections/fruit")
	wantEqual(t, found.RequestID, "0123456789abcdef0123456789abcdef")
	wantEqual(t, found.TraceID, found.RequestID)
	for _, part := range []string{"get_collection", "does not exist", "status 404", "0123456789abcdef"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
}

func TestEveryStatusHasItsError(t *testing.T) {
	for _, c := range []struct {
		status        int
		kind, message string
		class         error
	}{
		{400, "InvalidArgumentError", "bad", ErrInvalidArgument},
		{401, "ChromaError", "Permission denied.", ErrUnauthorized},
		{403, "ChromaError", "Permission denied.", ErrForbidden},
		{404, "", "", ErrNotFound},
		{409, "ChromaError", "exists", ErrConflict},
		{410, "Unimplemented", "v1", ErrUnimplemented},
		{412, "ChromaError", "changed", ErrPreconditionFailed},
		{413, "", "", ErrTooLarge},
		{415, "ChromaError", "type", ErrInvalidArgument},
		{422, "ChromaError", "shape", ErrInvalidArgument},
		{422, "ChromaError", "Quota exceeded: 'x'", ErrQuotaExceeded},
		{500, "InternalError", "oops", ErrInternal},
		{500, "VersionMismatchError", "old", ErrInternal},
		{501, "ChromaError", "no", ErrUnimplemented},
		{502, "", "", ErrUnavailable},
		{504, "ChromaError", "late", ErrTimeout},
		{599, "", "", ErrInternal},
	} {
		s := newServer(t, "/reset", refuse(c.status, c.kind, c.message))
		err := s.client().Reset(background)
		if !errors.Is(err, c.class) || problem(t, err).Status != c.status {
			t.Errorf("%d %s: got %v, wanted %v", c.status, c.kind, err, c.class)
		}
	}
	if !errors.Is(ErrDuplicateID, ErrInvalidArgument) || !errors.Is(ErrNoEmbeddingFunction, ErrInvalidArgument) {
		t.Error("the tree of errors is not as it is drawn")
	}
}

func TestErrorsOfProxiesAreShownAndRedirectsAreNotFollowed(t *testing.T) {
	s := newServer(t, "/reset", func(answer http.ResponseWriter, _ int) bool {
		answer.WriteHeader(502)
		_, _ = io.WriteString(answer, "upstream is gone")
		return true
	})
	wantEqual(t, problem(t, s.client().Reset(background)).Message, "upstream is gone")

	s = newServer(t, "/reset", func(answer http.ResponseWriter, _ int) bool {
		answer.Header().Set("Location", "https://user:secret@elsewhere.example/?api_key=secret")
		answer.WriteHeader(307)
		return true
	})
	err := s.client(WithAuth(TokenAuth("secret"))).Reset(background)
	wantEqual(t, problem(t, err).Status, 307)
	if strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "elsewhere.example") {
		t.Error(err)
	}
}

type headerPair struct{ name, value string }

func TestCredentialsAreSentAndNeverShown(t *testing.T) {
	const secret = "ck-very-secret"
	for name, want := range map[string]struct {
		option Option
		header headerPair
	}{
		"token":   {WithAuth(TokenAuth(secret)), headerPair{"X-Chroma-Token", secret}},
		"bearer":  {WithAuth(BearerAuth(secret)), headerPair{"Authorization", "Bearer " + secret}},
		"basic":   {WithAuth(BasicAuth("u", secret)), headerPair{"Authorization", "Basic dTpjay12ZXJ5LXNlY3JldA=="}},
		"headers": {WithHeaders(map[string]string{"x-chroma-token": secret}), headerPair{"X-Chroma-Token", secret}},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			s := newServer(t, "/heartbeat", func(answer http.ResponseWriter, number int) bool {
				return number == 1 && refuse(503, "ChromaError", "starting")(answer, number)
			})
			client := s.client(want.option, WithLogger(logger))
			must(t, client.Heartbeat(background))
			wantEqual(t, s.requests("/heartbeat")[1].Header.Get(want.header.name), want.header.value)
			shown := log.String()
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
				shown += fmt.Sprintf(verb, client) + fmt.Sprintf(verb, *client) + fmt.Sprintf(verb, client.core.transport)
			}
			shown += client.String() + fmt.Sprintf("%+v %#v", client.core, client.core.api)
			for _, part := range []string{secret, "dTpjay12ZXJ5LXNlY3JldA"} {
				if strings.Contains(shown, part) {
					t.Errorf("the secret is shown: %s", shown)
				}
			}
			if !strings.Contains(log.String(), "attempt=2") || !strings.Contains(log.String(), "status=200") {
				t.Errorf("the log does not tell: %s", log.String())
			}
		})
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		if shown := fmt.Sprintf(verb, TokenAuth(secret)); strings.Contains(shown, secret) || strings.Contains(shown, fmt.Sprintf("%x", secret)) {
			t.Errorf("%s shows %s", verb, shown)
		}
	}
}

func TestTheUserOfTheBaseURLIsNotShown(t *testing.T) {
	s := newServer(t, "/reset", refuse(403, "ChromaError", "no"))
	client := s.client(WithBaseURL(strings.Replace(s.URL, "://", "://user:secret@", 1)))
	err := client.Reset(background)
	if shown := fmt.Sprintf("%v %+v %v", err, problem(t, err), client); strings.Contains(shown, "secret") {
		t.Error(shown)
	}
	wantEqual(t, s.requests("/reset")[0].Header.Get("Authorization"), "Basic dXNlcjpzZWNyZXQ=")
}

type renewed struct{ calls int }

func (r *renewed) Authenticate(context.Context) (name, value string, err error) {
	r.calls++
	if r.calls == 3 {
		return "", "", errors.New("the vault is closed")
	}
	return "X-Chroma-Token", fmt.Sprintf("token-%d", r.calls), nil
}

func TestAProviderIsAskedBeforeEveryAttempt(t *testing.T) {
	s := newServer(t, "/heartbeat", refuse(429, "ChromaError", "slow down"))
	err := s.client(WithAuth(&renewed{})).Heartbeat(background)
	wantIs(t, err, ErrUnauthorized)
	sent := s.requests("/heartbeat")
	wantEqual(t, len(sent), 2)
	wantEqual(t, sent[1].Header.Get("X-Chroma-Token"), "token-2")
}

func TestEveryRequestSaysWhatItIs(t *testing.T) {
	s := newServer(t, "", nil)
	must(t, s.client(WithHeaders(map[string]string{"X-Own": "1"})).Heartbeat(background))
	header := s.requests("/heartbeat")[0].Header
	wantEqual(t, header.Get("User-Agent"), "polychrome-go/"+Version)
	wantEqual(t, header.Get("Accept"), "application/json")
	wantEqual(t, header.Get("X-Own"), "1")
}

func TestAClosedClientSaysSo(t *testing.T) {
	s := newServer(t, "", nil)
	client := s.client()
	collection, err := client.GetCollection(background, "fruit")
	must(t, err)
	must(t, client.Close())
	must(t, client.Close())
	wantIs(t, client.Heartbeat(background), ErrClosed)
	_, err = collection.Count(background)
	wantIs(t, err, ErrClosed)
}
