package chroma

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/polychrome/chroma-go/rest"
)

// Client calls one Chroma server, in one database of one tenant. It may be used by several goroutines at once.
type Client struct {
	core  *core
	scope *scope
}

// core is what the clients of one server share: connections, and what was asked once.
type core struct {
	transport *transport
	api       *rest.Client
	limits    *lazy[Limits]
}

// NewHTTPClient returns a client of a Chroma server. Without options it is the one at http://localhost:8000, and the
// tenant and database that every server has. Nothing is sent before the first call.
func NewHTTPClient(options ...Option) (*Client, error) {
	c, err := newConfig(options)
	if err != nil {
		return nil, err
	}
	if c.cloudOnly != "" {
		return nil, invalid("%s is an option of NewCloudClient", c.cloudOnly)
	}
	if c.baseURL == "" {
		c.baseURL = defaultBaseURL
	}
	if c.tenant == "" {
		c.tenant = DefaultTenant
	}
	if c.database == "" {
		c.database = DefaultDatabase
	}
	return newClient(c), nil
}

// NewCloudClient returns a client of Chroma Cloud. What the options leave open is taken from the environment:
// CHROMA_API_KEY, CHROMA_TENANT, CHROMA_DATABASE, and CHROMA_ENDPOINT or CHROMA_HOST for another region. Tenant and
// database may stay open: the first call that needs them asks which ones the key opens. Nothing is sent before.
func NewCloudClient(options ...Option) (*Client, error) {
	c, err := newConfig(options)
	if err != nil {
		return nil, err
	}
	if c.auth == nil {
		if err := c.findKey(); err != nil {
			return nil, err
		}
		c.auth = TokenAuth(c.apiKey())
	}
	if err := c.locate(); err != nil {
		return nil, err
	}
	if c.tenant == "" {
		c.tenant = os.Getenv(envTenant)
	}
	if c.database == "" {
		c.database = os.Getenv(envDatabase)
	}
	return newClient(c), nil
}

// NewClientFromEnv returns the client that the environment describes: of Chroma Cloud when CHROMA_API_KEY is set, else
// of the server that CHROMA_ENDPOINT or CHROMA_HOST names, or the one at http://localhost:8000. Options go before the
// environment.
func NewClientFromEnv(options ...Option) (*Client, error) {
	if os.Getenv(envAPIKey) != "" {
		return NewCloudClient(options...)
	}
	var read []Option
	if host := envHost(); host != "" {
		baseURL, err := parseServer(host)
		if err != nil {
			return nil, err
		}
		read = append(read, WithBaseURL(baseURL))
	}
	if tenant := os.Getenv(envTenant); tenant != "" {
		read = append(read, WithTenant(tenant))
	}
	if database := os.Getenv(envDatabase); database != "" {
		read = append(read, WithDatabase(database))
	}
	return NewHTTPClient(append(read, options...)...)
}

func newClient(c *config) *Client {
	sender := newTransport(c)
	return &Client{
		core:  &core{transport: sender, api: &rest.Client{Transport: sender}, limits: newLazy[Limits]()},
		scope: newScope(c.tenant, c.database),
	}
}

// In returns a client of another tenant and database of the same server, with the same connections.
func (c *Client) In(tenant, database string) *Client {
	return &Client{core: c.core, scope: newScope(tenant, database)}
}

// Tenant returns the tenant of this client; "" while it is still to be found from the API key, see [Client.Resolve].
func (c *Client) Tenant() string { return c.scope.known().tenant }

// Database returns the database of this client; "" while it is still to be found from the API key.
func (c *Client) Database() string { return c.scope.known().database }

// Resolve finds the tenant and the database of this client, if they are to be found from the API key, and returns them.
// The error is [ErrForbidden] when the key does not say which, and its message names the databases that it opens.
func (c *Client) Resolve(ctx context.Context) (tenant, database string, err error) {
	found, err := c.locate(ctx)
	return found.tenant, found.database, err
}

func (c *Client) locate(ctx context.Context) (location, error) {
	found, err := c.scope.get(ctx, c.core.api)
	return found, c.core.explain(err)
}

// Close gives the connections back, except those of a client that [WithHTTPClient] gave. Calls after it, of this client and of those made from it, return [ErrClosed].
func (c *Client) Close() error {
	c.core.transport.close()
	return nil
}

