/** The environment variables that clients read. */
export type Variable = "CHROMA_API_KEY" | "CHROMA_TENANT" | "CHROMA_DATABASE" | "CHROMA_HOST" | "CHROMA_ENDPOINT";

/** The value of an environment variable; undefined where it is empty, or where there is no environment, as in browsers. */
export function environment(name: Variable): string | undefined {
  const process = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process;
  const value = process?.env?.[name]?.trim();
  return value === undefined || value === "" ? undefined : value;
}
