package chroma

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/polychrome/chroma-go/rest"
)

const shownBytes = 200

// errorOfResponse is the error that an answer which is no success stands for.
func errorOfResponse(response *rest.Response) *Error {
	kind, message := saidIn(response.Body)
	if message == "" {
		message = strings.TrimSpace(fmt.Sprintf("the server answered %d %s", response.Status, http.StatusText(response.Status))) +
			" without a message"
		if response.Status >= 300 && response.Status < 400 {
			message = fmt.Sprintf("the server redirects to %s, where credentials are not sent: use that address as base URL",
				redactURL(response.Header.Get("Location")))
		}
	}
	return &Error{
		Message:    message,
		Status:     response.Status,
		Kind:       kind,
		RequestID:  requestID(response.Header),
		TraceID:    traceID(response.Header),
		RetryAfter: max(0, parseRetryAfter(response.Header.Get("Retry-After"), time.Now())),
		class:      classOf(response.Status, kind, message),
	}
}

// saidIn is the kind and the message of an error's body: the API's JSON, or bare text, as a proxy sends.
func saidIn(body []byte) (kind, message string) {
	var said struct {
		Error   any `json:"error"`
		Message any `json:"message"`
	}
	if json.Unmarshal(body, &said) == nil {
		kind, _ = said.Error.(string)
		message, _ = said.Message.(string)
		return kind, message
	}
	text := strings.ToValidUTF8(strings.TrimSpace(string(body)), "\uFFFD")
	if strings.HasPrefix(text, "<") {
		return "", ""
	}
	return "", text[:min(len(text), shownBytes)]
}

// requestID is what a request is called by the server or by a proxy before it. Chroma's own servers name only failed
// ones, by their trace.
func requestID(header http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id"} {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	return traceID(header)
}

// traceID is the server's trace of a failed request; "" when it keeps none, for which it writes zeros.
func traceID(header http.Header) string {
	if id := header.Get("Chroma-Trace-Id"); strings.Trim(id, "0") != "" {
		return id
	}
	return ""
}

// errorOfBreak is the error that an attempt without an answer stands for.
func errorOfBreak(cause error, target string, connected bool) *Error {
	if wrapped := (*url.Error)(nil); errors.As(cause, &wrapped) {
		cause = wrapped.Err // the url.Error repeats the URL
	}
	timeout := interface{ Timeout() bool }(nil)
	switch {
	case !connected:
		return &Error{
			Message: fmt.Sprintf("could not connect to a Chroma server at %s; is it running? (%v)", target, cause),
			class:   ErrConnection, cause: cause,
		}
	case errors.As(cause, &timeout) && timeout.Timeout():
		return &Error{Message: fmt.Sprintf("%s did not answer in time (%v)", target, cause), class: ErrTimeout, cause: cause}
	}
	return &Error{Message: fmt.Sprintf("the connection to %s broke (%v)", target, cause), class: ErrConnection, cause: cause}
}

// contextError is the error of a call whose context has ended.
func contextError(ctx context.Context, target string) *Error {
	cause := ctx.Err()
	if errors.Is(cause, context.DeadlineExceeded) {
		where := "the server"
		if target != "" {
			where = target
		}
		return &Error{Message: where + " did not answer in time (" + cause.Error() + ")", class: ErrTimeout, cause: cause}
	}
	return &Error{Message: "the call was cancelled (" + cause.Error() + ")", cause: cause}
}

// misfit is the error for a success whose body is not what the API describes.
func misfit(request *rest.Request, response *rest.Response, server string, cause error) *Error {
	shown := strings.ToValidUTF8(string(response.Body[:min(len(response.Body), shownBytes)]), "\uFFFD")
	target := redactURL(request.URL(server))
	return &Error{
		Message:   fmt.Sprintf("the answer is not Chroma's; does %s lead to a Chroma server? It begins with %q", target, shown),
		Status:    response.Status,
		Operation: request.Operation.ID,
		Method:    request.Operation.Method,
		URL:       target,
		RequestID: requestID(response.Header),
		class:     ErrInvalidResponse,
		cause:     cause,
	}
}
