// Generated from spec/regions.yaml by chroma_generator. Do not edit: change the source and generate again.

/** Where Chroma Cloud answers. */
export interface Region {
  readonly cloud: string;
  readonly host: string;
  readonly port: number;
}

/** Every region by its name. */
export const REGIONS = {
  "aws-us-east-1": { cloud: "aws", host: "api.trychroma.com", port: 443 },
  "gcp-europe-west1": { cloud: "gcp", host: "europe-west1.gcp.trychroma.com", port: 443 },
} as const satisfies Readonly<Record<string, Region>>;

export type RegionName = keyof typeof REGIONS;

export const DEFAULT_REGION: RegionName = "aws-us-east-1";
