// Code generated from spec/regions.yaml by chroma_generator. DO NOT EDIT: change the source and generate again.

package rest

// Region is a place where Chroma Cloud is served.
type Region struct {
	Name  string // such as "aws-us-east-1"
	Cloud string // the cloud it is on, such as "aws"
	Host  string
	Port  int
}

// DefaultRegion is the name of the region that is meant when none is named.
const DefaultRegion = "aws-us-east-1"

// Regions are the regions of Chroma Cloud.
var Regions = []Region{
	{Name: "aws-us-east-1", Cloud: "aws", Host: "api.trychroma.com", Port: 443},
	{Name: "gcp-europe-west1", Cloud: "gcp", Host: "europe-west1.gcp.trychroma.com", Port: 443},
}