// String tells which server, tenant and database the client is of.
func (c *Client) String() string {
	known := c.scope.known()
	return fmt.Sprintf("chroma client of %s, tenant %q, database %q", c.core.transport.target, known.tenant, known.database)
}

// Format implements [fmt.Formatter]: every verb prints what [Client.String] returns.
func (c *Client) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// explain makes an [Error] of whatever the generated layer returns.
func (c *core) explain(err error) error {
	if err == nil {
		return nil
	}
	if own := (*Error)(nil); errors.As(err, &own) {
		return err
	}
	if unfit := (*rest.InvalidResponseError)(nil); errors.As(err, &unfit) {
		return misfit(unfit.Request, unfit.Response, c.transport.server, unfit.Err)
	}
	return invalidBecause(err, "the request cannot be written as JSON")
}

// Heartbeat shows that the server is alive.
func (c *Client) Heartbeat(ctx context.Context) error {
	_, err := c.ServerTime(ctx)
	return err
}

// ServerTime returns the server's clock, to the nanosecond.
func (c *Client) ServerTime(ctx context.Context) (time.Time, error) {
	answer, err := c.core.api.Heartbeat(ctx)
	if err != nil {
		return time.Time{}, c.core.explain(err)
	}
	if answer.NanosecondHeartbeat <= 0 {
		return time.Time{}, c.core.unlike("heartbeat", "it has no time")
	}
	return time.Unix(0, answer.NanosecondHeartbeat), nil
}

// unlike is the error for JSON that is read, and is not the answer of an operation.
func (c *core) unlike(operation, found string) *Error {
	described := rest.Operations[operation]
	return &Error{
		Message:   fmt.Sprintf("the answer is not Chroma's (%s); does %s lead to a Chroma server?", found, c.transport.target),
		Operation: operation, Method: described.Method, URL: c.transport.target, class: ErrInvalidResponse,
	}
}

// Version returns the version of the API that the server implements.
func (c *Client) Version(ctx context.Context) (string, error) {
	answer, err := c.core.api.Version(ctx)
	if err != nil {
		return "", c.core.explain(err)
	}
	return *answer, nil
}

// Health says which parts of a server are ready.
type Health struct {
	ExecutorReady  bool // whether reads can be executed
	LogClientReady bool // whether writes can be logged
}

// Healthcheck asks whether the server can do its work. A server that is not ready is [ErrUnavailable].
func (c *Client) Healthcheck(ctx context.Context) (Health, error) {
	answer, err := c.core.api.Healthcheck(ctx)
	if err != nil {
		return Health{}, c.core.explain(err)
	}
	return Health{ExecutorReady: answer.IsExecutorReady, LogClientReady: answer.IsLogClientReady}, nil
}

// Limits are what a client should know before it writes.
type Limits struct {
	MaxBatchSize int  // how many records the server wants in one request; larger writes are split
	Base64       bool // whether vectors may be sent as base64
}

// Limits returns the server's limits, which are asked once.
func (c *Client) Limits(ctx context.Context) (Limits, error) {
	return c.core.limits.get(ctx, func(ctx context.Context) (Limits, error) {
		answer, err := c.core.api.PreFlightChecks(ctx)
		if err != nil {
			return Limits{}, c.core.explain(err)
		}
		if answer.MaxBatchSize < 1 {
			return Limits{}, c.core.unlike("pre_flight_checks", "it has no batch size")
		}
		return Limits{MaxBatchSize: int(answer.MaxBatchSize), Base64: answer.SupportsBase64Encoding}, nil
	})
}

// Identity is whom the server takes the caller for.
type Identity struct {
	UserID    string   // "" when the server checks no keys
	Tenant    string   // "*" when the key is not bound to one
	Databases []string // in no order; "*" stands for all
}

// Identity asks whom the server takes the caller for, and what the credentials open.
func (c *Client) Identity(ctx context.Context) (Identity, error) {
	answer, err := c.core.api.GetUserIdentity(ctx)
	if err != nil {
		return Identity{}, c.core.explain(err)
	}
	return Identity{UserID: answer.UserID, Tenant: answer.Tenant, Databases: answer.Databases}, nil
}

// Reset erases everything on the server, for good. A server that was not configured to allow it refuses with
// [ErrForbidden].
func (c *Client) Reset(ctx context.Context) error {
	_, err := c.core.api.Reset(ctx)
	return c.core.explain(err)
}
