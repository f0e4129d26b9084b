import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";

/** Who keeps an encryption key. */
export const CmekProvider = { GCP: "gcp" } as const;
export type CmekProvider = (typeof CmekProvider)[keyof typeof CmekProvider];

const GCP_RESOURCE = /^projects\/.+\/locations\/.+\/keyRings\/.+\/cryptoKeys\/.+$/;

/** The name of a key of your own with which Chroma Cloud encrypts a collection's data. */
export class Cmek {
  private constructor(
    readonly provider: CmekProvider,
    readonly resource: string,
  ) {}

  /** A key of Google Cloud KMS: `projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{key}`. */
  static gcp(resource: string): Cmek {
    return new Cmek(CmekProvider.GCP, resource);
  }

  /** Whether the resource name has the provider's form. */
  validatePattern(): boolean {
    return GCP_RESOURCE.test(this.resource);
  }

  /** The key as it travels. */
  toJSON(): { gcp: string } {
    return { gcp: this.resource };
  }

  /** @throws ChromaValueError The provider is missing or unknown, or the resource is not a text. */
  static fromJSON(json: unknown): Cmek {
    const resource = isObject(json) ? json["gcp"] : undefined;
    if (typeof resource !== "string") {
      throw new ChromaValueError(`Expected a customer-managed key to be { gcp: resource name }, got ${shown(json)}`);
    }
    return Cmek.gcp(resource);
  }
}
