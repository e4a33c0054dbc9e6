import { mkdtempSync, rmSync } from "node:fs"
import { createServer as createSocketServer, type AddressInfo, type Server } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DiapasonError, spaceFromJson } from "@diapason/core"
import { openAccess } from "@diapason/server"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { pageLink } from "../../src/cli/control/page-link.ts"
import { person } from "../../src/cli/control/person.ts"
import { handToServer } from "../../src/cli/tune/hand-to-server.ts"
import { systemClock } from "../../src/host/system-clock.ts"
import { runningServer } from "../../src/serve/running-server.ts"
import { startServing, type Serving } from "../../src/serve/start-serving.ts"

let dir: string
const open: { close(): unknown }[] = []
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "serving-"))))
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
  rmSync(dir, { recursive: true, force: true })
})

async function serving(port: number, exact = false): Promise<Serving> {
  const started = await startServing({ store: `sqlite:${join(dir, "s.db")}`, dir, host: "127.0.0.1", port, exact })
  open.push(started)
  return started
}

/** A port that another program has. */
async function taken(): Promise<number> {
  const server: Server = createSocketServer((socket) => socket.destroy()).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) })
  return (server.address() as AddressInfo).port
}

describe("serving the studies of a store", () => {
  it("is found by other commands while it lives, and not after", async () => {
    const { url } = await serving(0)
    expect(runningServer(dir)).toMatchObject({ url, holder: { pid: process.pid } })
    await open.pop()!.close()
    expect(runningServer(dir)).toBeUndefined()
  })

  it("takes another port where the usual one is in use, and says who has it", async () => {
    const first = await serving(0)
    const port = Number(new URL(first.url).port)
    const second = await serving(port)
    expect(second.url).not.toBe(first.url)
    expect(second.note?.words.what).toBe(`Port ${port} is in use by diapason (process ${process.pid}, sqlite:${join(dir, "s.db")}).`)
    expect(second.note?.words.mend).toMatch(new RegExp(`^using ${second.url} for now; or open the running one`))
  })

  it("refuses another port than the one that was asked for by name", async () => {
    const port = await taken()
    const error: unknown = await serving(port, true).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DiapasonError)
    expect((error as DiapasonError).code).toBe("D405")
    expect((error as DiapasonError).words.what).toBe(`Port ${port} is in use by another program.`)
  })

  it("knows nobody without a token, from the first second; the link for this terminal signs in once", async () => {
    const { url } = await serving(0)
    expect((await fetch(`${url}/v1/studies`)).status).toBe(401)
    const link = new URL(await pageLink(`${url}/`, dir))
    const key = new URLSearchParams(link.hash.slice(1)).get("key")
    const signIn = () =>
      fetch(`${url}/v1/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-diapason": "1" },
        body: JSON.stringify({ key }),
      })
    const first = await signIn()
    expect(await first.json()).toEqual({ name: person(), role: "admin" })
    const cookie = first.headers.get("set-cookie")!.split(";")[0]!
    expect((await fetch(`${url}/v1/studies`, { headers: { cookie } })).status).toBe(200)
    expect((await signIn()).status).toBe(401)
  })

  it("says which token it takes to create a study", async () => {
    const { url } = await serving(0)
    const space = spaceFromJson({ x: "0.0..1.0" })
    const wanted = { name: "s", space: space.json, objectives: [{ metric: "loss", direction: "minimize" as const }], seed: 1 }
    const tuning = { wanted, space, baselines: [], transfer: undefined, command: ["true"], notes: [] }
    const error: unknown = await handToServer({ server: url, token: undefined, tuning: tuning as never, run: {} }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: "D451", words: { mend: expect.stringContaining("--role owner") as string } })
  })

  it("counts a token that another process makes or revokes at once", async () => {
    const { url } = await serving(0)
    const { tokens } = openAccess(dir, systemClock)
    const { token, text } = tokens.create({ kind: "token", label: "ci", role: "viewer", by: "ada@lab" })
    const asked = async () => (await fetch(`${url}/v1/studies`, { headers: { authorization: `Bearer ${text}` } })).status
    expect(await asked()).toBe(200)
    tokens.revoke(token.id, "ada@lab")
    expect(await asked()).toBe(401)
  })
})
