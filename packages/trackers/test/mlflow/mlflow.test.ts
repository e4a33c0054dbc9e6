import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createLedger, fold, type EventBody } from "@diapason/core"
import { stamped, study, trackerLaws } from "@diapason/testkit"
import { expect, onTestFinished, test } from "vitest"
import { mlflow } from "../../src/index.ts"
import { faults, unruly } from "../unruly.ts"
import { smallMlflow } from "./small-mlflow.ts"

trackerLaws("MLflow", async () => {
  const small = smallMlflow()
  const server = await unruly(small.handle)
  return {
    open: () =>
      mlflow({
        url: server.url,
        get patience() {
          return server.patience()
        },
      }),
    received: async () => receivedOf(small.runs()),
    faults,
    harm: server.harm,
    mend: server.mend,
    close: server.close,
  }
})

function receivedOf(runs: ReturnType<ReturnType<typeof smallMlflow>["runs"]>): Record<string, readonly string[]> {
  const all: Record<string, readonly string[]> = {}
  for (const { params, metrics, tags, status } of runs) {
    const key = tags.get("diapason.trial") ?? "study"
    const words = [...tags].filter(([name]) => name !== "mlflow.parentRunId").map(([name, value]) => `tag ${name} ${value}`)
    const lines = [...[...params].map(([name, value]) => `param ${name} ${value}`), ...metrics, ...words.sort(), status]
    all[key in all ? `${key} again` : key] = lines
  }
  return all
}

const signal = new AbortController().signal

/** Tells a server that never fails of these events. */
async function told(bodies: readonly EventBody[], options: Partial<Parameters<typeof mlflow>[0]> = {}, secret = "") {
  const small = smallMlflow()
  const server = await unruly(small.handle)
  onTestFinished(server.close)
  const tracker = mlflow({ url: server.url.replace("//", `//${secret}`), ...options })
  const log = stamped(bodies)
  const ledger = createLedger(log[0]!)
  log.forEach((event, i) => tracker.fold(event, i === 0 ? ledger : fold(ledger, event), true))
  return { small, tracker, url: server.url, flushed: await tracker.flush(log[0]!.hash, signal) }
}

const begun: readonly EventBody[] = [
  study(),
  { kind: "trial.suggested", trial: 0, config: { x: 0.5 }, why: "drawn", by: "random/1", basis: 1 },
  { kind: "trial.started", trial: 0, attempt: 1, session: "one" },
]

test("a thousand reports with many metrics go in a few calls, within what MLflow takes at once", async () => {
  const reports = Array.from({ length: 1000 }, (_, step): EventBody => ({
    kind: "trial.reported",
    trial: 0,
    attempt: 1,
    step,
    metrics: { loss: step, a: 1, b: 2 },
  }))
  const wide = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`m${i}`, i]))
  const { small, flushed } = await told([...begun, ...reports, { kind: "trial.reported", trial: 0, attempt: 1, step: 1000, metrics: wide }])
  expect(flushed).toEqual({ outcome: "taken", lost: [] })
  expect(new Set(small.runs()[1]!.metrics).size).toBe(5500)
  expect(small.runs()[1]!.metrics).toHaveLength(5500)
  expect(small.asked.length).toBeLessThan(20)
})

test("what MLflow will never take is named and left out, and all else arrives", async () => {
  const odd: EventBody = { kind: "trial.reported", trial: 0, attempt: 1, step: 1, metrics: { refused: 1, "../é→?": 2, loss: 3 } }
  const { small, flushed } = await told([...begun, odd])
  expect(flushed).toEqual({ outcome: "taken", lost: [expect.stringContaining("the metric refused") as string] })
  expect(small.runs()[1]!.metrics.map((line) => line.split(" ").at(-1))).toEqual(["2", "3"])
})

test("files of a trial are put beside its run, in folders too; one that is gone is named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "artifacts-"))
  writeFileSync(join(folder, "model.txt"), "weights")
  const added = (name: string, path: string): EventBody => ({ kind: "artifact.added", trial: 0, name, path })
  const { small, flushed } = await told([
    ...begun,
    added("model.txt", join(folder, "model.txt")),
    added("all", folder),
    added("../../../etc/x", join(folder, "model.txt")),
    added("gone", join(folder, "gone")),
  ])
  expect(flushed).toEqual({ outcome: "taken", lost: [expect.stringContaining("the artifact gone") as string] })
  expect([...small.runs()[1]!.files]).toEqual([
    ["model.txt", "weights"],
    ["all/model.txt", "weights"],
    ["etc/x", "weights"],
  ])
})

test("a token, a name and a password let it in, and are shown nowhere", async () => {
  const basic = `Basic ${Buffer.from("ada:s3cret").toString("base64")}`
  for (const [options, inUrl, sent] of [
    [{ token: "s3cret" }, "", "Bearer s3cret"],
    [{ username: "ada", password: "s3cret" }, "", basic],
    [{}, "ada:s3cret@", basic],
  ] as const) {
    const { small, tracker, url } = await told(begun, options, inUrl)
    expect(small.asked.every((line) => line.endsWith(sent))).toBe(true)
    expect(tracker).toMatchObject({ title: `MLflow at ${url}`, to: `${url} diapason` })
  }
})

test.for([
  ["another program", { status: 200, text: "<h1>hello</h1>" }, "what answers there is not MLflow"],
  ["JSON of something else", { status: 200, text: '{"hello":1}' }, "what answers there is not MLflow"],
  ["a door that is shut", { status: 403, text: "no" }, "MLFLOW_TRACKING_TOKEN"],
  ["a fault", { status: 502, text: "" }, "it answers 502"],
  ["a fault in its own words", { status: 500, text: '{"error_code":"INTERNAL_ERROR"}' }, "it answers 500 INTERNAL_ERROR"],
] as const)("%s in its place is told in one line", async ([, given, says]) => {
  const server = await unruly(() => given)
  onTestFinished(server.close)
  const tracker = mlflow({ url: server.url })
  const [event] = stamped([study()])
  tracker.fold(event!, createLedger(event!), true)
  expect(await tracker.flush(event!.hash, signal)).toEqual({ outcome: "unreached", why: expect.stringContaining(says) as string })
})
