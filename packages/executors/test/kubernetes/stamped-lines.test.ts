import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { stampedLines } from "../../src/kubernetes/stamped-lines.ts"

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const stamp = (ms: number): string => `${new Date(1_764_000_000_000 + ms).toISOString().slice(0, -1)}000000Z`

/** A log of lines with their moments; several may have one moment, and those of two streams may be out of order by a little. */
const logs = fc
  .array(fc.tuple(fc.nat({ max: 900 }), fc.constantFrom("", "a", "loss=0.5", "€ ü", "2026-01-01T00:00:00Z in its text")), { maxLength: 40 })
  .map((steps) => {
    let now = 0
    return steps.map(([step, text]) => ({ at: (now += step) - (step % 7), text }))
  })

describe("a log that breaks and is read again", () => {
  it("comes once and whole, wherever it is cut", () =>
    fc.assert(
      fc.property(logs, fc.array(fc.nat({ max: 2000 }), { maxLength: 6 }), (log, cuts) => {
        const lines = stampedLines()
        const got: Uint8Array[] = []
        for (const cut of [...cuts, Infinity]) {
          const since = lines.again()
          // Only what was written since then is sent, to the second, as Kubernetes does it.
          const sent = log.filter(({ at }) => since === undefined || Date.parse(stamp(at)) >= Date.parse(since))
          const bytes = encode(sent.map(({ at, text }) => `${stamp(at)} ${text}\n`).join(""))
          for (const part of pieces(bytes.subarray(0, Math.min(cut, bytes.length)))) got.push(lines.push(part))
        }
        expect(Buffer.concat(got).toString()).toBe(log.map(({ text }) => `${text}\n`).join(""))
      }),
      { numRuns: 300, seed: 11 },
    ))

  it("of very many lines within a moment does not take a time that grows with their square", () => {
    const lines = stampedLines()
    lines.again()
    const many = Array.from({ length: 50_000 }, (_, i) => `2026-11-23T20:48:43.${String(i).padStart(9, "0")}Z ${i}\n`).join("")
    expect(lines.push(encode(many))).toHaveLength(Array.from({ length: 50_000 }, (_, i) => `${i}\n`).join("").length)
  })

  it("gives a last line without an end when nothing more comes, and the node's own words as they are", () => {
    const lines = stampedLines()
    lines.again()
    expect(Buffer.from(lines.push(encode(`${stamp(1)} a\nunable to read\n${stamp(2)} half`))).toString()).toBe("a\nunable to read\n")
    expect(Buffer.from(lines.rest()).toString()).toBe("half")
    expect(lines.rest()).toHaveLength(0)
  })

  it("asks again from a second before its last line, whatever the node's time zone", () => {
    const lines = stampedLines()
    expect(lines.again()).toBeUndefined()
    lines.push(encode("2026-03-01T12:00:05.250000000+02:00 a\n"))
    expect(lines.again()).toBe("2026-03-01T10:00:04.000Z")
  })
})

const pieces = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / 17) }, (_, i) => bytes.subarray(17 * i, 17 * i + 17))
