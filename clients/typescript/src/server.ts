import { InvalidResponseError } from "./errors.js";
import type { Client } from "./rest/client/index.js";
import { preFlightChecks } from "./rest/sdk.gen.js";
import type { Checklist } from "./rest/types.gen.js";
import { type CallOptions, Transport, type TransportOptions } from "./transport.js";

/** What every call of a generated function is given. */
export interface Call {
  client: Client;
  throwOnError: true;
  signal?: AbortSignal;
}

/** One server, as all clients and collections that speak to it share it. */
export class Server {
  readonly transport: Transport;
  #limits: Promise<Checklist> | undefined;

  constructor(options: TransportOptions) {
    this.transport = new Transport(options);
  }

  /** The parts that are the same in every call of a generated function. */
  call({ signal }: CallOptions = {}): Call {
    const call: Call = { client: this.transport.rest, throwOnError: true };
    return signal === undefined ? call : { ...call, signal };
  }

  /** What the server says of the writes it takes. Asked once: it does not change while a server runs. */
  limits(): Promise<Checklist> {
    this.#limits ??= this.#askLimits();
    return this.#limits;
  }

  async #askLimits(): Promise<Checklist> {
    try {
      const { data } = await preFlightChecks(this.call());
      if (typeof data?.max_batch_size !== "number") {
        throw new InvalidResponseError("The answer has no max_batch_size; is there a Chroma server at this address?");
      }
      return data;
    } catch (error) {
      this.#limits = undefined;
      throw error;
    }
  }
}
