package chroma

import (
	"context"
	"sync/atomic"
)

// lazy is a value that is found once, when it is first needed. A failure to find it is not kept.
type lazy[T any] struct {
	gate  chan struct{}
	value atomic.Pointer[T]
}

func newLazy[T any]() *lazy[T] { return &lazy[T]{gate: make(chan struct{}, 1)} }

// get returns the value, found by one caller while the others wait, each as long as its context lets it.
func (l *lazy[T]) get(ctx context.Context, find func(context.Context) (T, error)) (T, error) {
	if known := l.value.Load(); known != nil {
		return *known, nil
	}
	var none T
	select {
	case l.gate <- struct{}{}:
		defer func() { <-l.gate }()
	case <-ctx.Done():
		return none, contextError(ctx, "")
	}
	if known := l.value.Load(); known != nil {
		return *known, nil
	}
	found, err := find(ctx)
	if err != nil {
		return none, err
	}
	l.value.Store(&found)
	return found, nil
}
