import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { emptyRecord } from "../../src/run/play.ts"
import { planned } from "../../src/run/planned.ts"
import { pool } from "../../src/run/pool.ts"
import { readResults, type Job, type RunRecord } from "../../src/run/record.ts"
import { runOf } from "../run-of.ts"

const wanted = { contestants: ["a", "b"], problems: ["p", "q"], seeds: 2, trials: 4, parallel: 1 }
const nameOf = ({ contestant, problem, seed }: Job): string => `${contestant} ${problem} ${seed}`

test("jobs come seed by seed, then contestant by contestant", () => {
  const names = ["a p 0", "a q 0", "b p 0", "b q 0", "a p 1", "a q 1", "b p 1", "b q 1"]
  expect(planned(wanted, []).map(nameOf)).toEqual(names)
})

test("what was finished is not done again; what broke, or had another number of trials or of trials in flight, is", () => {
  const known = [
    runOf({ contestant: "a", problem: "p" }),
    runOf({ contestant: "a", problem: "q", failed: "no memory" }),
    runOf({ contestant: "b", problem: "p", trials: 5 }),
    runOf({ contestant: "b", problem: "q", unsupported: "no" }),
  ]
  expect(planned({ ...wanted, seeds: 1 }, known).map(nameOf)).toEqual(["a q 0", "b p 0"])
  expect(planned({ ...wanted, seeds: 1, parallel: 8 }, known)).toHaveLength(4)
})

test("the newest line of a job counts, and a line that was cut off does not", () => {
  const file = join(scratch(), "results.jsonl")
  const lines = [
    { kind: "begun", at: "", command: "npm run bench -- run", machine: {} },
    runOf({ failed: "no memory" }),
    runOf({ losses: [1, 0.5, 0.7, 0.1] }),
    runOf({ seed: 1 }),
  ]
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n{"kind":"run","contest`)
  const { begun, runs } = readResults([file, join(scratch(), "missing.jsonl")])
  expect(begun).toHaveLength(1)
  expect(runs.map(({ seed, failed, values }) => [seed, failed, values.at(-1)])).toEqual([
    [0, undefined, [0.1]],
    [1, undefined, [0.2]],
  ])
})

test("a run that was written before trials could overlap had one in flight", () => {
  const file = join(scratch(), "results.jsonl")
  const { parallel: _, ...old } = runOf()
  writeFileSync(file, `${JSON.stringify(old)}\n${JSON.stringify(runOf({ parallel: 8 }))}\n`)
  expect(readResults([file]).runs.map(({ parallel }) => parallel)).toEqual([1, 8])
})

test("a line that is no JSON is named by its place", () => {
  const file = join(scratch(), "results.jsonl")
  writeFileSync(file, `${JSON.stringify(runOf())}\nnonsense\n`)
  expect(() => readResults([file])).toThrow(/results\.jsonl:2: this line is no JSON/)
})

const played = async (problems: readonly string[], processes: number): Promise<readonly RunRecord[]> => {
  const records: RunRecord[] = []
  const jobs = problems.map((problem) => ({ contestant: "a", problem, seed: 0, trials: 1, parallel: 1 }))
  const program = new URL("../fixtures/worker.mjs", import.meta.url)
  await pool(
    jobs,
    processes,
    program,
    (record: RunRecord) => records.push(record),
    (job, failed) => ({ ...emptyRecord(job), failed }),
  )
  return records
}

test("as many children work as were asked for, and every job is done once", async () => {
  const records = await played(["p", "q"], 2)
  expect(records.map(({ problem }) => problem).sort()).toEqual(["p", "q"])
  expect(new Set(records.map(({ versions }) => versions["process"])).size).toBe(2)
})

test("a child that dies fails its job alone and is replaced, also when it was the last", async () => {
  const records = await played(["p", "q", "mine", "r", "mine"], 1)
  const fates = records.map(({ problem, failed }) => [problem, failed])
  const died = ["mine", "its process ended with 7"]
  expect(fates).toEqual([["p", undefined], ["q", undefined], died, ["r", undefined], died])
  const children = records.map(({ versions }) => versions["process"])
  expect(children[1]).toBe(children[0])
  expect(children[3]).not.toBe(children[0])
})

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "diapason-bench-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
