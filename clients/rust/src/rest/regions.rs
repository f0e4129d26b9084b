// Generated from spec/regions.yaml by chroma_generator. Do not edit: change the source and generate again.
//! Where Chroma Cloud is served.

/// A region of Chroma Cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its name, such as `gcp-europe-west1`.
    pub name: &'static str,
    /// Whose data centre it is: `aws` or `gcp`.
    pub cloud: &'static str,
    /// The host that serves it, over TLS.
    pub host: &'static str,
    /// The port.
    pub port: u16,
}

/// Every region.
pub const REGIONS: &[Region] = &[
    Region { name: "aws-us-east-1", cloud: "aws", host: "api.trychroma.com", port: 443 },
    Region { name: "gcp-europe-west1", cloud: "gcp", host: "europe-west1.gcp.trychroma.com", port: 443 },
];

/// The region that is meant when none is named.
pub const DEFAULT_REGION: Region = REGIONS[0];
