package chroma

import "testing"

func TestURLsAreShownWithoutSecrets(t *testing.T) {
	for url, want := range map[string]string{
		"http://localhost:8000/a%2Fb?limit=1":           "http://localhost:8000/a%2Fb?limit=1",
		"http://user:secret@host/x":                     "http://" + redacted + "@host/x",
		"https://host/?API_KEY=secret&limit=1":          "https://host/?API_KEY=" + redacted + "&limit=1",
		"https://host/?token=secret&token=secret#there": "https://host/?token=" + redacted + "#there",
		"http://[::1": redacted,
		"":            "",
	} {
		wantEqual(t, redactURL(url), want)
	}
}
