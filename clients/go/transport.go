package chroma

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/polychrome/chroma-go/rest"
)

// Timeouts are how long to wait at most; 0 waits for ever.
type Timeouts struct {
	// Connect is for a connection to be made.
	Connect time.Duration
	// Read is between two pieces of a request or of an answer; in practice, for the server to do its work.
	Read time.Duration
	// Total is for a whole call, with every repetition.
	Total time.Duration
}

// DefaultTimeouts are those of a client for which none are named.
var DefaultTimeouts = Timeouts{Connect: 5 * time.Second, Read: 60 * time.Second}

const (
	idleConnections = 100
	idleTime        = 90 * time.Second
	// trustedLength is up to which length an answer's own word is taken for the memory it needs.
	trustedLength = 64 << 20
)

var errStalled = errors.New("nothing was heard within the read timeout")

// transport implements [rest.Transport]: it adds headers, repeats what may be repeated, and makes an [Error] of every
// failure.
type transport struct {
	server   string
	target   string // the server, as it may be shown
	http     *http.Client
	ours     bool // whether the connections are this client's own
	headers  func(context.Context, http.Header) error
	timeouts Timeouts
	policy   RetryPolicy
	logger   *slog.Logger
	closed   atomic.Bool
	random   func() float64
}

func newHTTPTransport(timeouts Timeouts) *http.Transport {
	dialer := net.Dialer{Timeout: timeouts.Connect, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSHandshakeTimeout: timeouts.Connect,
		MaxIdleConns:        idleConnections,
		MaxIdleConnsPerHost: idleConnections,
		IdleConnTimeout:     idleTime,
		ForceAttemptHTTP2:   true,
	}
}

func newTransport(c *config) *transport {
	sender := http.Client{Transport: newHTTPTransport(c.timeouts)}
	if c.httpClient != nil {
		sender = *c.httpClient
	}
	// Credentials go to the server they were given for and nowhere else.
	sender.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	logger := c.logger
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return &transport{
		server:   c.baseURL,
		target:   redactURL(c.baseURL),
		http:     &sender,
		ours:     c.httpClient == nil,
		headers:  c.headerFunc(),
		timeouts: c.timeouts,
		policy:   c.policy,
		logger:   logger,
		random:   rand.Float64,
	}
}

// Send implements [rest.Transport].
func (t *transport) Send(ctx context.Context, request *rest.Request) (*rest.Response, error) {
	if t.timeouts.Total > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t.timeouts.Total)
		defer cancel()
	}
	for attempt := 1; ; attempt++ {
		if t.closed.Load() {
			return nil, t.about(request, &Error{Message: "this client was closed; make a new one", class: ErrClosed})
		}
		response, failed, problem := t.try(ctx, request, attempt)
		if problem == nil {
			return response, nil
		}
		problem = t.about(request, problem)
		retryAfter := time.Duration(-1)
		if response != nil {
			retryAfter = parseRetryAfter(response.Header.Get("Retry-After"), time.Now())
		}
		wait, again := t.policy.delay(failed, attempt, request.Operation.Repeatable, t.random(), retryAfter)
		if !again {
			return nil, problem
		}
		if deadline, limited := ctx.Deadline(); limited && time.Until(deadline) <= wait {
			return nil, problem // the call would end while it waits, and say less
		}
		t.logger.InfoContext(ctx, "chroma: trying again", "operation", request.Operation.ID, "url", problem.URL,
			"attempt", attempt, "attempts", t.policy.Attempts, "delay", wait, "reason", problem.Message)
		if !sleep(ctx, wait) {
			return nil, t.about(request, contextError(ctx, t.target))
		}
	}
}

func (t *transport) about(request *rest.Request, problem *Error) *Error {
	problem.Operation, problem.Method = request.Operation.ID, request.Operation.Method
	problem.URL = redactURL(request.URL(t.server))
	return problem
}

// tell logs an attempt. What is logged is made only for those who want to see it.
func (t *transport) tell(ctx context.Context, request *rest.Request, attempt int, started time.Time, outcome ...any) {
	if t.logger.Enabled(ctx, slog.LevelDebug) {
		t.logger.DebugContext(ctx, "chroma: a try", append([]any{
			"operation", request.Operation.ID, "url", redactURL(request.URL(t.server)), "attempt", attempt,
			"duration", time.Since(started),
		}, outcome...)...)
	}
}

