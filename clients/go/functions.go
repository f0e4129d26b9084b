package chroma

import (
	"context"
	"encoding/json"

	"github.com/polychrome/chroma-go/rest"
	"github.com/polychrome/chroma-go/value"
)

// The functions that servers have.
const (
	FunctionRecordCounter = "record_counter"
	FunctionStatistics    = "statistics"
)

// FunctionAttachment is what to attach to a collection.
type FunctionAttachment struct {
	Function         string // such as [FunctionStatistics]
	Name             string // of this attachment
	OutputCollection string // the name of the collection that the server makes for the results
	Params           map[string]any
}

// AttachedFunction is a function that the server computes of a collection and keeps up to date in another.
type AttachedFunction struct {
	ID       string
	Name     string
	Function string
	// The rest is known of a function that was got, not of one that was just attached.
	InputCollectionID       string
	OutputCollection        string
	OutputCollectionID      string
	Params                  map[string]any
	Tenant                  string
	DatabaseID              string
	CompletionOffset        int64
	MinRecordsForInvocation int64
}

// AttachFunction has the server compute a function of this collection, and tells whether that is new. A server that
// does not answer this call is [ErrUnimplemented].
func (c *Collection) AttachFunction(ctx context.Context, attachment FunctionAttachment) (*AttachedFunction, bool, error) {
	params := attachment.Params
	if params == nil {
		params = map[string]any{}
	}
	body, err := encode(map[string]any{
		"name": attachment.Name, "function_id": attachment.Function, "output_collection": attachment.OutputCollection,
		"params": params,
	})
	if err != nil {
		return nil, false, err
	}
	tenant, database, id := c.place()
	found, err := c.core.api.AttachFunctionJSON(ctx, tenant, database, id, body)
	if err != nil {
		return nil, false, c.core.explain(err)
	}
	brief := found.AttachedFunction
	return &AttachedFunction{
		ID: brief.ID, Name: brief.Name, Function: brief.FunctionName, InputCollectionID: id,
		OutputCollection: attachment.OutputCollection, Params: attachment.Params,
	}, found.Created, nil
}

// GetAttachedFunction returns the function attached under that name, or [ErrNotFound].
func (c *Collection) GetAttachedFunction(ctx context.Context, name string) (*AttachedFunction, error) {
	tenant, database, id := c.place()
	answer, err := c.core.api.GetAttachedFunction(ctx, tenant, database, id, name)
	if err != nil {
		return nil, c.core.explain(err)
	}
	found := answer.AttachedFunction
	attached := &AttachedFunction{
		ID: found.ID, Name: found.Name, Function: found.FunctionName, InputCollectionID: found.InputCollectionID,
		OutputCollection: found.OutputCollection, Tenant: found.TenantID, DatabaseID: found.DatabaseID,
		CompletionOffset: found.CompletionOffset, MinRecordsForInvocation: found.MinRecordsForInvocation,
	}
	if found.OutputCollectionID != nil {
		attached.OutputCollectionID = *found.OutputCollectionID
	}
	if found.Params != nil && *found.Params != "" {
		decoded, err := value.Decode(json.RawMessage(*found.Params))
		if err != nil {
			return nil, c.core.unlike("get_attached_function", "its params are no JSON")
		}
		attached.Params, _ = decoded.(map[string]any)
	}
	return attached, nil
}

// AddFunctionInput has the function of that name, which is attached to this collection, read a further one, and tells
// whether that is new. The official server does not answer this call.
func (c *Collection) AddFunctionInput(ctx context.Context, name string, input *Collection) (bool, error) {
	tenant, database, id := c.place()
	found, err := c.core.api.AddFunctionInput(ctx, tenant, database, id, name, rest.AddFunctionInputPayload{
		InputCollectionID: input.ID(),
	})
	if err != nil {
		return false, c.core.explain(err)
	}
	return found.Created, nil
}

// DetachFunction detaches the function of that name; deleteOutput deletes its results too.
func (c *Collection) DetachFunction(ctx context.Context, name string, deleteOutput bool) error {
	tenant, database, id := c.place()
	_, err := c.core.api.DetachFunction(ctx, tenant, database, id, name, rest.DetachFunctionPayload{DeleteOutput: &deleteOutput})
	return c.core.explain(err)
}
