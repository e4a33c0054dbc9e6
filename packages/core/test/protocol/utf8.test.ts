import fc from "fast-check"
import { expect, test } from "vitest"
import { lines, utf8, type Line } from "@diapason/core/protocol"

const pieces = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const at = [...new Set([0, ...cuts.map((c) => c % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end))
}
const broken = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 30 }).map((s) => new TextEncoder().encode(s)),
  fc
    .array(fc.constantFrom(0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0xc0, 0x41, 0xf4, 0x90), { maxLength: 30 })
    .map((a) => Uint8Array.from(a)),
)

test("any bytes in any pieces decode as TextDecoder decodes them whole", () => {
  fc.assert(
    fc.property(broken, fc.array(fc.nat()), (bytes, cuts) => {
      const decoder = utf8()
      const text =
        pieces(bytes, cuts)
          .map((piece) => decoder.decode(piece))
          .join("") + decoder.end()
      expect(text).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))
      expect(decoder.replaced === 0).toBe(!text.includes("\ufffd") || Buffer.from(bytes).includes("\ufffd"))
    }),
    { numRuns: 500 },
  )
})

test("a character cut in half between two chunks arrives whole, and nothing counts as replaced", () => {
  const reader = lines()
  const bytes = new TextEncoder().encode("loss é=1\n")
  expect(reader.push(bytes.subarray(0, 6))).toEqual([])
  expect(reader.push(bytes.subarray(6))).toEqual([{ kind: "line", text: "loss é=1" }])
  expect(reader.replaced).toBe(0)
})

test("half a character at the end of a line is replaced once and does not eat the next line", () => {
  const reader = lines()
  expect(reader.push(Uint8Array.of(0x61, 0xe2, 0x82, 0x0a, 0x62, 0x0a))).toEqual([
    { kind: "line", text: "a\ufffd" },
    { kind: "line", text: "b" },
  ])
  expect(reader.replaced).toBe(1)
})

test("a line over the limit is told by its length, and the lines around it arrive", () => {
  const reader = lines(10)
  const out: Line[] = []
  for (const part of ["ab\n", "0123456", "789", "0123\ncd", "\n"]) out.push(...reader.push(new TextEncoder().encode(part)))
  expect(out).toEqual([
    { kind: "line", text: "ab" },
    { kind: "huge", bytes: 14 },
    { kind: "line", text: "cd" },
  ])
})

test("a line of exactly the limit is a line", () => {
  const reader = lines(4)
  expect(reader.push(new TextEncoder().encode("abcd\n"))).toEqual([{ kind: "line", text: "abcd" }])
})

test("lines do not depend on how the stream was cut, and CR, LF and both end them", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\r", "\n", "\r\n"), maxLength: 20 })
  fc.assert(
    fc.property(line, fc.array(fc.nat()), (text, cuts) => {
      const reader = lines()
      const found = pieces(new TextEncoder().encode(text), cuts).flatMap((piece) => reader.push(piece))
      const expected = text.split(/[\r\n]+/).filter((part) => part !== "")
      expect([...found, ...reader.end()]).toEqual(expected.map((part) => ({ kind: "line", text: part })))
    }),
  )
})