// try sends a request once. A response comes with a problem when it is not a success.
func (t *transport) try(ctx context.Context, request *rest.Request, attempt int) (*rest.Response, failure, *Error) {
	if ctx.Err() != nil {
		return nil, final, contextError(ctx, t.target)
	}
	tryCtx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var connected atomic.Bool
	watch := newWatchdog(t.timeouts.Read, func() { cancel(errStalled) })
	defer watch.stop()
	traced := httptrace.WithClientTrace(tryCtx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true); watch.progress() },
	})
	sent, err := t.request(traced, request, watch)
	if err != nil {
		if own := (*Error)(nil); errors.As(err, &own) {
			return nil, final, own
		}
		return nil, final, invalidBecause(err, "the request cannot be made")
	}
	started := time.Now()
	response, err := t.exchange(sent, watch)
	if err != nil {
		t.tell(ctx, request, attempt, started, "error", t.broken(ctx, tryCtx, err, connected.Load()).Message)
		return nil, failureOfBreak(ctx, connected.Load()), t.broken(ctx, tryCtx, err, connected.Load())
	}
	t.tell(ctx, request, attempt, started, "status", response.Status)
	if response.Status < 200 || response.Status > 299 {
		return response, failureOfStatus(response.Status), errorOfResponse(response)
	}
	return response, final, nil
}

func failureOfBreak(ctx context.Context, connected bool) failure {
	switch {
	case ctx.Err() != nil:
		return final
	case connected:
		return ambiguous
	}
	return notSent
}

func (t *transport) broken(ctx, tryCtx context.Context, err error, connected bool) *Error {
	if ctx.Err() != nil {
		return contextError(ctx, t.target)
	}
	if cause := context.Cause(tryCtx); errors.Is(cause, errStalled) {
		message := fmt.Sprintf("%s did not answer in time (%v, %v)", t.target, cause, t.timeouts.Read)
		return &Error{Message: message, class: ErrTimeout, cause: cause}
	}
	return errorOfBreak(err, t.target, connected)
}

func (t *transport) request(ctx context.Context, request *rest.Request, watch *watchdog) (*http.Request, error) {
	sent, err := http.NewRequestWithContext(ctx, request.Operation.Method, request.URL(t.server), nil)
	if err != nil {
		return nil, err
	}
	if request.Body != nil {
		open := func() (io.ReadCloser, error) {
			return io.NopCloser(watchedReader{bytes.NewReader(request.Body), watch}), nil
		}
		sent.Body, _ = open()
		sent.GetBody = open
		sent.ContentLength = int64(len(request.Body))
	}
	if err := t.headers(ctx, sent.Header); err != nil {
		return nil, err
	}
	if request.Body != nil {
		sent.Header.Set("Content-Type", "application/json")
	}
	return sent, nil
}

func (t *transport) exchange(sent *http.Request, watch *watchdog) (*rest.Response, error) {
	answer, err := t.http.Do(sent)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }() // the content has been read, or the error is known
	watch.progress()
	var content bytes.Buffer
	if answer.ContentLength > 0 && answer.ContentLength < trustedLength {
		content.Grow(int(answer.ContentLength) + bytes.MinRead)
	}
	if _, err := content.ReadFrom(watchedReader{answer.Body, watch}); err != nil {
		return nil, err
	}
	return &rest.Response{Status: answer.StatusCode, Header: answer.Header, Body: content.Bytes()}, nil
}

func (t *transport) close() {
	t.closed.Store(true)
	if t.ours {
		t.http.CloseIdleConnections()
	}
}

// sleep waits, and tells whether it was left in peace.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// watchdog calls a function when there was no progress for a while.
type watchdog struct {
	patience time.Duration
	timer    *time.Timer
}

// newWatchdog starts waiting at the first progress, as making a connection has a timeout of its own.
func newWatchdog(patience time.Duration, bark func()) *watchdog {
	if patience <= 0 {
		return &watchdog{}
	}
	timer := time.AfterFunc(patience, bark)
	timer.Stop()
	return &watchdog{patience: patience, timer: timer}
}

func (w *watchdog) progress() {
	if w.timer != nil {
		w.timer.Reset(w.patience)
	}
}

func (w *watchdog) stop() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

type watchedReader struct {
	reader io.Reader
	watch  *watchdog
}

func (r watchedReader) Read(p []byte) (int, error) {
	n, err := r.reader.Read(p)
	r.watch.progress()
	return n, err
}
