import { createHash } from "node:crypto"
import { sha256 } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

describe("sha256", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ])("gives the digest of FIPS 180-4 for %#", (text, digest) => {
    expect(sha256(text)).toBe(digest)
  })

  it("agrees with another implementation on any bytes, around every block border too", () => {
    for (let n = 0; n < 200; n++) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 255)
      expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"))
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => sha256(bytes) === createHash("sha256").update(bytes).digest("hex")))
  })

  it("takes any string in its UTF-8 form, a lone surrogate as U+FFFD", () => {
    const texts = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 80 })
    fc.assert(fc.property(texts, (text) => sha256(text) === createHash("sha256").update(new TextEncoder().encode(text)).digest("hex")))
    expect(sha256("\ud83d")).toBe(sha256("\ufffd"))
    expect(sha256("\ud83d\ude00\ud83d")).toBe(sha256("\u{1f600}\ufffd"))
  })
})
