import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync } from "node:fs"
import { get } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import { createServer } from "@diapason/server"
import { openSqlite } from "@diapason/stores"
import { expect, test } from "vitest"
import { systemClock } from "../../src/host/system-clock.ts"

test("what another process appends reaches an open stream within a quarter of a second", async () => {
  const folder = mkdtempSync(join(tmpdir(), "latency-"))
  const path = join(folder, "diapason.db")
  const store = await openSqlite(path)
  const definition = {
    name: "a",
    space: { lr: { type: "float", low: 0, high: 1, scale: "linear" } },
    objectives: [{ metric: "loss", direction: "minimize" as const }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
  }
  await store.append("a", [{ kind: "study.created", definition }])
  const parts = { store, clock: systemClock, choose, dir: folder, version: "1", identify: () => ({ name: "ada", role: "owner" as const }) }
  const app = await createServer(parts)
  await app.listen({ port: 0, host: "127.0.0.1" })
  const { port } = app.server.address() as AddressInfo
  const late: number[] = []
  const count = 40
  const read = new Promise<void>((resolve) => {
    get(`http://127.0.0.1:${port}/v1/studies/a/events?after=1`, (answer) => {
      let text = ""
      answer.on("data", (chunk: Buffer) => {
        const now = Date.now()
        const messages = (text += chunk.toString()).split("\n\n")
        text = messages.pop()!
        for (const message of messages)
          for (const event of JSON.parse(/^data: (\[.*)$/m.exec(message)?.[1] ?? "[]") as { value: number }[]) late.push(now - event.value)
        if (late.length >= count) resolve()
      })
      answer.on("end", resolve)
    })
  })
  const other = spawn(process.execPath, [join(import.meta.dirname, "append-often.mjs"), path, "a", String(count), "40"], {
    stdio: "inherit",
  })
  await Promise.all([read, once(other, "exit")])
  await app.close()
  await store.close()
  late.sort((a, b) => a - b)
  const at = (share: number): number => late[Math.min(late.length - 1, Math.floor(share * late.length))]!
  console.log(`  from append to open stream, two processes: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${late.at(-1)} ms`)
  expect(late.length).toBe(count)
  expect(at(0.95)).toBeLessThan(250)
}, 60_000)
