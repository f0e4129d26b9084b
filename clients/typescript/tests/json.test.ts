import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ChromaValueError } from "../src/index.js";
import { parseJson, stringifyJson } from "../src/json.js";

describe("reading", () => {
  it("keeps the digits of whole numbers beyond 2^53", () => {
    const text =
      '{"a": 9007199254740993, "b": [-9223372036854775808, 1.5, 9007199254740991], "c": 12345678901234567890.5}';
    assert.deepEqual(parseJson(text), {
      a: 9007199254740993n,
      b: [-9223372036854775808n, 1.5, 9007199254740991],
      c: Number("12345678901234567890.5"),
    });
    assert.equal(parseJson("1234567890123456789"), 1234567890123456789n);
  });

  it("is otherwise as with JSON.parse", () => {
    for (const value of [
      { text: '9007199254740993 "\\ \n é 😀', "9007199254740993": null },
      [[], {}, "", [{ a: [true, false, null, -0.5, 1e300] }]],
    ]) {
      // The number makes it take the slow way.
      const text = JSON.stringify({ value, big: 0 }, null, 2).replace('"big": 0', '"big": 9007199254740993');
      assert.deepEqual(parseJson(text), { value, big: 9007199254740993n });
    }
    assert.equal(Object.getPrototypeOf(parseJson('{"__proto__": 9007199254740993}')), Object.prototype);
    for (const text of ["", "{", '{"a": 9007199254740993', "[9007199254740993,]", "nul"]) {
      assert.throws(() => parseJson(text), SyntaxError);
    }
  });
});

describe("writing", () => {
  it("keeps the digits of bigints", () => {
    const value = { a: 9223372036854775807n, b: [1n, { c: undefined, d: 'x"' }], e: null, f: 1.5 };
    assert.equal(stringifyJson(value), '{"a":9223372036854775807,"b":[1,{"d":"x\\""}],"e":null,"f":1.5}');
  });

  it("refuses what contains itself", () => {
    const value: Record<string, unknown> = { a: 1n };
    value["b"] = value;
    assert.throws(() => stringifyJson(value), ChromaValueError);
    delete value["a"];
    assert.throws(() => stringifyJson(value), ChromaValueError);
  });
});
