import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync, existsSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { afterEach, describe, expect, it, vi } from "vitest"
import { lab, log } from "./served.ts"

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

async function withTrial(artifactLimit?: number) {
  const dir = mkdtempSync(join(tmpdir(), "diapason-artifacts-"))
  folders.push(dir)
  const served = await lab(undefined, { dir, ...(artifactLimit !== undefined && { artifactLimit }) })
  await served.post("/v1/studies/lab/trials:ask")
  const kept = join(dir, "lab/trials/0/artifacts")
  const put = (name: string, payload: string | Readable, headers: Record<string, string> = { "content-type": "text/html" }) =>
    served.app.inject({ method: "PUT", url: `/v1/trials/lab/0/artifacts/${encodeURIComponent(name)}`, payload, headers })
  const get = (name: string) => served.app.inject(`/v1/trials/lab/0/artifacts/${encodeURIComponent(name)}`)
  const files = (): string[] => (existsSync(kept) ? readdirSync(kept) : [])
  return { ...served, dir, kept, put, get, files }
}

describe("an artifact", () => {
  it("is kept as it came, is in the record, and comes back as a file to be saved", async () => {
    const { put, get, at, kept } = await withTrial()
    const page = "<script>alert(1)</script>"
    expect((await put("Ergebnis ü.html", page)).json()).toEqual({ ok: true, bytes: page.length })
    expect(readFileSync(join(kept, "Ergebnis ü.html"), "utf8")).toBe(page)
    expect((await log(at.store)).at(-1)).toMatchObject({ kind: "artifact.added", trial: 0, name: "Ergebnis ü.html", media: "text/html" })
    const back = await get("Ergebnis ü.html")
    expect([back.statusCode, back.body]).toEqual([200, page])
    expect(back.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment; filename*=UTF-8''Ergebnis%20%C3%BC.html",
      "x-content-type-options": "nosniff",
    })
  })

  it("takes the place of the one before, also of JSON and of nothing", async () => {
    const { put, get } = await withTrial()
    await put("a.json", "{}", { "content-type": "application/json" })
    await put("a.json", '{"a":NaN', { "content-type": "application/json" })
    expect((await get("a.json")).body).toBe('{"a":NaN')
    expect((await put("none", "", {})).json()).toEqual({ ok: true, bytes: 0 })
    expect((await get("none")).body).toBe("")
  })

  it.each([
    "../x",
    "..",
    ".",
    "a/b",
    "a\\b",
    "a\0b",
    "<b>",
    "x".repeat(201),
    ".hidden",
    "a:b",
    " a",
    "a.",
    "nul.txt",
    "a\nb",
    "\u202Egnp.exe",
  ])("is not called %j", async (name) => {
    const { put, get, dir, files } = await withTrial()
    const before = readdirSync(dir, { recursive: true })
    for (const answer of [await put(name, "x"), await get(name)]) {
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
    }
    expect(files()).toEqual([])
    expect(readdirSync(dir, { recursive: true })).toEqual(before)
  })

  it("that is too large leaves nothing, whether it says so before or not", async () => {
    const { put, files, at } = await withTrial(1000)
    const before = (await log(at.store)).length
    expect((await put("a", "x".repeat(1001))).json()).toMatchObject({ status: 413, code: "D426" })
    expect((await put("a", Readable.from(["x".repeat(600), "x".repeat(600)]))).json()).toMatchObject({ status: 413, code: "D426" })
    expect(files()).toEqual([])
    expect(await log(at.store)).toHaveLength(before)
  })

  it("whose upload stops in the middle leaves nothing", async () => {
    const { app, files, at } = await withTrial()
    const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }))
    const socket = connect(Number(port), "127.0.0.1")
    socket.write(
      `PUT /v1/trials/lab/0/artifacts/a HTTP/1.1\r\nhost: localhost\r\ncontent-type: a/b\r\ncontent-length: 1000000\r\n\r\n${"x".repeat(1000)}`,
    )
    await vi.waitFor(() => expect(files()).toHaveLength(1), { interval: 5, timeout: 20_000 })
    socket.destroy()
    await vi.waitFor(() => expect(files()).toEqual([]), { interval: 5, timeout: 20_000 })
    await app.close()
    expect((await log(at.store)).some(({ kind }) => kind === "artifact.added")).toBe(false)
  })

  it("that is a way out of the folder, or is not there, is not found", async () => {
    const { get, put, kept, dir } = await withTrial()
    await put("a", "x")
    writeFileSync(join(dir, "secret"), "s")
    symlinkSync(join(dir, "secret"), join(kept, "b"))
    symlinkSync(kept, join(kept, "c"))
    for (const name of ["b", "c", "d"]) expect((await get(name)).json()).toMatchObject({ status: 404, code: "D425" })
  })

  it("that a run recorded is found by its name, if it lies in the folder of its trial", async () => {
    const { get, at, dir } = await withTrial()
    const folder = join(dir, "lab/trials/0")
    mkdirSync(join(folder, "plots"), { recursive: true })
    writeFileSync(join(folder, "plots/a.svg"), "<svg/>")
    writeFileSync(join(dir, "secret"), "s")
    const added = (name: string, path: string) => ({ kind: "artifact.added", trial: 0, name, path }) as const
    await at.store.append("lab", [
      added("plots/a", join(folder, "plots/a.svg")),
      added("s", join(dir, "secret")),
      added("t", "/etc/passwd"),
    ])
    await at.clock.advance(1000)
    expect((await get("plots/a")).body).toBe("<svg/>")
    for (const name of ["s", "t"]) expect((await get(name)).json()).toMatchObject({ status: 404, code: "D425" })
  })

  it("of an attempt that counts no more is refused", async () => {
    const { app, post, files } = await withTrial()
    await post("/v1/trials/lab/0:fail", { kind: "infra" })
    await post("/v1/studies/lab/trials:ask")
    const answer = await app.inject({
      method: "PUT",
      url: "/v1/trials/lab/0/artifacts/a?attempt=1",
      payload: "x",
      headers: { "content-type": "a/b" },
    })
    expect(answer.json()).toMatchObject({ status: 409, code: "D422" })
    expect(files()).toEqual([])
  })
})
