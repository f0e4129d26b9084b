package chroma

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

const apiKeyHeader = "X-Chroma-Token"

// AuthProvider says who is calling. It is asked before every attempt, so that credentials may be renewed.
type AuthProvider interface {
	// Authenticate returns the header to send and its value.
	Authenticate(ctx context.Context) (name, value string, err error)
}

// TokenAuth sends a token, such as an API key of Chroma Cloud, in the header X-Chroma-Token.
func TokenAuth(token string) AuthProvider { return staticAuth(apiKeyHeader, token) }

// BearerAuth sends a token in the header Authorization, after the word Bearer.
func BearerAuth(token string) AuthProvider { return staticAuth("Authorization", "Bearer "+token) }

// BasicAuth sends a user and a password in the header Authorization, as HTTP's basic authentication does.
func BasicAuth(user, password string) AuthProvider {
	return staticAuth("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

// credentials are one header that never shows its value. The value lies behind a function because fmt prints even
// private fields, and a function only as an address.
type credentials struct {
	name  string
	value func() string
}

func staticAuth(name, value string) AuthProvider {
	return credentials{name: name, value: func() string { return value }}
}

func (c credentials) Authenticate(context.Context) (name, value string, err error) {
	return c.name, c.value(), nil
}

// Format implements [fmt.Formatter] for every verb.
func (c credentials) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, c.name+": "+redacted)
}

// checkHeader returns an error when HTTP cannot carry a header. It never shows the value.
func checkHeader(name, value string) error {
	const allowed = "!#$%&'*+-.^_`|~"
	for _, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && strings.IndexByte(allowed, c) < 0 {
			return invalid("%q is not a name that HTTP allows for a header", name)
		}
	}
	if name == "" {
		return invalid("a header has no name")
	}
	for _, c := range []byte(value) {
		if c < ' ' && c != '\t' || c == 0x7f {
			return invalid("the value of the header %s has control characters, which cannot be sent", name)
		}
	}
	return nil
}

// checkAPIKey returns the key without blanks around it. The errors never show it.
func checkAPIKey(key, source string) (string, error) {
	const hint = "Pass WithCloudAPIKey, or set the environment variable CHROMA_API_KEY."
	stripped := strings.TrimSpace(key)
	if stripped == "" {
		return "", invalid("the API key from %s is empty. %s", source, hint)
	}
	for _, c := range []byte(stripped) {
		if c < ' ' || c > '~' {
			return "", invalid("the API key from %s has characters that an HTTP header cannot carry (control characters "+
				"or letters outside ASCII); perhaps it was not copied whole. %s", source, hint)
		}
	}
	return stripped, nil
}
