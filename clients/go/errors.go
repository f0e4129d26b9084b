package chroma

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The kinds of failure. Ask with [errors.Is]; the details are in an [Error], which [errors.As] finds. Every error that
// this package returns is one.
//
//	ErrInvalidArgument       400, 415, 422  a value is refused, by this package or by the server
//	├── ErrDuplicateID                      the same id twice in one call
//	└── ErrNoEmbeddingFunction              there is text to embed, and nothing to embed it with
//	ErrUnauthorized          401            no credentials, or wrong ones
//	ErrForbidden             403            good credentials, but not for this
//	ErrNotFound              404            tenant, database, collection, function
//	ErrConflict              409            the name is taken
//	ErrPreconditionFailed    412            the state has changed since it was read
//	ErrTooLarge              413            too much in one call
//	ErrQuotaExceeded         422            a quota or billing limit of Chroma Cloud
//	ErrRateLimited           429            too many calls
//	ErrInternal              500, other 5xx the server failed
//	ErrUnimplemented         410, 501       this server does not answer the call
//	ErrUnavailable           502, 503       the server, or a proxy before it, is not ready
//	ErrTimeout               408, 504       no answer in time
//	ErrConnection                           no connection, or one that broke
//	ErrInvalidResponse                      an answer that is not Chroma's
//	ErrEmbeddingFailed                      the embedding function returned an error
//	ErrClosed                               a call on a closed client
var (
	ErrInvalidArgument     = errors.New("invalid argument")
	ErrDuplicateID         = fmt.Errorf("duplicate id: %w", ErrInvalidArgument)
	ErrNoEmbeddingFunction = fmt.Errorf("no embedding function: %w", ErrInvalidArgument)
	ErrUnauthorized        = errors.New("unauthorized")
	ErrForbidden           = errors.New("forbidden")
	ErrNotFound            = errors.New("not found")
	ErrConflict            = errors.New("conflict")
	ErrPreconditionFailed  = errors.New("precondition failed")
	ErrTooLarge            = errors.New("too large")
	ErrQuotaExceeded       = errors.New("quota exceeded")
	ErrRateLimited         = errors.New("rate limited")
	ErrInternal            = errors.New("internal error of the server")
	ErrUnimplemented       = errors.New("unimplemented")
	ErrUnavailable         = errors.New("unavailable")
	ErrTimeout             = errors.New("timeout")
	ErrConnection          = errors.New("connection failed")
	ErrInvalidResponse     = errors.New("invalid response")
	ErrEmbeddingFailed     = errors.New("embedding failed")
	ErrClosed              = errors.New("client closed")
)

// Error is every failure of this package. Fields that do not apply are zero. It never shows credentials.
type Error struct {
	Message string
	// Status is the HTTP status of the answer, 0 when there was none.
	Status int
	// Kind is the error's name in the answer, such as "NotFoundError".
	Kind string
	// Operation is the id of the operation in the API's description, such as "collection_add".
	Operation string
	Method    string
	URL       string
	// RequestID and TraceID are the server's names for the call: quote them to its operator.
	RequestID string
	TraceID   string
	// RetryAfter is how long the server asked to wait.
	RetryAfter time.Duration
	// RecordsWritten and FailedRequest are set when a write was split into several requests and one of them failed:
	// how many records were acknowledged before, and the number of the request, from 1.
	RecordsWritten int
	FailedRequest  int

	class error // one of the Err... variables
	cause error // what lies beneath, such as a net.Error or context.Canceled
}

// Error returns the message, and where it comes from.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("chroma: ")
	if e.Operation != "" {
		b.WriteString(e.Operation + ": ")
	}
	b.WriteString(e.Message)
	if e.FailedRequest > 0 {
		fmt.Fprintf(&b, " (request %d of a split write failed; the server has acknowledged the first %d records)",
			e.FailedRequest, e.RecordsWritten)
	}
	var details []string
	if e.Status != 0 {
		details = append(details, fmt.Sprintf("status %d", e.Status))
	}
	if e.RequestID != "" {
		details = append(details, "request id "+e.RequestID)
	}
	if len(details) > 0 {
		b.WriteString(" [" + strings.Join(details, ", ") + "]")
	}
	return b.String()
}

// Unwrap returns the kind of failure and what caused it.
func (e *Error) Unwrap() []error {
	wrapped := make([]error, 0, 2)
	for _, err := range []error{e.class, e.cause} {
		if err != nil {
			wrapped = append(wrapped, err)
		}
	}
	return wrapped
}

var classOfKind = map[string]error{
	"InvalidDimension":       ErrInvalidArgument,
	"InvalidArgumentError":   ErrInvalidArgument,
	"IDAlreadyExists":        ErrConflict,
	"DuplicateID":            ErrDuplicateID,
	"InvalidUUID":            ErrInvalidArgument,
	"AuthorizationError":     ErrUnauthorized,
	"AuthError":              ErrForbidden,
	"NotFoundError":          ErrNotFound,
	"BatchSizeExceededError": ErrTooLarge,
	"VersionMismatchError":   ErrInternal,
	"RateLimitError":         ErrRateLimited,
	"UniqueConstraintError":  ErrConflict,
	"QuotaError":             ErrQuotaExceeded,
	"InternalError":          ErrInternal,
}

var classOfStatus = map[int]error{
	400: ErrInvalidArgument,
	401: ErrUnauthorized,
	403: ErrForbidden,
	404: ErrNotFound,
	408: ErrTimeout,
	409: ErrConflict,
	410: ErrUnimplemented,
	412: ErrPreconditionFailed,
	413: ErrTooLarge,
	415: ErrInvalidArgument,
	422: ErrInvalidArgument,
	429: ErrRateLimited,
	501: ErrUnimplemented,
	502: ErrUnavailable,
	503: ErrUnavailable,
	504: ErrTimeout,
}

// classOf is the kind of failure an answer stands for: its kind decides where it says something, else the status.
// "ChromaError" is what servers call everything without a kind of its own.
func classOf(status int, kind, message string) error {
	if status == 422 && (strings.HasPrefix(message, "Quota exceeded") || strings.HasPrefix(message, "Billing limit exceeded")) {
		return ErrQuotaExceeded
	}
	if class := classOfKind[kind]; class != nil {
		return class
	}
	if class := classOfStatus[status]; class != nil {
		return class
	}
	if status >= 500 {
		return ErrInternal
	}
	return nil
}

func invalid(format string, arguments ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, arguments...), class: ErrInvalidArgument}
}

// invalidBecause is [invalid] with the error that was found.
func invalidBecause(cause error, format string, arguments ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, arguments...) + ": " + cause.Error(), class: ErrInvalidArgument, cause: cause}
}
