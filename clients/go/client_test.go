package chroma

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func clearEnvironment(t *testing.T) {
	t.Helper()
	for _, name := range []string{envAPIKey, envTenant, envDatabase, envHostName, envEndpoint} {
		t.Setenv(name, "")
	}
}

func identify(identity string) func(http.ResponseWriter, int) bool {
	return func(answer http.ResponseWriter, _ int) bool {
		_, _ = answer.Write([]byte(identity))
		return true
	}
}

func TestTheKeyTellsTenantAndDatabaseOnceAndOnlyWhenNeeded(t *testing.T) {
	clearEnvironment(t)
	s := newServer(t, "/identity", identify(`{"user_id":"u","tenant":"tee","databases":["dee","dee"]}`))
	client, err := NewCloudClient(WithCloudAPIKey(" ck-1 "), WithCloudHost(s.URL))
	must(t, err)
	must(t, client.Heartbeat(background))
	wantEqual(t, len(s.requests("/identity")), 0)
	wantEqual(t, client.Tenant(), "")

	var calls sync.WaitGroup
	for range 8 {
		calls.Add(1)
		go func() {
			defer calls.Done()
			if _, err := client.GetCollection(background, "fruit"); err != nil {
				t.Error(err)
			}
		}()
	}
	calls.Wait()
	wantEqual(t, len(s.requests("/identity")), 1)
	wantEqual(t, len(s.requests("/api/v2/tenants/tee/databases/dee/collections/fruit")), 8)
	wantEqual(t, s.requests("/identity")[0].Header.Get("X-Chroma-Token"), "ck-1")
	wantEqual(t, [2]string{client.Tenant(), client.Database()}, [2]string{"tee", "dee"})
}

func TestNothingIsAskedWhenBothAreGiven(t *testing.T) {
	clearEnvironment(t)
	s := newServer(t, "", nil)
	client, err := NewCloudClient(WithCloudAPIKey("ck-1"), WithBaseURL(s.URL), WithDatabaseAndTenant("dee", "tee"))
	must(t, err)
	_, err = client.GetCollection(background, "fruit")
	must(t, err)
	wantEqual(t, len(s.requests("/identity")), 0)
	wantEqual(t, len(s.requests("/tenants/tee/databases/dee/collections/fruit")), 1)
}

func TestWhatTheKeyDoesNotTellIsAnError(t *testing.T) {
	clearEnvironment(t)
	for name, c := range map[string]struct {
		identity string
		options  []Option
		want     string // in the message; "" for none
	}{
		"other tenant":    {`{"user_id":"u","tenant":"tee","databases":["dee"]}`, []Option{WithTenant("mine")}, "does not match tee"},
		"any tenant":      {`{"user_id":"u","tenant":"*","databases":["dee"]}`, nil, "no particular tenant"},
		"given any":       {`{"user_id":"u","tenant":"*","databases":["dee"]}`, []Option{WithTenant("mine")}, ""},
		"no database":     {`{"user_id":"u","tenant":"tee","databases":[]}`, nil, "no database"},
		"two databases":   {`{"user_id":"u","tenant":"tee","databases":["b","a"]}`, nil, "2 databases: a, b"},
		"every database":  {`{"user_id":"u","tenant":"tee","databases":["*"]}`, nil, "every database"},
		"given among two": {`{"user_id":"u","tenant":"tee","databases":["b","a"]}`, []Option{WithDatabase("a")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, "/identity", identify(c.identity))
			client, err := NewCloudClient(append(c.options, WithCloudAPIKey("ck-1"), WithBaseURL(s.URL))...)
			must(t, err)
			_, _, err = client.Resolve(background)
			if c.want == "" {
				must(t, err)
				return
			}
			wantIs(t, err, ErrForbidden)
			if !strings.Contains(err.Error(), c.want) {
				t.Error(err)
			}
		})
	}
}

func TestAFailureToResolveIsNotKept(t *testing.T) {
	clearEnvironment(t)
	s := newServer(t, "/identity", func(answer http.ResponseWriter, number int) bool {
		return number == 1 && refuse(401, "ChromaError", "Permission denied.")(answer, number)
	})
	client, err := NewCloudClient(WithCloudAPIKey("ck-1"), WithBaseURL(s.URL))
	must(t, err)
	_, _, err = client.Resolve(background)
	wantIs(t, err, ErrUnauthorized)
	tenant, database, err := client.Resolve(background)
	must(t, err)
	wantEqual(t, [2]string{tenant, database}, [2]string{"t", "d"})
}

func TestAWaitingCallerCanLeave(t *testing.T) {
	clearEnvironment(t)
	entered, release := make(chan struct{}), make(chan struct{})
	s := newServer(t, "/identity", func(http.ResponseWriter, int) bool {
		close(entered)
		<-release
		return false
	})
	client, err := NewCloudClient(WithCloudAPIKey("ck-1"), WithBaseURL(s.URL))
	must(t, err)
	first := make(chan error)
	go func() { _, _, err := client.Resolve(background); first <- err }()
	<-entered
	cancelled, cancel := context.WithCancel(background)
	cancel()
	_, _, err = client.Resolve(cancelled)
	wantIs(t, err, context.Canceled)
	close(release)
	must(t, <-first)
}

