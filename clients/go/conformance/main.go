// Command conformance performs the calls of contract vectors through package chroma: JSON Lines on standard input and
// output, one answer per request, in order. A fault of its own ends it with a trace and a status that is not zero.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	chroma "github.com/polychrome/chroma-go"
	"github.com/polychrome/chroma-go/value"
)

type request struct {
	ID      int             `json:"id"`
	Connect *connectRequest `json:"connect"`
	Call    *callRequest    `json:"call"`
	Close   *struct{}       `json:"close"`
}

type connectRequest struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
}

type callRequest struct {
	Operation string          `json:"operation"`
	Arguments json.RawMessage `json:"arguments"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		panic(err) // with a trace: it is a fault of the driver, not of a call
	}
}

func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	var connected *driver
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		var asked request
		if err := json.Unmarshal(quoteFloats(line), &asked); err != nil {
			return err
		}
		var answer map[string]any
		switch {
		case asked.Connect != nil:
			if connected, err = connect(*asked.Connect); err != nil {
				return err
			}
			answer = map[string]any{"ready": map[string]any{
				"name": "go", "abilities": []string{"retry"}, "operations": operationNames(),
			}}
		case asked.Call != nil:
			if connected == nil {
				return errors.New("a call before a connect")
			}
			if answer, err = connected.perform(*asked.Call); err != nil {
				return err
			}
		case asked.Close != nil:
			answer = map[string]any{"closed": map[string]any{}}
		default:
			return fmt.Errorf("not a request: %s", line)
		}
		answer["id"] = asked.ID
		written, err := value.AppendJSON(nil, answer)
		if err != nil {
			return err
		}
		if _, err := out.Write(append(written, '\n')); err != nil {
			return err
		}
		if asked.Close != nil {
			return nil
		}
	}
}

// driver performs calls through the clients of one server.
type driver struct {
	client      *chroma.Client
	collections map[string]*chroma.Collection // by id; they outlive what they stand for
}

func connect(asked connectRequest) (*driver, error) {
	client, err := chroma.NewHTTPClient(chroma.WithBaseURL(asked.URL), chroma.WithHeaders(asked.Headers))
	if err != nil {
		return nil, err
	}
	return &driver{client: client, collections: map[string]*chroma.Collection{}}, nil
}

func (d *driver) perform(asked callRequest) (map[string]any, error) {
	method, known := methods[asked.Operation]
	if !known {
		return nil, fmt.Errorf("the operation %s is not among those that were announced", asked.Operation)
	}
	decoded, err := value.Decode(asked.Arguments)
	if err != nil {
		return nil, err
	}
	given, _ := decoded.(map[string]any)
	a := &arguments{given: given}
	result, err := method(context.Background(), d, a)
	if err == nil {
		return map[string]any{"success": map[string]any{"value": result}}, nil
	}
	if misfit := (*misfitError)(nil); errors.As(err, &misfit) {
		return failure("invalid_argument", misfit.Error(), nil, nil), nil
	}
	problem := (*chroma.Error)(nil)
	if !errors.As(err, &problem) {
		return nil, err
	}
	var status, kind any
	if problem.Status != 0 {
		status = problem.Status
	}
	if problem.Kind != "" {
		kind = problem.Kind
	}
	return failure(category(problem), problem.Message, status, kind), nil
}

func failure(category, message string, status, kind any) map[string]any {
	return map[string]any{"failure": map[string]any{
		"category": category, "message": message, "status": status, "kind": kind,
	}}
}

// category is what the vectors call a failure.
func category(problem *chroma.Error) string {
	for _, known := range []struct {
		class error
		name  string
	}{
		{chroma.ErrQuotaExceeded, "invalid_argument"},
		{chroma.ErrInvalidArgument, "invalid_argument"},
		{chroma.ErrUnauthorized, "unauthenticated"},
		{chroma.ErrForbidden, "permission_denied"},
		{chroma.ErrNotFound, "not_found"},
		{chroma.ErrConflict, "already_exists"},
		{chroma.ErrPreconditionFailed, "failed_precondition"},
		{chroma.ErrTooLarge, "too_large"},
		{chroma.ErrRateLimited, "rate_limited"},
		{chroma.ErrUnimplemented, "unimplemented"},
		{chroma.ErrUnavailable, "unavailable"},
		{chroma.ErrTimeout, "timeout"},
		{chroma.ErrInternal, "internal"},
	} {
		if errors.Is(problem, known.class) {
			return known.name
		}
	}
	return "other"
}
