/** The version of this package. */
export const VERSION = "0.1.0";

/** What this client calls itself to servers. */
export const CLIENT_NAME = `polychrome-typescript/${VERSION}`;
