package chroma

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/polychrome/chroma-go/rest"
)

// The names of the tenant and the database that every server has.
const (
	DefaultTenant   = "default_tenant"
	DefaultDatabase = "default_database"
)

// Option sets something about a client.
type Option func(*config) error

// config is what the options say. Credentials lie behind functions, which fmt shows as addresses.
type config struct {
	baseURL    string
	region     string
	tenant     string
	database   string
	apiKey     func() string
	auth       AuthProvider
	headers    func() map[string]string
	timeouts   Timeouts
	policy     RetryPolicy
	httpClient *http.Client
	logger     *slog.Logger
	cloudOnly  string // an option that was given and is for Chroma Cloud alone
}

func newConfig(options []Option) (*config, error) {
	c := &config{timeouts: DefaultTimeouts, policy: DefaultRetryPolicy, headers: func() map[string]string { return nil }}
	for _, option := range options {
		if err := option(c); err != nil {
			return nil, err
		}
	}
	if c.httpClient != nil && c.timeouts.Connect != DefaultTimeouts.Connect {
		return nil, invalid("a connect timeout cannot be set on the HTTP client that WithHTTPClient gives: set it there")
	}
	return c, nil
}

// headerFunc puts the headers of every request together: ours, then those of the options, then the credentials.
func (c *config) headerFunc() func(context.Context, http.Header) error {
	headers, auth := c.headers(), c.auth
	return func(ctx context.Context, sent http.Header) error {
		sent.Set("User-Agent", "polychrome-go/"+Version)
		sent.Set("Accept", "application/json")
		for name, value := range headers {
			sent.Set(name, value)
		}
		if auth == nil {
			return nil
		}
		name, value, err := auth.Authenticate(ctx)
		if err != nil {
			return &Error{Message: "the credentials cannot be had: " + err.Error(), class: ErrUnauthorized, cause: err}
		}
		if err := checkHeader(name, value); err != nil {
			return err
		}
		sent.Set(name, value)
		return nil
	}
}

// WithBaseURL sets where the server is, such as "http://localhost:8000" or "https://example.com/chroma".
func WithBaseURL(baseURL string) Option {
	return func(c *config) error {
		parsed, err := parseBaseURL(baseURL)
		c.baseURL = parsed
		return err
	}
}

// WithDatabaseAndTenant sets the database and the tenant to work in.
func WithDatabaseAndTenant(database, tenant string) Option {
	return func(c *config) error {
		if database == "" || tenant == "" {
			return invalid("the names of the database and of the tenant are not empty")
		}
		c.database, c.tenant = database, tenant
		return nil
	}
}

// WithDefaultDatabaseAndTenant sets [DefaultDatabase] and [DefaultTenant].
func WithDefaultDatabaseAndTenant() Option {
	return WithDatabaseAndTenant(DefaultDatabase, DefaultTenant)
}

// WithTenant sets the tenant alone.
func WithTenant(tenant string) Option {
	return func(c *config) error {
		if tenant == "" {
			return invalid("the name of the tenant is not empty")
		}
		c.tenant = tenant
		return nil
	}
}

// WithDatabase sets the database alone.
func WithDatabase(database string) Option {
	return func(c *config) error {
		if database == "" {
			return invalid("the name of the database is not empty")
		}
		c.database = database
		return nil
	}
}

// WithAuth sets who is calling: [TokenAuth], [BearerAuth], [BasicAuth], or a provider of your own.
func WithAuth(provider AuthProvider) Option {
	return func(c *config) error {
		if provider == nil {
			return invalid("the provider that WithAuth was given is nil")
		}
		c.auth = provider
		return nil
	}
}

// WithHeaders sets headers to send with every request.
func WithHeaders(headers map[string]string) Option {
	return func(c *config) error {
		for name, value := range headers {
			if err := checkHeader(name, value); err != nil {
				return err
			}
		}
		known := maps.Clone(c.headers())
		if known == nil {
			known = map[string]string{}
		}
		maps.Copy(known, headers)
		c.headers = func() map[string]string { return known }
		return nil
	}
}

// WithTimeout sets how long a whole call may take, with every repetition; 0 is for ever. A context can be stricter.
func WithTimeout(total time.Duration) Option {
	return func(c *config) error {
		if total < 0 {
			return invalid("a timeout is not negative")
		}
		c.timeouts.Total = total
		return nil
	}
}

// WithTimeouts sets every timeout; [DefaultTimeouts] stand otherwise.
func WithTimeouts(timeouts Timeouts) Option {
	return func(c *config) error {
		if timeouts.Connect < 0 || timeouts.Read < 0 || timeouts.Total < 0 {
			return invalid("a timeout is not negative")
		}
		c.timeouts = timeouts
		return nil
	}
}

// WithRetryPolicy sets how often and how patiently requests are repeated; [DefaultRetryPolicy] stands otherwise.
func WithRetryPolicy(policy RetryPolicy) Option {
	return func(c *config) error {
		c.policy = policy
		return policy.validate()
	}
}

// WithHTTPClient sets the HTTP client to send with, for proxies, certificates and tests. Its redirects are not
// followed, and the timeout for connecting is its own.
func WithHTTPClient(client *http.Client) Option {
	return func(c *config) error {
		if client == nil {
			return invalid("the HTTP client that WithHTTPClient was given is nil")
		}
		c.httpClient = client
		return nil
	}
}

// WithLogger sets where requests are told about: each attempt at debug level, each repetition at info level. No body,
// no header and no credentials are logged.
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) error {
		c.logger = logger
		return nil
	}
}

// WithCloudAPIKey sets the API key of Chroma Cloud.
func WithCloudAPIKey(key string) Option {
	return func(c *config) error {
		checked, err := checkAPIKey(key, "WithCloudAPIKey")
		c.apiKey = func() string { return checked }
		c.cloudOnly = "WithCloudAPIKey"
		return err
	}
}

// WithCloudRegion sets the region of Chroma Cloud by its name, such as "gcp-europe-west1".
func WithCloudRegion(region string) Option {
	return func(c *config) error {
		for _, known := range rest.Regions {
			if known.Name == region {
				c.region = known.Name
				c.cloudOnly = "WithCloudRegion"
				return nil
			}
		}
		names := make([]string, len(rest.Regions))
		for i, known := range rest.Regions {
			names[i] = known.Name
		}
		return invalid("there is no region %q; there are %s", region, strings.Join(names, ", "))
	}
}

// WithCloudHost sets the host of Chroma Cloud: a name, or a whole URL.
func WithCloudHost(host string) Option {
	return func(c *config) error {
		parsed, err := parseHost(host)
		c.baseURL = parsed
		c.cloudOnly = "WithCloudHost"
		return err
	}
}
