package chroma

import (
	"os"
	"strconv"
	"strings"

	"github.com/polychrome/chroma-go/rest"
)

// The environment that NewCloudClient and NewClientFromEnv read.
const (
	envAPIKey   = "CHROMA_API_KEY"
	envTenant   = "CHROMA_TENANT"
	envDatabase = "CHROMA_DATABASE"
	envHostName = "CHROMA_HOST"
	envEndpoint = "CHROMA_ENDPOINT"
)

// envHost is where the environment says the server is.
func envHost() string {
	if endpoint := os.Getenv(envEndpoint); endpoint != "" {
		return endpoint
	}
	return os.Getenv(envHostName)
}

// findKey takes the API key from the environment, if no option gave one.
func (c *config) findKey() error {
	if c.apiKey != nil {
		return nil
	}
	key, isSet := os.LookupEnv(envAPIKey)
	if !isSet {
		return invalid("there is no API key: pass WithCloudAPIKey, or set the environment variable CHROMA_API_KEY")
	}
	checked, err := checkAPIKey(key, "the environment variable CHROMA_API_KEY")
	c.apiKey = func() string { return checked }
	return err
}

// locate decides where Chroma Cloud is: as the options say, as the environment says, or in the default region.
func (c *config) locate() error {
	if c.baseURL != "" {
		if c.region != "" {
			return invalid("a region and a host are given; give one of them")
		}
		return nil
	}
	if c.region == "" {
		if host := envHost(); host != "" {
			parsed, err := parseHost(host)
			c.baseURL = parsed
			return err
		}
		c.region = rest.DefaultRegion
	}
	for _, region := range rest.Regions {
		if region.Name == c.region {
			c.baseURL = "https://" + region.Host
			if region.Port != 443 {
				c.baseURL += ":" + strconv.Itoa(region.Port)
			}
		}
	}
	return nil
}

// parseServer reads the host of a server of one's own, which without a scheme means http and port 8000.
func parseServer(host string) (string, error) {
	host = strings.TrimSpace(host)
	if strings.Contains(host, "://") {
		return parseBaseURL(host)
	}
	if !strings.Contains(host, ":") {
		host += ":8000"
	}
	return parseBaseURL("http://" + host)
}
