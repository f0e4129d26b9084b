/** A server that answers what a test says, and remembers what it was asked. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** An answer: a status and a body with headers, or whatever a function does to the connection. */
export type Answer =
  | { status?: number; body?: unknown; text?: string; headers?: Record<string, string> }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface TestServer {
  url: string;
  port: number;
  asked: Asked[];
  /** What was asked at paths that end so. */
  at(ending: string): Asked[];
  close(): Promise<void>;
}

export const COLLECTION = {
  id: "11111111-2222-4333-8444-555555555555",
  name: "things",
  configuration_json: { hnsw: { space: "l2" }, spann: null, embedding_function: null },
  schema: null,
  metadata: null,
  dimension: null,
  tenant: "default_tenant",
  database: "default_database",
  log_position: 0,
  version: 0,
};

const USUAL: Record<string, unknown> = {
  "/api/v2/pre-flight-checks": { max_batch_size: 3, supports_base64_encoding: true },
  "/api/v2/auth/identity": { user_id: "u", tenant: "t-1", databases: ["d-1"] },
  "/api/v2/heartbeat": { "nanosecond heartbeat": 1 },
};

/**
 * Starts a server. `answers` has the answers by the end of the path, one after the other, the last one again and again;
 * what it does not name gets a usual answer.
 */
export async function serve(answers: Record<string, Answer[]> = {}): Promise<TestServer> {
  const left = Object.entries(answers).map(([ending, list]) => ({ ending, list: [...list] }));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const path = (request.url ?? "").split("?")[0] ?? "";
      asked.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(pieces).toString(),
      });
      const found = left.find(({ ending }) => path.endsWith(ending));
      const answer: Answer | undefined = found && (found.list.length > 1 ? found.list.shift() : found.list[0]);
      reply(answer ?? { body: USUAL[path] ?? (path.includes("/collections/") ? COLLECTION : {}) }, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    at: (ending) => asked.filter(({ path }) => (path.split("?")[0] ?? "").endsWith(ending)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function reply(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === "function") {
    answer(request, response);
    return;
  }
  response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
  response.end(answer.text ?? JSON.stringify(answer.body ?? {}));
}

/** An error as servers answer it. */
export const error = (status: number, message = "no", headers: Record<string, string> = {}): Answer => ({
  status,
  body: { error: "ChromaError", message },
  headers,
});

/** Closes the connection before a word, or in the middle of the answer. */
export const hangUp = (request: IncomingMessage): void => {
  request.socket.destroy();
};
export const breakOff = (_request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"ids": ["a"', () => response.destroy());
};

/** Never answers. */
export const silence = (): void => undefined;
