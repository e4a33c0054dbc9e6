import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { mayCall, roles, type Identity, type Need } from "../../src/access/identity.ts"
import { within, namesStudy } from "../../src/access/studies-named.ts"

/** Which needs each may call, about the study and trial of its token. */
const table: Readonly<Record<Identity["role"], readonly Need[]>> = {
  nobody: ["anybody"],
  attempt: ["anybody", "attempt"],
  viewer: ["anybody", "viewer"],
  runner: ["anybody", "attempt", "viewer", "runner"],
  owner: ["anybody", "attempt", "viewer", "runner", "owner"],
  admin: ["anybody", "attempt", "viewer", "runner", "owner", "admin"],
}
const needs: readonly Need[] = ["anybody", "attempt", ...roles]
const attempt = { study: "lab-1", trial: 3, attempt: 1 }

describe("who may do what", () => {
  const cells = Object.entries(table).flatMap(([role, may]) =>
    needs.map((need) => [role as Identity["role"], need, may.includes(need)] as const),
  )

  it.each(cells)("%s, asked for %s: %s", (role, need, may) => {
    const who: Identity = { name: "x", role, studies: ["lab-*"], ...(role === "attempt" && { attempt }) }
    expect(mayCall(who, need, attempt)).toBe(may)
    expect(mayCall(who, need, { study: "other", trial: 3 })).toBe(need === "anybody")
    expect(mayCall(who, need, { study: "lab-1", trial: 4 })).toBe(may && (role !== "attempt" || need === "anybody"))
  })
})

const word = fc.stringMatching(/^[ab]{0,3}$/)
const pattern = fc.tuple(word, fc.boolean()).map(([name, open]) => (open ? `${name}*` : name))
const patterns = fc.option(fc.array(pattern, { minLength: 1, maxLength: 3 }), { nil: undefined })

describe("patterns of studies", () => {
  it("what is within others names no study that they do not", () => {
    fc.assert(
      fc.property(patterns, patterns, word, (inner, outer, study) => {
        fc.pre(within(inner, outer) && namesStudy(inner, study))
        expect(namesStudy(outer, study)).toBe(true)
      }),
    )
  })

  it("all studies are within all alone", () => {
    expect([within(undefined, ["*"]), within(["*"], ["*"]), within(["lab-*"], ["lab-*"]), within(["la*"], ["lab-*"])]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
