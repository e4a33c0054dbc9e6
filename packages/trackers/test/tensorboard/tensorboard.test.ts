import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createLedger, fold, type EventBody } from "@diapason/core"
import { stamped, study, trackerLaws } from "@diapason/testkit"
import { describe, expect, test } from "vitest"
import { tensorboard } from "../../src/index.ts"
import { crc32c } from "../../src/tensorboard/crc32c.ts"
import { eventsIn, fieldsOf, inside, linesIn } from "./read-events.ts"

trackerLaws("TensorBoard", async () => {
  const dir = join(mkdtempSync(join(tmpdir(), "board-")), "runs")
  return Promise.resolve({
    open: () => tensorboard({ dir }),
    received: () => Promise.resolve(linesIn(dir)),
    faults: ["no folder"],
    /** A file stands where the folder would be. */
    harm() {
      if (existsSync(dir)) renameSync(dir, `${dir}.aside`)
      return Promise.resolve(writeFileSync(dir, ""))
    },
    mend() {
      rmSync(dir)
      if (existsSync(`${dir}.aside`)) renameSync(`${dir}.aside`, dir)
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  })
})

const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, encoding: "utf8" }).flatMap((name) => (name.includes("tfevents") ? join(dir, name) : []))

test("the sum of 123456789 is that of the published example", () => {
  expect(crc32c(Buffer.from("123456789")).toString(16)).toBe("e3069283")
})

/** The folder of a study that went like this. */
async function written(bodies: readonly EventBody[], dir = mkdtempSync(join(tmpdir(), "board-"))): Promise<string> {
  const tracker = tensorboard({ dir })
  const log = stamped(bodies)
  const ledger = createLedger(log[0]!)
  log.forEach((event, i) => tracker.fold(event, i === 0 ? ledger : fold(ledger, event), true))
  expect(await tracker.flush(log[0]!.hash, new AbortController().signal)).toEqual({ outcome: "taken", lost: [] })
  return dir
}

const mixed = { x: { type: "float", low: 0, high: 1 }, kind: { type: "choice", values: ["a", 3, null] } } as const
const begun = (trial: number): EventBody => ({
  kind: "trial.suggested",
  trial,
  config: { x: 0.5, kind: 3 },
  why: "drawn",
  by: "r/1",
  basis: 1,
})

test("what a process that died has left half written is cut off, and is whole afterwards", async () => {
  const log = [study(), { ...begun(0), config: { x: 0.5 } } as EventBody]
  const dir = await written(log)
  const whole = linesIn(dir)
  for (const file of filesIn(dir)) appendFileSync(file, readFileSync(file).subarray(0, 21))
  await written(log, dir)
  expect(linesIn(dir)).toEqual(whole)
})

describe("what is in the files", () => {
  test("scalars by step, with numbers that are none, and the time of the event", async () => {
    const reports = ([2, "nan", "-inf", 1e300] as const).map((loss, step): EventBody => ({
      kind: "trial.reported",
      trial: 0,
      attempt: 1,
      step,
      metrics: { loss },
    }))
    const dir = await written([
      study({ space: mixed }),
      begun(0),
      { kind: "trial.started", trial: 0, attempt: 1, session: "one" },
      ...reports,
    ])
    expect(linesIn(dir)["s/trial-0"]!.filter((line) => line.startsWith("loss"))).toEqual([
      "loss 0 2",
      "loss 1 NaN",
      "loss 2 -Infinity",
      "loss 3 Infinity",
    ])
    const [file] = filesIn(join(dir, "s", "trial-0"))
    expect(eventsIn(file!).map((event) => event.find(([field]) => field === 1)![1])).toEqual([2, 2, 4, 5, 6, 7])
  })

  test("a parameter whose values are of several types is texts, in the columns as in the cells", async () => {
    const dir = await written([study({ space: mixed }), begun(0)])
    const contentOf = (file: string): ReturnType<typeof fieldsOf> => {
      const value = fieldsOf(inside(fieldsOf(inside(eventsIn(file)[1]!, 5)!), 1)!)
      const plugin = fieldsOf(inside(fieldsOf(inside(value, 9)!), 1)!)
      return fieldsOf(inside(plugin, 2)!)
    }
    const [root, trial] = filesIn(dir).toSorted((a, b) => a.length - b.length)
    const columns = fieldsOf(inside(contentOf(root!), 2)!)
      .filter(([field]) => field === 4)
      .map(([, info]) => fieldsOf(info as Uint8Array))
    expect(columns.map((info) => info.find(([field]) => field === 4)![1])).toEqual([3, 1])
    const cells = fieldsOf(inside(contentOf(trial!), 3)!)
      .filter(([field]) => field === 1)
      .map(([, entry]) => fieldsOf(inside(fieldsOf(entry as Uint8Array), 2)!)[0])
    expect(cells).toEqual([
      [2, 0.5],
      [3, new Uint8Array(Buffer.from("3"))],
    ])
  })

  test("a failed trial that is tried again goes on in a folder of its own", async () => {
    const dir = await written([
      study({ space: mixed }),
      begun(0),
      { kind: "trial.started", trial: 0, attempt: 1, session: "one" },
      { kind: "trial.finished", trial: 0, attempt: 1, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } },
      { kind: "trial.retried", trial: 0, why: "by hand", by: "ada@host" },
      { kind: "trial.started", trial: 0, attempt: 2, session: "one" },
      { kind: "trial.finished", trial: 0, attempt: 2, state: "complete", metrics: { loss: 1 } },
    ])
    expect(Object.keys(linesIn(dir)).sort()).toEqual(["s", "s/trial-0", "s/trial-0-retry-1"])
    expect(linesIn(dir)["s/trial-0-retry-1"]!.map((line) => line.split(" ")[0])).toEqual([
      "brain.Event:2",
      "_hparams_/session_start_info",
      "loss",
      "_hparams_/session_end_info",
    ])
  })
})
