import { spawn } from "node:child_process"
import { mkdtempSync, openSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { createLedger, fold, type EventBody, type Ledger } from "@diapason/core"
import { stamped, study } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { tensorboard } from "../../src/index.ts"
import { freePort } from "../free-port.ts"
import { realClock } from "../real-clock.ts"

const python = process.env["DIAPASON_TOOLS_PYTHON"]

/** A study of five trials: the third fails, the fourth is stopped; optimizers are texts, and one parameter is there for one of them alone. */
const log = stamped([
  study({
    name: "shapes",
    space: {
      lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
      optimizer: { type: "choice", values: ["sgd", "adam"] },
      momentum: { type: "float", low: 0, high: 1, when: { optimizer: ["sgd"] } },
      amp: { type: "bool" },
    },
  }),
  ...[0, 1, 2, 3, 4].flatMap((trial): readonly EventBody[] => [
    { kind: "trial.suggested", trial, config: configOf(trial), why: "drawn", by: "random/1", basis: 0 },
    { kind: "trial.started", trial, attempt: 1, session: "one" },
    ...[1, 2, 3].map((step): EventBody => ({ kind: "trial.reported", trial, attempt: 1, step, metrics: { loss: 10 - trial - step } })),
    endOf(trial),
  ]),
])

function configOf(trial: number) {
  const optimizer = trial % 2 === 0 ? "sgd" : "adam"
  return { lr: 0.001 * (trial + 1), optimizer, ...(optimizer === "sgd" && { momentum: 0.5 }), amp: trial === 1 }
}

function endOf(trial: number): EventBody {
  const end = { kind: "trial.finished", trial, attempt: 1 } as const
  if (trial === 2) return { ...end, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } }
  if (trial === 3) return { ...end, state: "pruned", metrics: {}, why: "late" }
  return { ...end, state: "complete", metrics: { loss: 7 - trial } }
}

describe.skipIf(python === undefined)("a real TensorBoard", { timeout: 120_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), "board-"))
  let url = ""
  let stop = (): void => undefined
  beforeAll(async () => {
    // Written by one process, told again from the middle by another, as after a kill.
    for (const from of [0, 9, 20]) {
      const tracker = tensorboard({ dir })
      let ledger: Ledger | undefined
      for (const [i, event] of log.entries()) {
        ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
        tracker.fold(event, ledger, i >= from)
      }
      expect(await tracker.flush(log[0]!.hash, new AbortController().signal)).toMatchObject({ outcome: "taken" })
    }
    const port = await freePort()
    const out = openSync(join(dir, "..", `board-${port}.log`), "a")
    const words = ["-m", "tensorboard.main", "--logdir", dir, "--port", String(port), "--host", "127.0.0.1", "--load_fast=false"]
    const board = spawn(python!, words, { stdio: ["ignore", out, out], cwd: dirname(python!) })
    stop = () => void board.kill("SIGKILL")
    url = `http://127.0.0.1:${port}/data/plugin`
    while (Object.keys(await get<object>("scalars/tags").catch(() => ({}))).length < 5) {
      if (board.exitCode !== null) throw new Error(`tensorboard has ended with ${board.exitCode}`)
      await realClock.after(200)
    }
  }, 120_000)
  afterAll(() => stop())

  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${url}/${path}`)).json()) as T
  const post = async <T>(path: string, body: object): Promise<T> =>
    (await (
      await fetch(`${url}/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
    ).json()) as T

  test("shows each metric of each trial by step, each point once", async () => {
    const tags = await get<Record<string, Record<string, unknown>>>("scalars/tags")
    expect(
      Object.keys(tags)
        .filter((run) => "loss" in tags[run]!)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4].map((trial) => `shapes/trial-${trial}`))
    const points = await get<readonly (readonly [number, number, number])[]>("scalars/scalars?tag=loss&run=shapes%2Ftrial-1")
    expect(points.map(([, step, value]) => [step, value])).toEqual([
      [1, 8],
      [2, 7],
      [3, 6],
    ])
  })

  test("its HParams page has a row for each trial, with values, the metric and how it ended", async () => {
    const experiment = await post<{ hparamInfos: readonly { name: string; type: string }[]; metricInfos: readonly object[] }>(
      "hparams/experiment",
      { experimentName: "" },
    )
    expect(experiment.hparamInfos.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "amp DATA_TYPE_BOOL",
      "lr DATA_TYPE_FLOAT64",
      "momentum DATA_TYPE_FLOAT64",
      "optimizer DATA_TYPE_STRING",
    ])
    expect(experiment.hparamInfos[1]).toMatchObject({ domainInterval: { minValue: 1e-5, maxValue: 0.1 } })
    expect(experiment.metricInfos).toMatchObject([{ name: { tag: "loss" } }])
    const asked = {
      experimentName: "",
      allowedStatuses: ["STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING", "STATUS_UNKNOWN"],
      colParams: [{ hparam: "lr", order: "ORDER_ASC" }, { metric: { tag: "loss" } }],
      aggregationType: "AGGREGATION_AVG",
      startIndex: 0,
      sliceSize: 100,
    }
    interface Group {
      readonly name: string
      readonly hparams: Readonly<Record<string, unknown>>
      readonly sessions: readonly {
        readonly status: string
        readonly metricValues: readonly { readonly value: number; readonly trainingStep: number }[]
      }[]
    }
    const { sessionGroups } = await post<{ sessionGroups: readonly Group[] }>("hparams/session_groups", asked)
    expect(sessionGroups.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((trial) => `trial-${trial}`))
    expect(sessionGroups.map(({ sessions }) => sessions.map(({ status }) => status).join())).toEqual(
      ["SUCCESS", "SUCCESS", "FAILURE", "SUCCESS", "SUCCESS"].map((status) => `STATUS_${status}`),
    )
    expect(sessionGroups[1]!.hparams).toEqual({ lr: 0.002, optimizer: "adam", amp: true })
    expect(sessionGroups[4]!.sessions[0]!.metricValues).toMatchObject([{ value: 3, trainingStep: 3 }])
  })
})
