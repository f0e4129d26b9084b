/**
 * JSON in which no integer loses digits: whole numbers beyond 2^53 are read as `bigint`, and a `bigint` is written with
 * all of its digits. Everything else is as with `JSON.parse` and `JSON.stringify`.
 *
 * @module
 */

import { ChromaValueError } from "./errors.js";

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\n\r]*/y;
const STRING_END = /["\\]/g;

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError The text is not JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return losesDigits(value) ? new Reader(text).value() : value;
}

/** Whether a value holds a number beyond those that are exact. Long rows of numbers pass quickly. */
function losesDigits(value: unknown): boolean {
  if (typeof value === "number") {
    return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
  }
  if (typeof value !== "object" || value === null) {
    return false;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (typeof item === "number") {
        if (item > Number.MAX_SAFE_INTEGER || item < Number.MIN_SAFE_INTEGER) {
          return true;
        }
      } else if (losesDigits(item)) {
        return true;
      }
    }
    return false;
  }
  return Object.values(value).some(losesDigits);
}

/** Reads a text that is known to be JSON. */
class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  value(): unknown {
    this.skipBlanks();
    switch (this.text[this.position]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
        return this.string();
      case "t":
        this.position += 4;
        return true;
      case "f":
        this.position += 5;
        return false;
      case "n":
        this.position += 4;
        return null;
      default:
        return this.number();
    }
  }

  private object(): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    this.position += 1;
    while (!this.ends("}")) {
      const key = this.string();
      this.skipBlanks();
      this.position += 1; // the colon
      const value = this.value();
      if (key === "__proto__") {
        Object.defineProperty(found, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        found[key] = value;
      }
    }
    return found;
  }

  private array(): unknown[] {
    const found: unknown[] = [];
    this.position += 1;
    while (!this.ends("]")) {
      found.push(this.value());
    }
    return found;
  }

  /** Steps over blanks, a comma, and the closing bracket if it is next. */
  private ends(bracket: string): boolean {
    this.skipBlanks();
    if (this.text[this.position] === ",") {
      this.position += 1;
      this.skipBlanks();
    }
    const ended = this.text[this.position] === bracket;
    this.position += ended ? 1 : 0;
    return ended;
  }

  private string(): string {
    const start = this.position;
    STRING_END.lastIndex = start + 1;
    for (let match = STRING_END.exec(this.text); match !== null; match = STRING_END.exec(this.text)) {
      if (match[0] === '"') {
        this.position = STRING_END.lastIndex;
        return JSON.parse(this.text.slice(start, this.position)) as string;
      }
      STRING_END.lastIndex += 1;
    }
    throw new SyntaxError(`Unterminated string in JSON at position ${start}`);
  }

  private number(): number | bigint {
    NUMBER.lastIndex = this.position;
    const digits = NUMBER.exec(this.text)?.[0];
    if (digits === undefined) {
      throw new SyntaxError(`Unexpected token in JSON at position ${this.position}`);
    }
    this.position += digits.length;
    const value = Number(digits);
    return Number.isSafeInteger(value) || !/^-?\d+$/.test(digits) ? value : BigInt(digits);
  }

  private skipBlanks(): void {
    BLANKS.lastIndex = this.position;
    BLANKS.exec(this.text);
    this.position = BLANKS.lastIndex;
  }
}

/**
 * The JSON text of a value.
 *
 * @throws ChromaValueError The value contains itself, or is nothing that JSON has.
 */
export function stringifyJson(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) {
      return text;
    }
  } catch (error) {
    if (error instanceof TypeError && /BigInt/.test(error.message)) {
      return write(value, new Set());
    }
    throw new ChromaValueError(`The request cannot be written as JSON: ${String(error)}`, { cause: error });
  }
  throw new ChromaValueError(`The request cannot be written as JSON: ${typeof value}`);
}

function write(value: unknown, above: Set<object>): string {
  if (typeof value === "bigint") {
    return value.toString();
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value) ?? "null";
  }
  if (above.has(value)) {
    throw new ChromaValueError("The request cannot be written as JSON: a value contains itself");
  }
  above.add(value);
  let text: string;
  if ("toJSON" in value && typeof value.toJSON === "function") {
    text = write((value.toJSON as () => unknown)(), above);
  } else if (Array.isArray(value)) {
    text = `[${value.map((item) => write(item, above)).join(",")}]`;
  } else {
    const members = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== "function");
    text = `{${members.map(([key, item]) => `${JSON.stringify(key)}:${write(item, above)}`).join(",")}}`;
  }
  above.delete(value);
  return text;
}
