import { mkdtempSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { uplink } from "../../src/engine/uplink.ts"

const place = { host: "127.0.0.1", address: "127.0.0.1" }
const send = (url: string, token: string, body: string) =>
  fetch(url, { method: "POST", body, headers: { authorization: `Bearer ${token}` } })

it("answers who has the token of an attempt, and nobody else", async () => {
  const dir = mkdtempSync(join(tmpdir(), "diapason-"))
  const link = uplink(dir, place)
  const { DIAPASON_URL: url = "", DIAPASON_TOKEN: token = "" } = await link.variables("diapason-1-1-ab")
  const other = await link.variables("diapason-2-1-ab")
  expect((await send(url, token, "{}")).status, "nobody follows it yet").toBe(503)
  const deaf = link.hear("diapason-1-1-ab", (line) => Promise.resolve([`heard ${line}`]))
  expect(await (await send(url, token, "a\n\nb")).text()).toBe("heard a\nheard b")
  expect((await send(url, other["DIAPASON_TOKEN"]!, "a")).status).toBe(401)
  expect((await send(url.replace("attempts", "else"), token, "a")).status).toBe(404)
  expect((await fetch(url)).status).toBe(404)
  expect((await send(url, token, "x".repeat((8 << 20) + 1)).catch(() => ({ status: 413 }))).status).toBe(413)
  deaf()
  expect(await (await send(url, token, "late")).json()).toEqual({ type: "end", stale: true })
  expect(statSync(join(dir, "uplink.secret")).mode & 0o077, "nobody else reads the secret").toBe(0)
})

it("of another process over the same folder knows the tokens, and takes over the port of one that is gone", async () => {
  const dir = mkdtempSync(join(tmpdir(), "diapason-"))
  const gone = uplink(dir, place)
  const { DIAPASON_TOKEN: token } = await gone.variables("diapason-1-1-ab")
  const next = uplink(dir, place)
  expect((await next.variables("diapason-1-1-ab"))["DIAPASON_TOKEN"]).toBe(token)
  expect(next.port).not.toBe(gone.port)
  // It is not free here, which is no fault.
  await next.inherit(gone.port!)
})
