import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openAccess } from "@diapason/server"
import { openStore } from "@diapason/stores"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "../../src/host/system-clock.ts"
import { startServing, type Serving } from "../../src/serve/start-serving.ts"

const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0)
const clients = fileURLToPath(new URL("../../../../clients/python", import.meta.url))

let folder: string
let serving: Serving
let token: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "diapason-python-"))
  token = openAccess(folder, systemClock).tokens.create({ kind: "token", label: "test", role: "owner", by: "test" }).text
  serving = await startServing({ store: `sqlite:${join(folder, "a.db")}`, dir: folder, host: "127.0.0.1", port: 0, exact: false })
})
afterEach(async () => {
  await serving.close()
  rmSync(folder, { recursive: true, force: true })
})

async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(serving.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as T
}

/** Runs a script as a worker elsewhere would: what it was handed stands in its environment. */
async function work(script: string): Promise<string> {
  interface Handed {
    readonly trial: number
    readonly attempt: number
    readonly config: object
    readonly token: string
  }
  const { trial, attempt, config, token } = await post<Handed>("/v1/studies/lab/trials:ask", { worker: "elsewhere" })
  const child = spawn(python!, ["-c", script], {
    env: {
      ...process.env,
      PYTHONPATH: clients,
      DIAPASON: "1",
      DIAPASON_STUDY: "lab",
      DIAPASON_TRIAL: String(trial),
      DIAPASON_ATTEMPT: String(attempt),
      DIAPASON_PARAMS: JSON.stringify(config),
      DIAPASON_URL: `${serving.url}/v1/trials/lab/${trial}/messages`,
      DIAPASON_TOKEN: token,
      DIAPASON_CHECKPOINT_DIR: join(folder, "saves"),
    },
  })
  let said = ""
  child.stdout.on("data", (text: Buffer) => (said += text.toString()))
  child.stderr.on("data", (text: Buffer) => (said += text.toString()))
  await once(child, "close")
  return said
}

async function events() {
  const store = await openStore(`sqlite:${join(folder, "a.db")}`)
  const found = []
  for await (const batch of store.read("lab", 0)) found.push(...batch)
  await store.close()
  return found
}

describe.skipIf(python === undefined)("the Python helper over HTTP", () => {
  it("reports, saves, notes and ends a trial, and hears decisions", async () => {
    await post("/v1/studies", {
      name: "lab",
      space: { lr: { type: "float", low: 0, high: 1 } },
      objectives: [{ metric: "loss", direction: "minimize" }],
      sampler: "random",
      scheduler: { type: "threshold", metric: "loss", upper: 10 },
    })
    const trained = await work(`
import diapason
t = diapason.trial(lr=0.1)
for step in t.steps(3):
    t.checkpoint(step, lambda folder: open(folder + "/w", "w").write("x"))
    print(t.report(loss=1 / step, ü=float("nan"), wait=True).action)
t.note("params", 12)
t.result(loss=0.25)
`)
    expect(trained).toBe("continue\ncontinue\ncontinue\n")
    const log = await events()
    expect(log.filter(({ kind }) => kind === "trial.reported" || kind === "trial.checkpointed")).toHaveLength(6)
    expect(log.find(({ kind }) => kind === "note.set")).toMatchObject({ key: "params", value: 12 })
    expect(log.at(-1)).toMatchObject({ kind: "trial.finished", state: "complete", metrics: { loss: 0.25 } })

    const ended = await work(`
import diapason
t = diapason.trial(lr=0.1)
for step in t.steps(9):
    print(step, t.report(loss=20, wait=True).action)
`)
    expect(ended).toBe("1 stop\n")
    expect((await events()).at(-1)).toMatchObject({ kind: "trial.finished", state: "pruned" })

    await work("import diapason\nt = diapason.trial()\nt.report(loss=1)\nraise MemoryError('no more')")
    expect((await events()).at(-1)).toMatchObject({ kind: "trial.finished", state: "failed", failure: { kind: "oom" } })
  })
})
