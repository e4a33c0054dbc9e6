import { connect, type AddressInfo } from "node:net"
import { describe, expect, it } from "vitest"
import { guarded } from "./guarded.ts"

describe("names of the server", () => {
  it("are those of this machine and those it was given, while it listens here alone", async () => {
    const { said } = await guarded({ names: ["tune.lab"] })
    const asked = (host: string) => said("GET /v1/health", undefined, { headers: { host } })
    for (const host of ["localhost:4600", "127.0.0.1:4600", "127.8.8.8", "[::1]:4600", "lab.localhost", "tune.lab", "TUNE.LAB:443"])
      expect(await asked(host), host).toBe("200")
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:4600", "10.0.0.1", "127.evil", "<script>"])
      expect(await asked(host), host).toBe("421 D417")
  })

  it("are not taken from a header that anybody can send", async () => {
    const { said } = await guarded()
    const headers = { host: "evil.example", "x-forwarded-host": "localhost" }
    expect(await said("GET /v1/health", undefined, { headers })).toBe("421 D417")
  })
})

describe("what a browser is told", () => {
  it("is strict on every answer, errors too", async () => {
    const { call } = await guarded()
    for (const key of ["GET /v1/health", "GET /v1/studies", "GET /nothing"]) {
      const { headers } = await call(key)
      expect(headers["content-security-policy"]).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';worker-src 'self';" +
          "manifest-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'none'",
      )
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY" })
      expect(headers).not.toHaveProperty("strict-transport-security")
    }
  })
})

describe("bodies", () => {
  it.each([
    ["100 MB", "x".repeat(100_000_000), "413"],
    ["too deep", `${"[".repeat(65)}${"]".repeat(65)}`, "400"],
    ["a million brackets", "[".repeat(900_000), "400"],
    ["no JSON", "{", "400"],
    ["a key that changes objects", '{"__proto__":{"role":"admin"},"role":"viewer"}', "400"],
  ])("%s: refused", async (_, payload, status) => {
    const { said, make } = await guarded()
    const asked = await said("POST /v1/tokens", make("admin").text, { payload, headers: { "content-type": "application/json" } })
    expect(asked).toBe(`${status} D410`)
  })

  it("of strangers are not waited for", async () => {
    const { app } = await guarded()
    await app.listen({ host: "127.0.0.1", port: 0 })
    const { port } = app.server.address() as AddressInfo
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () =>
        socket.write("POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n{"),
      )
      socket.once("data", (data) => {
        socket.destroy()
        resolve(data.toString())
      })
      socket.once("error", reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 401 /)
    await app.close()
  })
})

describe("names of studies", () => {
  it.each([
    "../../etc/passwd",
    "..%2f..%2fetc",
    "<img src=x onerror=alert(1)>",
    "'; drop table events; --",
    "\u0000\u001b[2J",
    "lab-1/../other",
    "%",
  ])("%j names none, and nothing happens", async (name) => {
    const { call, make } = await guarded()
    const answer = await call(`GET /v1/studies/${encodeURIComponent(name)}`, make("admin").text)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "D303"])
    expect(answer.headers["content-type"]).toContain("application/problem+json")
  })
})

describe("rates", () => {
  it("let 64 trials report 50 times a second", async () => {
    const { said, make } = await guarded()
    const { text } = make("runner")
    const answers = await Promise.all(Array.from({ length: 3200 }, () => said("GET /v1/me", text)))
    expect(new Set(answers)).toEqual(new Set(["200"]))
  })

  it("stop a stranger that asks hundreds of times a second", async () => {
    const { said } = await guarded()
    const answers = await Promise.all(Array.from({ length: 500 }, () => said("GET /v1/health")))
    expect(answers.filter((answer) => answer === "429 D418").length).toBeGreaterThan(100)
  })
})
