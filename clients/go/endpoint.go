package chroma

import (
	"net/url"
	"strings"
)

const defaultBaseURL = "http://localhost:8000"

// parseBaseURL checks a server's base URL and brings it into the form that paths are appended to.
func parseBaseURL(text string) (string, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return "", invalid("the base URL is empty")
	}
	if !strings.Contains(trimmed, "://") {
		return "", invalid("the base URL %q has no scheme: write http:// or https:// before it", redactURL(trimmed))
	}
	parsed, err := url.Parse(trimmed)
	if err != nil {
		return "", invalid("the base URL %s cannot be read", redactURL(trimmed))
	}
	if parsed.Scheme != "http" && parsed.Scheme != "https" {
		return "", invalid("the base URL has the scheme %q; it must be http or https", parsed.Scheme)
	}
	if parsed.Hostname() == "" {
		return "", invalid("the base URL %s names no host", redactURL(trimmed))
	}
	if parsed.RawQuery != "" || parsed.Fragment != "" || strings.HasSuffix(trimmed, "?") {
		return "", invalid("the base URL %s has a query or a fragment; a server's has neither", redactURL(trimmed))
	}
	return strings.TrimSuffix(strings.TrimRight(parsed.String(), "/"), "/api/v2"), nil
}

// parseHost reads a host name, or a host with a port, or a whole URL; without a scheme it means https.
func parseHost(text string) (string, error) {
	trimmed := strings.TrimSpace(text)
	if strings.Contains(trimmed, "://") {
		return parseBaseURL(trimmed)
	}
	if strings.ContainsAny(trimmed, "/?#@ \\") {
		return "", invalid("%q is not a host: give a name, or a whole URL that begins with http:// or https://", redactURL(trimmed))
	}
	return parseBaseURL("https://" + trimmed)
}
