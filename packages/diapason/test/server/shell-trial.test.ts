import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import { createServer } from "@diapason/server"
import { openSqlite } from "@diapason/stores"
import { expect, test } from "vitest"
import { withShell } from "../../src/host/shell-session.ts"
import { systemClock } from "../../src/host/system-clock.ts"
import { systemConductor } from "../../src/serve/system-conductor.ts"

test("a trial that a shell was handed is ended, put back and cancelled over HTTP, as the command line does it", async () => {
  const dir = mkdtempSync(join(tmpdir(), "shell-trial-"))
  const store = await openSqlite(join(dir, "diapason.db"))
  const wanted = {
    name: "a",
    space: { lr: { type: "float", low: 0, high: 1, scale: "linear" } },
    objectives: [{ metric: "loss", direction: "minimize" as const }],
    sampler: { type: "random" },
    scheduler: { type: "none" },
  }
  const ask = () => withShell({ store, wanted, transfer: "off", dir }, (session) => session.ask())
  for (let i = 0; i < 3; i++) await ask()
  const conductor = systemConductor(dir)
  const parts = {
    store,
    clock: systemClock,
    choose,
    dir,
    version: "1",
    conductor,
    identify: () => ({ name: "ada", role: "owner" as const }),
  }
  const app = await createServer(parts)
  const send = async (url: string, payload: object = {}) => (await app.inject({ method: "POST", url, payload })).statusCode
  expect(await send("/v1/trials/a/0:prune", { why: "it diverges" })).toBe(200)
  expect(await send("/v1/trials/a/1:retry")).toBe(200)
  expect(await send("/v1/studies/a/stop", { now: true })).toBe(200)
  const { trials } = (await app.inject("/v1/studies/a/trials")).json<{ trials: object[] }>()
  expect(trials).toMatchObject([
    { state: "pruned", decision: "it diverges (ada)" },
    { state: "waiting", attempts: 1 },
    { state: "failed", failure: { kind: "cancelled", message: "by hand (ada)" } },
  ])
  await app.close()
  await conductor.close()
  await store.close()
}, 60_000)