func TestTheEnvironment(t *testing.T) {
	target := func(t *testing.T, client *Client, err error) [3]string {
		t.Helper()
		must(t, err)
		return [3]string{client.core.transport.server, client.Tenant(), client.Database()}
	}
	clearEnvironment(t)
	client, err := NewClientFromEnv()
	wantEqual(t, target(t, client, err), [3]string{"http://localhost:8000", "default_tenant", "default_database"})
	client, err = NewHTTPClient()
	wantEqual(t, target(t, client, err), [3]string{"http://localhost:8000", "default_tenant", "default_database"})
	_, err = NewCloudClient()
	wantIs(t, err, ErrInvalidArgument)

	t.Setenv(envTenant, "tee")
	t.Setenv(envDatabase, "dee")
	t.Setenv(envEndpoint, "https://chroma.example:8443/prefix/")
	client, err = NewClientFromEnv()
	wantEqual(t, target(t, client, err), [3]string{"https://chroma.example:8443/prefix", "tee", "dee"})
	client, err = NewClientFromEnv(WithBaseURL("http://other:1"))
	wantEqual(t, target(t, client, err), [3]string{"http://other:1", "tee", "dee"})
	client, err = NewHTTPClient()
	wantEqual(t, target(t, client, err), [3]string{"http://localhost:8000", "default_tenant", "default_database"})

	t.Setenv(envHostName, "chroma.example")
	client, err = NewClientFromEnv()
	wantEqual(t, target(t, client, err), [3]string{"https://chroma.example:8443/prefix", "tee", "dee"})
	t.Setenv(envEndpoint, "")
	client, err = NewClientFromEnv()
	wantEqual(t, target(t, client, err), [3]string{"http://chroma.example:8000", "tee", "dee"})
	t.Setenv(envAPIKey, "ck-env")
	client, err = NewClientFromEnv()
	wantEqual(t, target(t, client, err), [3]string{"https://chroma.example", "tee", "dee"})
	client, err = NewCloudClient(WithCloudRegion("gcp-europe-west1"), WithDatabaseAndTenant("d", "t"))
	wantEqual(t, target(t, client, err), [3]string{"https://europe-west1.gcp.trychroma.com", "t", "d"})

	clearEnvironment(t)
	t.Setenv(envAPIKey, "ck-env")
	client, err = NewCloudClient()
	wantEqual(t, target(t, client, err), [3]string{"https://api.trychroma.com", "", ""})
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	clearEnvironment(t)
	for name, options := range map[string][]Option{
		"no scheme":       {WithBaseURL("localhost:8000")},
		"other scheme":    {WithBaseURL("ftp://localhost")},
		"no host":         {WithBaseURL("http://")},
		"query":           {WithBaseURL("http://localhost/?a=b")},
		"empty":           {WithBaseURL(" ")},
		"not a host":      {WithCloudHost("a b")},
		"region":          {WithCloudRegion("moon")},
		"two places":      {WithCloudRegion("aws-us-east-1"), WithBaseURL("http://localhost")},
		"key":             {WithCloudAPIKey(" ")},
		"key with line":   {WithCloudAPIKey("ck-secret\nx")},
		"header":          {WithHeaders(map[string]string{"a b": "c"})},
		"header value":    {WithHeaders(map[string]string{"a": "secret\n"})},
		"timeout":         {WithTimeout(-1)},
		"timeouts":        {WithTimeouts(Timeouts{Read: -1})},
		"nil auth":        {WithAuth(nil)},
		"nil client":      {WithHTTPClient(nil)},
		"empty tenant":    {WithTenant("")},
		"empty database":  {WithDatabaseAndTenant("", "t")},
		"connect of ours": {WithHTTPClient(http.DefaultClient), WithTimeouts(Timeouts{Connect: 1})},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewCloudClient(append([]Option{WithCloudAPIKey("ck-1")}, options...)...)
			wantIs(t, err, ErrInvalidArgument)
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the secret is shown: %v", err)
			}
		})
	}
	_, err := NewHTTPClient(WithCloudAPIKey("ck-1"))
	wantIs(t, err, ErrInvalidArgument)
}

func TestNamesAreEscapedInPaths(t *testing.T) {
	s := newServer(t, "", nil)
	client := s.client(WithBaseURL(s.URL + "/prefix/api/v2/"))
	for name, want := range map[string]string{"..": "%2E%2E", ".": "%2E", "a/b c?%ü+&=": "a%2Fb%20c%3F%25%C3%BC%2B%26%3D"} {
		must(t, client.DeleteDatabase(background, name, "x"))
		wantEqual(t, len(s.requests("/prefix/api/v2/tenants/"+want+"/databases/x")), 1)
	}
}

func TestAnotherScopeSharesTheConnections(t *testing.T) {
	s := newServer(t, "", nil)
	client := s.client()
	other := client.In("tee", "dee")
	must(t, other.DeleteCollection(background, "x"))
	wantEqual(t, len(s.requests("/tenants/tee/databases/dee/collections/x")), 1)
	wantEqual(t, client.Tenant(), DefaultTenant)
	must(t, other.Close())
	wantIs(t, client.Heartbeat(background), ErrClosed)
}

// countingTransport counts how often its idle connections were closed.
type countingTransport struct {
	http.RoundTripper
	closed int
}

func (c *countingTransport) CloseIdleConnections() { c.closed++ }

func TestAnHTTPClientThatWasGivenIsNotClosed(t *testing.T) {
	s := newServer(t, "", nil)
	given := &countingTransport{RoundTripper: http.DefaultTransport}
	client := s.client(WithHTTPClient(&http.Client{Transport: given}))
	must(t, client.Heartbeat(background))
	must(t, client.Close())
	wantEqual(t, given.closed, 0)
}

func TestAProviderStandsForTheKey(t *testing.T) {
	clearEnvironment(t)
	s := newServer(t, "", nil)
	client, err := NewCloudClient(WithAuth(BearerAuth("b")), WithBaseURL(s.URL), WithDatabaseAndTenant("d", "t"))
	must(t, err)
	must(t, client.Heartbeat(background))
	wantEqual(t, s.requests("/heartbeat")[0].Header.Get("Authorization"), "Bearer b")
}
