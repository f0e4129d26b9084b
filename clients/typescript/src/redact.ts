const REDACTED = "**********";

const SECRET_HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "x-chroma-token",
  "x-api-key",
  "api-key",
  "cookie",
  "set-cookie",
]);
const SECRET_PARAMETERS = new Set(["api_key", "apikey", "key", "token", "access_token", "password", "secret"]);

/** The URL without its user part and without the values of query parameters that carry secrets. */
export function redactUrl(url: string): string {
  const [, scheme = "", authority = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(url) ?? [];
  const at = authority.lastIndexOf("@");
  const shown = at < 0 ? authority : `${REDACTED}@${authority.slice(at + 1)}`;
  return (
    scheme +
    shown +
    rest.replace(/([?&])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) =>
      SECRET_PARAMETERS.has(name.toLowerCase()) ? `${mark}${name}=${REDACTED}` : whole,
    )
  );
}

/** A copy of the headers in which the values of those that carry credentials are replaced. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : value]),
  );
}
