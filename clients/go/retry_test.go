package chroma

import (
	"net/http"
	"testing"
	"time"
)

func TestWhatMayBeRepeated(t *testing.T) {
	for _, c := range []struct {
		failed     failure
		repeatable bool
		want       bool
	}{
		{notSent, false, true}, {notSent, true, true},
		{refused, false, true}, {refused, true, true},
		{unavailable, false, false}, {unavailable, true, true},
		{ambiguous, false, false}, {ambiguous, true, true},
		{final, false, false}, {final, true, false},
	} {
		if _, again := DefaultRetryPolicy.delay(c.failed, 1, c.repeatable, 0.5, -1); again != c.want {
			t.Errorf("failure %d, repeatable %v: again is %v", c.failed, c.repeatable, again)
		}
	}
}

func TestDelaysGrowWithFullJitterAndEnd(t *testing.T) {
	policy := RetryPolicy{Attempts: 100, BaseDelay: 200 * time.Millisecond, MaxDelay: 5 * time.Second, MaxRetryAfter: time.Minute}
	for attempt, ceiling := range map[int]time.Duration{
		1: 200 * time.Millisecond, 2: 400 * time.Millisecond, 5: 3200 * time.Millisecond, 6: 5 * time.Second, 90: 5 * time.Second,
	} {
		for _, random := range []float64{0, 0.25, 0.999} {
			wait, again := policy.delay(refused, attempt, true, random, -1)
			want := time.Duration(random * float64(ceiling))
			if !again || wait != want {
				t.Errorf("attempt %d, random %v: got %v, wanted %v", attempt, random, wait, want)
			}
		}
	}
	if _, again := policy.delay(refused, 100, true, 0, -1); again {
		t.Error("the last attempt is not the last")
	}
}

func TestRetryAfterIsWaitedForUpToALimit(t *testing.T) {
	wait, again := DefaultRetryPolicy.delay(refused, 1, false, 0.5, 3*time.Second)
	if !again || wait != 3*time.Second+100*time.Millisecond {
		t.Errorf("got %v, %v", wait, again)
	}
	if _, again := DefaultRetryPolicy.delay(refused, 1, false, 0, 61*time.Second); again {
		t.Error("it waits for longer than MaxRetryAfter")
	}
}

func TestRetryAfterIsANumberOrADate(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"":                     -1,
		"7":                    7 * time.Second,
		" 0.5 ":                500 * time.Millisecond,
		"1e400":                -1,
		"-3":                   -1,
		"99999999999999999999": 366 * 24 * time.Hour,
		"soon":                 -1,
		now.Add(9 * time.Second).Format(http.TimeFormat):  9 * time.Second,
		now.Add(-9 * time.Second).Format(http.TimeFormat): 0,
	} {
		if got := parseRetryAfter(header, now); got != want {
			t.Errorf("%q: got %v, wanted %v", header, got, want)
		}
	}
}

func TestAPolicyThatMakesNoSenseIsRefused(t *testing.T) {
	for _, policy := range []RetryPolicy{{}, {Attempts: 1, BaseDelay: -1}, {Attempts: 1, MaxRetryAfter: -1}} {
		_, err := NewHTTPClient(WithRetryPolicy(policy))
		wantIs(t, err, ErrInvalidArgument)
	}
}
