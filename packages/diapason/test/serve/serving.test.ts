import { mkdtempSync, rmSync } from "node:fs"
import { createServer as createSocketServer, type AddressInfo, type Server } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DiapasonError } from "@diapason/core"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
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
})
