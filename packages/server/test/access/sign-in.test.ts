import { createServer, type Role } from "@diapason/server"
import { describe, expect, it } from "vitest"
import { choose } from "../choose-random.ts"
import { guarded } from "./guarded.ts"

const page = { "x-diapason": "1", "sec-fetch-site": "same-origin" }

async function withPage(parts: Parameters<typeof guarded>[0] = {}) {
  const it = await guarded(parts)
  const key = (role: Role = "admin") => it.access.tokens.create({ kind: "key", label: "ada@lab", role, by: "ada@lab", ttl: 600_000 }).text
  const signIn = (payload: object, headers: object = page) => it.call("POST /v1/sign-in", undefined, { payload, headers: { ...headers } })
  const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) => String(answer.headers["set-cookie"]).split(";")[0]!
  return { ...it, key, signIn, cookieOf }
}

describe("signing in", () => {
  it("gives a cookie for the key of a link, once, and the session outlives the server", async () => {
    const { signIn, key, said, cookieOf, store, clock, dir } = await withPage()
    const text = key("owner")
    const answer = await signIn({ key: text })
    expect(answer.json()).toEqual({ name: "ada@lab", role: "owner" })
    expect(answer.headers["set-cookie"]).toMatch(/^diapason_[0-9a-f]{8}=dpt_\S+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
    const headers = { cookie: cookieOf(answer) }
    expect(await said("GET /v1/studies/lab-1", undefined, { headers })).toBe("200")
    expect([(await signIn({ key: text })).json<{ code: string }>().code, await said("GET /v1/studies/lab-1", text)]).toEqual([
      "D415",
      "401 D412",
    ])
    const again = await createServer({ store, clock, choose, dir, version: "1" })
    const me = await again.inject({ url: "/v1/me", headers })
    expect(me.json()).toEqual({ name: "ada@lab", role: "owner", profile: "open" })
  })

  it("refuses old keys, wrong keys, and pages of others", async () => {
    const { signIn, key, clock } = await withPage()
    const code = async (...asked: Parameters<typeof signIn>) => (await signIn(...asked)).json<{ code: string }>().code
    const text = key()
    expect(await code({ key: text }, { ...page, "sec-fetch-site": "cross-site" })).toBe("D416")
    expect(await code({ key: text }, { "x-diapason": "1", origin: "https://evil.example" })).toBe("D416")
    expect(await code({ key: text }, {})).toBe("D416")
    expect(await code({ key: "dpk_0" })).toBe("D412")
    clock.time += 600_000
    expect(await code({ key: text })).toBe("D415")
  })

  it("is tried ten times a minute from one address, and no more", async () => {
    const { signIn } = await withPage()
    const answers = []
    for (let i = 0; i < 12; i++) answers.push(await signIn({ token: `dpt_${i}` }))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array<number>(10).fill(401), 429, 429])
    expect(Number(answers[11]!.headers["retry-after"])).toBeGreaterThan(0)
  })

  it("by a token lasts as long as that is good", async () => {
    const { signIn, make, said, cookieOf, access } = await withPage()
    const { token, text } = make("viewer", { label: "ci", ttl: 60_000 })
    const answer = await signIn({ token: text })
    expect(answer.json()).toEqual({ name: "token:ci", role: "viewer" })
    expect(answer.headers["set-cookie"]).toContain("Max-Age=60;")
    access.tokens.revoke(token.id, "eva@lab")
    expect(await said("GET /v1/studies", undefined, { headers: { cookie: cookieOf(answer) } })).toBe("401 D414")
  })

  it("ends when somebody signs out; a page without a session is told so and may sign in", async () => {
    const { signIn, key, said, call, cookieOf } = await withPage()
    const headers = { cookie: cookieOf(await signIn({ key: key() })), ...page }
    expect(await said("POST /v1/sign-out", undefined, { headers: { ...headers, "sec-fetch-site": "cross-site" } })).toBe("403 D416")
    const out = await call("POST /v1/sign-out", undefined, { headers })
    expect([out.statusCode, out.headers["set-cookie"]]).toEqual([200, expect.stringContaining("=; Max-Age=0; Path=/;")])
    expect(await said("GET /v1/studies", undefined, { headers })).toBe("401 D414")
    expect((await call("GET /v1/me", undefined, { headers })).json()).toMatchObject({ role: "nobody" })
    expect((await call("POST /v1/sign-in", undefined, { headers, payload: { key: key() } })).statusCode).toBe(200)
  })

  it("below a proxy that speaks TLS the cookie is secure, and of the path", async () => {
    const { signIn, key } = await withPage({ trustProxy: true, names: ["tune.lab"] })
    const answer = await signIn(
      { key: key() },
      { ...page, "x-forwarded-proto": "https", "x-forwarded-host": "tune.lab", origin: "https://tune.lab" },
    )
    expect(answer.headers["set-cookie"]).toContain("; Secure")
    const below = await withPage({ basePath: "/tune" })
    const other = await below.call("POST /tune/v1/sign-in", undefined, { payload: { key: below.key() }, headers: page })
    expect(other.headers["set-cookie"]).toContain("Path=/tune;")
  })
})

describe("a change by cookie", () => {
  const link = "POST /v1/studies/lab-1/links"

  it("needs a header that no form can send, and the browser's word that the page is ours", async () => {
    const { signIn, key, said, cookieOf } = await withPage()
    const cookie = cookieOf(await signIn({ key: key() }))
    const asked = (headers: object) => said(link, undefined, { payload: {}, headers: { cookie, ...headers } })
    expect(await asked(page)).toBe("200")
    expect(await asked({ "x-diapason": "1", origin: "http://localhost:80", host: "localhost:80" })).toBe("403 D416")
    expect(await asked({ "x-diapason": "1", origin: "http://localhost:4600", host: "localhost:4600" })).toBe("200")
    for (const headers of [
      {},
      { "x-diapason": "1" },
      { "sec-fetch-site": "same-origin" },
      { ...page, "sec-fetch-site": "same-site" },
      { ...page, "sec-fetch-site": "none" },
      { ...page, origin: "https://evil.example" },
      { ...page, origin: "null" },
      { ...page, origin: "http://localhost:4601" },
    ])
      expect(await asked(headers), JSON.stringify(headers)).toBe("403 D416")
  })
})
