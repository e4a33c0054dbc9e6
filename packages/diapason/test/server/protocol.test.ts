import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { afterEach, describe, expect, it } from "vitest"

/** The tools of the bench: servers in processes of their own, and clients that cost little. */
const tool = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../../../bench/server/${name}.mjs`, import.meta.url).href)) as T

interface Server {
  readonly url: string
  cpu(): Promise<number>
  kill(): Promise<void>
  close(): Promise<void>
}

interface Load {
  startServer(store: string, dir: string): Promise<Server>
  trialsOf(url: string, name: string, count: number): Promise<void>
  report(
    url: string,
    name: string,
    clients: number,
    until: Promise<unknown>,
    how?: { from?: number },
  ): Promise<{ took: readonly number[]; acknowledged: ReadonlyMap<number, number> }>
}

const { startServer, trialsOf, report } = await tool<Load>("load")

const left: (() => unknown)[] = []
afterEach(async () => {
  for (const end of left.splice(0).reverse()) await end()
})

function scratch(): { folder: string; store: string } {
  const folder = mkdtempSync(join(tmpdir(), "diapason-server-"))
  left.push(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, store: `sqlite:${join(folder, "a.db")}` }
}

async function started(store: string, folder: string): Promise<Server> {
  const server = await startServer(store, folder)
  left.push(() => server.kill())
  return server
}

/** `url`: with a token before the @, as the servers of the bench say it. */
const post = async (url: string, body: unknown = {}): Promise<{ status: number; body: Record<string, unknown> }> => {
  const at = new URL(url)
  const headers = { "content-type": "application/json", authorization: `Bearer ${at.username}` }
  at.username = ""
  const answer = await fetch(at, { method: "POST", headers, body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function lastSteps(address: string): Promise<ReadonlyMap<number, number>> {
  const store = await openStore(address)
  const last = new Map<number, number>()
  for await (const batch of store.read("lab", 0)) {
    for (const event of batch) {
      if (event.kind !== "trial.reported") continue
      expect(event.step).toBe((last.get(event.trial) ?? 0) + 1)
      last.set(event.trial, event.step)
    }
  }
  await store.close()
  return last
}

describe("a server over SQLite", () => {
  it("takes many reports a second, loses none that it acknowledged when it is killed, and goes on when it starts again", async () => {
    const { folder, store } = scratch()
    const first = await started(store, folder)
    await trialsOf(first.url, "lab", 64)
    const before = await first.cpu()
    let spent = Infinity
    const killed = after(1500).then(async () => {
      spent = (await first.cpu()) - before
      await first.kill()
    })
    const { took, acknowledged } = await report(first.url, "lab", 64, killed)
    // In processor time, and laxer than the bench has it: other tests run beside this one, and so a bound on waiting would say nothing.
    expect(took.length / spent).toBeGreaterThan(500)

    const last = await lastSteps(store)
    for (const [trial, step] of acknowledged) expect(last.get(trial)).toBeGreaterThanOrEqual(step)

    const second = await started(store, folder)
    for (const [trial, step] of last) {
      if (trial % 16 !== 0) continue
      const attempt = 1
      expect(await post(`${second.url}/v1/trials/lab/${trial}:heartbeat`, { attempt })).toMatchObject({ body: { action: "continue" } })
      const report = { step: step + 1, metrics: { loss: 0.1 }, attempt }
      expect(await post(`${second.url}/v1/trials/lab/${trial}/reports`, report)).toMatchObject({ body: { action: "continue" } })
    }
    expect(await post(`${second.url}/v1/trials/lab/0:tell`, { metrics: { loss: 0.01 } })).toEqual({
      status: 200,
      body: { state: "complete", best: true },
    })
  })

  it("leaves a study to the server that has it, and takes it over when that is killed", async () => {
    const { folder, store } = scratch()
    const [first, second] = await Promise.all([started(store, folder), started(store, folder)])
    await trialsOf(first.url, "lab", 2)
    expect(await post(`${second.url}/v1/studies/lab/trials:ask`)).toMatchObject({ status: 409, body: { code: "D420" } })
    await first.kill()
    expect(await post(`${second.url}/v1/studies/lab/trials:ask`)).toMatchObject({ status: 200, body: { trial: 2 } })
    expect(await post(`${second.url}/v1/trials/lab/1:tell`, { metrics: { loss: 1 } })).toMatchObject({ body: { state: "complete" } })
  })
})
