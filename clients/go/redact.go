package chroma

import (
	"net/url"
	"strings"
)

const redacted = "**********"

var secretParameters = map[string]bool{
	"api_key": true, "apikey": true, "key": true, "token": true, "access_token": true, "password": true, "secret": true,
}

// redactURL is a URL without its user part and without the values of query parameters that carry secrets.
func redactURL(text string) string {
	parsed, err := url.Parse(text)
	if err != nil {
		return redacted
	}
	user, query := parsed.User, parsed.Query()
	parsed.User = nil
	for name := range query {
		if secretParameters[strings.ToLower(name)] {
			query.Set(name, redacted)
			parsed.RawQuery = strings.ReplaceAll(query.Encode(), url.QueryEscape(redacted), redacted)
		}
	}
	shown := parsed.String()
	if user != nil {
		shown = strings.Replace(shown, "://", "://"+redacted+"@", 1)
	}
	return shown
}
