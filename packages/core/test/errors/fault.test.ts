import { describe, expect, it } from "vitest"
import { DiapasonError, fault, faults, type Code, type Facts } from "../../src/errors/fault.ts"
import { samples } from "./samples.ts"

const codes = Object.keys(faults) as Code[]

const each = codes.flatMap((code) =>
  samples[code].map((facts, i): [string, Code, object] => [i === 0 ? code : `${code}, case ${i + 1},`, code, facts]),
)

describe("the table of errors", () => {
  it.each(each)("%s says what happened, why, and how to mend it", (_, code, facts) => {
    const error = make(code, facts)
    const { what, why, mend, kept = "nothing was lost" } = error.words
    for (const text of [what, why, mend, kept]) {
      expect(text.trim()).toBe(text)
      expect(text.length).toBeGreaterThan(4)
      expect(text).not.toMatch(/undefined|\[object|:$| \(\)/)
    }
    expect(error).toBeInstanceOf(DiapasonError)
    expect(error.message).toBe(`${code}  ${what}`)
    expect(error.code).toBe(code)
  })

  it.each(each)("%s names its facts", (_, code, facts) => {
    const { what, why, mend, kept = "" } = make(code, facts).words
    const said = [what, why, mend, kept].join("\n")
    for (const [name, fact] of Object.entries(facts) as [string, unknown][]) {
      if (typeof fact === "string" || typeof fact === "number") {
        // The value matters only where the setting exists.
        if (code === "D322" && name === "value") continue
        expect(said, name).toContain(String(fact))
      }
    }
  })

  it("asks for the token that is needed, to run trials or to create a study", () => {
    const denied = (needs: "runner" | "owner") => fault("D451", { server: "https://tune.example", detail: "Not so.", needs }).words
    expect(denied("runner").mend).toContain("token create --role runner ")
    expect(denied("owner").mend).toContain("token create --role owner ")
  })

  it("says what Python says with the names of files as they are", () => {
    const { what } = fault("D157", { code: "no-model", what: "x.csv holds no model", why: "there is none", mend: "give another" }).words
    expect(what).toBe("This cannot be done: x.csv holds no model.")
  })

  it("has a family for each hundred", () => {
    for (const code of codes) expect(code).toMatch(/^D[1-6]\d\d$/)
  })
})

const make = (code: Code, facts: object): DiapasonError => fault(code, facts as Facts<typeof code>)
