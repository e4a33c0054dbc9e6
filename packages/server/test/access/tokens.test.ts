import { describe, expect, it } from "vitest"
import { attemptToken } from "../../src/access/attempt-token.ts"
import { guarded } from "./guarded.ts"

const study = "GET /v1/studies/lab-1"

describe("tokens", () => {
  it("let in who has one, and nobody else", async () => {
    const { said, make } = await guarded()
    const { text } = make("viewer")
    expect(await said(study, text)).toBe("200")
    expect(await said(study)).toBe("401 D411")
    expect(await said("GET /v1/health")).toBe("200")
    expect(await said("POST /v1/studies", text, { payload: {} })).toBe("403 D411")
  })

  it("that are wrong, of another server, expired or revoked each have their answer", async () => {
    const { said, make, clock, access } = await guarded()
    const [expired, revoked] = [make("owner", { ttl: 1000 }), make("owner")]
    const stranger = (await guarded()).make("owner")
    clock.time += 1000
    access.tokens.revoke(revoked.token.id, "eva@lab")
    expect(await said(study, expired.text)).toBe("401 D413")
    expect(await said(study, revoked.text)).toBe("401 D414")
    for (const wrong of [stranger.text, expired.text.slice(0, -2) + "AA", "dpt_", "x", '"><script>', "dpa_e30.AAAA", "dpa_.."])
      expect(await said(study, wrong), wrong).toBe("401 D412")
    for (const authorization of ["", "Bearer", "Basic YWRhOmxhYg==", "Bearer a b"])
      expect(await said(study, undefined, { headers: { authorization } }), authorization).toBe("401 D412")
  })

  it("for some studies are no good for others, and do not show them", async () => {
    const { said, make, call } = await guarded()
    const { text } = make("owner", { studies: ["lab-*"] })
    expect([await said(study, text), await said("GET /v1/studies/other", text)]).toEqual(["200", "403 D411"])
    const { studies } = (await call("GET /v1/studies", text)).json<{ studies: { study: string }[] }>()
    expect(studies.map(({ study }) => study)).toEqual(["lab-1"])
  })

  it("of an attempt speak for that trial of that study, by this server's word alone", async () => {
    const { said, access } = await guarded()
    const token = access.attempt({ study: "lab-1", trial: 3, attempt: 1 })
    const heartbeat = (study: string, trial: number, text: string) =>
      said(`POST /v1/trials/${study}/${trial}:heartbeat`, text, { payload: {} })
    expect(await heartbeat("lab-1", 3, token)).not.toMatch(/D41/)
    expect([await heartbeat("lab-1", 4, token), await heartbeat("other", 3, token)]).toEqual(["403 D411", "403 D411"])
    expect([await said(study, token), await said("GET /v1/tokens", token)]).toEqual(["403 D411", "403 D411"])
    const foreign = attemptToken(Buffer.alloc(32), { study: "lab-1", trial: 3, attempt: 1 })
    expect(await heartbeat("lab-1", 3, foreign)).toBe("401 D412")
  })
})

describe("the tokens of a server, over HTTP", () => {
  it("are made, listed without secrets, and revoked by an admin alone", async () => {
    const { call, said, make } = await guarded()
    const admin = make("admin").text
    expect(await said("GET /v1/tokens", make("owner").text)).toBe("403 D411")
    const made = (
      await call("POST /v1/tokens", admin, { payload: { role: "runner", label: "ci", studies: ["lab-*"], ttl: 5000 } })
    ).json<Made>()
    expect(made).toMatchObject({ label: "ci", role: "runner", by: "token:admin", expires: 1_005_000 })
    expect(await said(study, made.token)).toBe("200")
    const listed = (await call("GET /v1/tokens", admin)).body
    expect(listed).toContain(made.id)
    expect(listed).not.toContain(made.token.slice(17))
    expect(await said(`DELETE /v1/tokens/${made.id}`, admin)).toBe("200")
    expect(await said(study, made.token)).toBe("401 D414")
    expect(await said("DELETE /v1/tokens/nothing", admin)).toBe("404 D419")
  })

  it("give no more than their maker has", async () => {
    const { said, make } = await guarded()
    const admin = make("admin", { studies: ["lab-*"] }).text
    const all = make("runner")
    expect(await said("POST /v1/tokens", admin, { payload: { role: "admin" } })).toBe("403 D411")
    expect(await said("POST /v1/tokens", admin, { payload: { role: "admin", studies: ["*"] } })).toBe("403 D411")
    expect(await said("POST /v1/tokens", admin, { payload: { role: "admin", studies: ["lab-1"] } })).toBe("200")
    expect(await said(`DELETE /v1/tokens/${all.token.id}`, admin)).toBe("404 D419")
  })

  it("are described in words that any terminal may show", async () => {
    const { said, make } = await guarded()
    const bad = [
      { role: "god" },
      { role: "runner", label: "\u001b[31m" },
      { role: "runner", ttl: 1 },
      { role: "runner", ttl: -5 },
      { role: "runner", extra: 1 },
    ]
    const admin = make("admin").text
    for (const payload of [...bad, { role: "runner", studies: [] }])
      expect(await said("POST /v1/tokens", admin, { payload })).toBe("400 D410")
  })

  it("may be links by which anybody looks at one study, for a while", async () => {
    const { call, said, make, clock } = await guarded()
    const { path } = (await call("POST /v1/studies/lab-1/links", make("owner").text, { payload: { ttl: 5000 } })).json<{ path: string }>()
    const text = path.replace("/s/lab-1#key=", "")
    expect([await said(study, text), await said("GET /v1/studies/other", text)]).toEqual(["200", "403 D411"])
    expect(await said("POST /v1/studies/lab-1/links", text, { payload: {} })).toBe("403 D411")
    clock.time += 5000
    expect(await said(study, text)).toBe("401 D413")
  })
})

interface Made {
  readonly id: string
  readonly token: string
}
