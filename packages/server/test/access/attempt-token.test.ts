import { mkdtempSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { attemptToken, readAttemptToken } from "../../src/access/attempt-token.ts"
import { serverSecret } from "../../src/access/server-secret.ts"

const ours = Buffer.alloc(32, 1)
const theirs = Buffer.alloc(32, 2)
const name = fc.record({ study: fc.string({ unit: "binary" }), trial: fc.nat(), attempt: fc.integer({ min: 1 }) })

describe("the token of an attempt", () => {
  it("names what it was made for, whatever the study is called", () => {
    fc.assert(fc.property(name, (of) => void expect(readAttemptToken(ours, attemptToken(ours, of))).toEqual(of)))
  })

  it("is nothing to another server, and nothing when a character is changed", () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom("A", "b", "_", ".", "é"), (of, at, letter) => {
        const token = attemptToken(ours, of)
        expect(readAttemptToken(theirs, token)).toBeUndefined()
        const changed = token.slice(0, at % token.length) + letter + token.slice((at % token.length) + 1)
        const read = readAttemptToken(ours, changed)
        // The last letter of base64 may hold bits that nobody reads.
        if (read !== undefined) expect(read).toEqual(of)
      }),
    )
  })

  it("is proven by a secret that stays, and that only its user may read", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "secret-")), "server")
    const made = serverSecret(folder)
    expect(made).toHaveLength(32)
    expect(serverSecret(folder)).toEqual(made)
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600)
  })
})
