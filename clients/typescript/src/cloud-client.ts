import { ChromaClient, Connection } from "./client.js";
import { type CloudOptions, cloudOptions, type ConnectionOptions } from "./client-options.js";
import { environment } from "./environment.js";

export interface CloudClientArgs extends CloudOptions, ConnectionOptions {
  /** Default: CHROMA_TENANT, else found from the API key at the first call. */
  tenant?: string | undefined;
  /** Default: CHROMA_DATABASE, else found from the API key at the first call, if it opens just one. */
  database?: string | undefined;
}

/** A client of Chroma Cloud. Nothing is sent before the first call. */
export class CloudClient extends ChromaClient {
  /** @throws ChromaValueError There is no API key, it cannot be sent, or the region is unknown. */
  constructor(args: CloudClientArgs = {}) {
    const place = {
      tenant: args.tenant || environment("CHROMA_TENANT"),
      database: args.database || environment("CHROMA_DATABASE"),
    };
    super(new Connection(cloudOptions(args), place) as object);
  }
}
