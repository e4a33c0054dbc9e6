import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { memoryStore, type EventBody } from "@diapason/core"
import { someHolder, study, trackerLaws } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { cursorAt, follow, mlflow } from "../../src/index.ts"
import { realClock } from "../real-clock.ts"
import { faults, unruly } from "../unruly.ts"
import { mlflowServer, type MlflowServer } from "./mlflow-server.ts"

const python = process.env["DIAPASON_TOOLS_PYTHON"]

describe.skipIf(python === undefined)("a real MLflow server", { timeout: 300_000 }, () => {
  let server: MlflowServer
  const folder = mkdtempSync(join(tmpdir(), "mlflow-"))
  beforeAll(async () => {
    server = await mlflowServer(python!, folder)
    await server.start()
  }, 120_000)
  afterAll(() => server.kill(), 60_000)

  let places = 0
  trackerLaws("a real MLflow behind a proxy that misbehaves", async () => {
    const experiment = `laws ${places++}`
    const proxy = await unruly(async ({ method, path, headers, body }) => {
      const sent = method === "GET" ? {} : { body: new Uint8Array(body) }
      const answer = await fetch(server.url + path, { method, headers: { "content-type": headers["content-type"]! }, ...sent })
      return { status: answer.status, text: await answer.text() }
    })
    return {
      open: () =>
        mlflow({
          url: proxy.url,
          experiment,
          get patience() {
            return Math.max(proxy.patience(), 400)
          },
        }),
      received: () => receivedOf(server.url, experiment),
      faults,
      harm: proxy.harm,
      mend: proxy.mend,
      close: proxy.close,
    }
  })

  test("a server that is killed in the middle of a study and started again has every run, parameter, metric and file once", async () => {
    const [store, dir] = [memoryStore(realClock), mkdtempSync(join(tmpdir(), "study-"))]
    writeFileSync(join(dir, "model.txt"), "weights")
    const said: string[] = []
    const following = follow({
      store,
      study: "killed",
      cursor: (tracker) => cursorAt({ dir, study: "killed", tracker }),
      open: () => mlflow({ url: server.url, experiment: "killed", patience: 5000 }),
      after: 0,
      clock: realClock,
      holder: someHolder,
      alive: () => "unknown",
      say: (text) => void said.push(text),
    })
    const append = (events: readonly EventBody[]) => store.append("killed", events)
    await append([study({ name: "killed" }), { kind: "session.opened", session: "one", holder: someHolder, facts: {} }])
    for (let trial = 0; trial < 12; trial++) {
      await append(trialOf(trial, join(dir, "model.txt")))
      if (trial === 3) await until(async () => (await runsIn(server.url, "killed")).length >= 2)
      if (trial === 5) await server.kill()
      if (trial === 8) await until(() => Promise.resolve(said.length > 0))
      if (trial === 9) await server.start()
    }
    await append([{ kind: "session.closed", session: "one", why: "the budget is spent" }])
    expect(await following.settle(60_000, 5)).toMatchObject({ pending: 0 })
    expect(said.join("\n")).toMatch(/what is not sent is kept, and the study goes on/)
    const runs = await runsIn(server.url, "killed")
    const parent = runs.find(({ tags }) => tags["diapason.trial"] === undefined)!
    expect(parent).toMatchObject({ name: "killed", status: "FINISHED", params: { sampler: "random" } })
    const children = runs.filter(({ tags }) => tags["mlflow.parentRunId"] === parent.id)
    expect(children.map(({ tags }) => Number(tags["diapason.trial"])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    )
    for (const run of children) {
      const trial = Number(run.tags["diapason.trial"])
      expect(run).toMatchObject({ name: `trial ${trial}`, status: trial === 4 ? "FAILED" : "FINISHED", params: { x: String(trial / 16) } })
      expect(await historyOf(server.url, run.id, "loss")).toEqual(
        [1, 2, 3].map((step) => `${step} ${trial === 7 && step === 2 ? "NaN" : 20 - trial - step}`),
      )
      expect(await artifactOf(server.url, run.id)).toBe("weights")
    }
  })
})

const trialOf = (trial: number, file: string): readonly EventBody[] => [
  { kind: "trial.suggested", trial, config: { x: trial / 16 }, why: "drawn", by: "random/1", basis: 0 },
  { kind: "trial.started", trial, attempt: 1, session: "one" },
  ...[1, 2, 3].map((step): EventBody => {
    const loss = trial === 7 && step === 2 ? "nan" : 20 - trial - step
    return { kind: "trial.reported", trial, attempt: 1, step, metrics: { loss } }
  }),
  { kind: "artifact.added", trial, name: "model.txt", path: file },
  trial === 4
    ? { kind: "trial.finished", trial, attempt: 1, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } }
    : { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss: 17 - trial } },
]

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await realClock.after(50)
}

interface Run {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly params: Readonly<Record<string, string>>
  readonly metrics: readonly string[]
  readonly tags: Readonly<Record<string, string>>
}

async function api(url: string, path: string, body?: object): Promise<Record<string, never>> {
  const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
  return (await (await fetch(`${url}/api/2.0/mlflow/${path}`, init)).json()) as Record<string, never>
}

/** The runs of an experiment as MLflow gives them back. */
async function runsIn(url: string, experiment: string): Promise<readonly Run[]> {
  const { experiment: found } = await api(url, `experiments/get-by-name?experiment_name=${encodeURIComponent(experiment)}`)
  if (found === undefined) return []
  const { runs = [] } = await api(url, "runs/search", { experiment_ids: [found["experiment_id"]], max_results: 1000 })
  return (runs as readonly Record<"info" | "data", Record<string, never>>[]).map(({ info, data }) => ({
    id: info["run_id"]!,
    name: info["run_name"]!,
    status: info["status"]!,
    params: named(data["params"]),
    metrics: Object.keys(named(data["metrics"])),
    tags: named(data["tags"]),
  }))
}

const named = (pairs: readonly { key: string; value: string }[] = []) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]))

async function historyOf(url: string, run: string, metric: string): Promise<readonly string[]> {
  const { metrics = [] } = await api(url, `metrics/get-history?run_id=${run}&metric_key=${encodeURIComponent(metric)}`)
  return (metrics as readonly { step: number; value: number }[]).map(({ step, value }) => `${step} ${value}`)
}

async function artifactOf(url: string, run: string): Promise<string> {
  return (await fetch(`${url}/get-artifact?path=model.txt&run_id=${run}`)).text()
}

/** What the laws compare: all that was sent, without the ids of the server. */
async function receivedOf(url: string, experiment: string): Promise<Record<string, readonly string[]>> {
  const all: Record<string, readonly string[]> = {}
  for (const { id, name, status, params, metrics, tags } of await runsIn(url, experiment)) {
    const words = Object.entries(tags).filter(([key]) => key !== "mlflow.parentRunId" && key !== "mlflow.user")
    const points: string[] = []
    for (const metric of metrics.toSorted()) points.push(...(await historyOf(url, id, metric)).map((line) => `${metric} ${line}`))
    const lines = [...Object.entries(params).map(([key, value]) => `param ${key} ${value}`), ...points, status]
    all[name in all ? `${name} again` : name] = [...lines, ...words.map(([key, value]) => `tag ${key} ${value}`).sort()]
  }
  return all
}
