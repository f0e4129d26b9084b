package chroma

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RetryPolicy says how often and how patiently a request is repeated.
//
//	failure                                              repeated for
//	no connection: the server saw nothing                every operation
//	429: refused before anything was done                every operation
//	503: perhaps done, perhaps not                       repeatable operations
//	the connection broke, or timed out, midway           repeatable operations
//
// An operation is repeatable when doing it twice leaves the same state as doing it once, as the API's description says.
type RetryPolicy struct {
	// Attempts is the number of tries in all, the first included; 1 never repeats.
	Attempts int
	// BaseDelay is the longest wait before the second try; the ceiling doubles with every further one. The wait is
	// a random share of the ceiling.
	BaseDelay time.Duration
	// MaxDelay is the highest ceiling.
	MaxDelay time.Duration
	// MaxRetryAfter is the longest wait that a server may ask for; beyond it the error is returned at once.
	MaxRetryAfter time.Duration
}

// DefaultRetryPolicy is the policy of a client for which none is named.
var DefaultRetryPolicy = RetryPolicy{
	Attempts:      4,
	BaseDelay:     200 * time.Millisecond,
	MaxDelay:      5 * time.Second,
	MaxRetryAfter: 60 * time.Second,
}

func (p RetryPolicy) validate() error {
	if p.Attempts < 1 {
		return invalid("a retry policy has at least 1 attempt, not %d", p.Attempts)
	}
	if p.BaseDelay < 0 || p.MaxDelay < 0 || p.MaxRetryAfter < 0 {
		return invalid("the delays of a retry policy are not negative")
	}
	return nil
}

// failure is how an attempt failed, as far as repeating it goes.
type failure int

const (
	final       failure = iota // repeating cannot help
	notSent                    // the server saw nothing
	refused                    // the server did nothing
	unavailable                // perhaps done, perhaps not
	ambiguous                  // perhaps done, perhaps not: nothing was heard
)

func failureOfStatus(status int) failure {
	switch status {
	case http.StatusTooManyRequests:
		return refused
	case http.StatusServiceUnavailable:
		return unavailable
	}
	return final
}

// delay is how long to wait before the next try, and whether there is one. Attempt is the number of the try that
// failed, from 1; random is in [0, 1); retryAfter is what the server asked for, negative for nothing.
func (p RetryPolicy) delay(failed failure, attempt int, repeatable bool, random float64, retryAfter time.Duration) (time.Duration, bool) {
	if failed == final || attempt >= p.Attempts || (!repeatable && failed != notSent && failed != refused) {
		return 0, false
	}
	ceiling := p.BaseDelay
	for range attempt - 1 {
		if ceiling >= p.MaxDelay {
			break
		}
		ceiling *= 2
	}
	jitter := time.Duration(random * float64(min(ceiling, p.MaxDelay)))
	if retryAfter < 0 {
		return jitter, true
	}
	if retryAfter > p.MaxRetryAfter {
		return 0, false
	}
	// The jitter is added, so that the callers a server sent away together do not come back together.
	return retryAfter + jitter, true
}

// parseRetryAfter reads a Retry-After header: a number of seconds, or a date. It is negative when it says neither.
func parseRetryAfter(header string, now time.Time) time.Duration {
	text := strings.TrimSpace(header)
	if text == "" {
		return -1
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		// Also keeps a huge number from overflowing: nobody waits for a year.
		if seconds >= 0 && seconds < 366*24*3600 {
			return time.Duration(seconds * float64(time.Second))
		}
		if seconds > 0 {
			return 366 * 24 * time.Hour
		}
		return -1
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return -1
	}
	return max(0, date.Sub(now))
}
