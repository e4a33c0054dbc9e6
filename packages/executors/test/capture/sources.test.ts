import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, onTestFinished, test } from "vitest"
import type { Decision, Ending, Job } from "@diapason/core"
import { processes, type CaptureRules, type Processes } from "@diapason/executors"
import { within } from "@diapason/testkit"

interface Ran {
  readonly ending: Ending
  /** Step, and the metrics reported there. */
  readonly reports: readonly (readonly [number, Readonly<Record<string, number>>])[]
  readonly diagnostics: readonly string[]
  /** `loss from stdout, key=value`. */
  readonly heard: readonly string[]
  readonly dir: string
}

/** Runs a command with rules to its end. */
async function run(
  command: readonly string[],
  capture: CaptureRules,
  { metrics = ["loss"], decide = "continue", ...rest }: Partial<Processes> & { decide?: "continue" | "stop" } = {},
): Promise<Ran> {
  const dir = rest.dir ?? folder()
  const reports: [number, Readonly<Record<string, number>>][] = []
  const diagnostics: string[] = []
  const heard: string[] = []
  const job: Job = { study: "s", session: randomUUID(), trial: 3, attempt: 1, seed: 9, config: {}, flat: {} }
  const told = ({ trial, metric, source }: { trial: number; metric: string; source: string }): void =>
    void heard.push(`${trial === 3 ? "" : trial}${metric} from ${source}`)
  const executor = processes({ dir, metrics, grace: 2000, paramsVia: "none", ...rest, command, capture, heard: told })
  const running = executor.launch(job, {
    report(step, values) {
      reports.push([step, values])
      return Promise.resolve({ action: decide, why: "" } as Decision)
    },
    applied: () => Promise.resolve(),
    refused: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(),
    artifact: () => Promise.resolve(),
    note: () => Promise.resolve(),
    diagnostic: (code) => void diagnostics.push(code),
  })
  return { ending: await within(20_000, running.ended, "the end"), reports, diagnostics, heard, dir }
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "diapason-"))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const sh = (script: string): readonly string[] => ["/bin/sh", "-c", script]
const node = (script: string): readonly string[] => [
  process.execPath,
  "-e",
  `const fs=require("fs"),dir=process.env.DIAPASON_DIR;${script}`,
]
const python = (script: string): readonly string[] => ["python3", "-c", script]

test("a pattern finds what no rule would, with its step", async () => {
  const script = 'echo "[it   500] top1 41.5 (best 50)"; echo "[it  1000] top1 888"; echo "[it 1500] top1 nan"'
  const { reports, heard } = await run(sh(script), { regex: ["\\[it +(?<step>{num})\\] top1 (?<loss>{num})"] })
  expect(reports).toEqual([
    [500, { loss: 41.5 }],
    [1000, { loss: 888 }],
    [1500, { loss: NaN }],
  ])
  expect(heard).toEqual(["loss from stdout, regex"])
})

test("the step of a pattern is that of everything else in the line", async () => {
  const { reports, heard } = await run(
    sh('echo "<7> top1 0.5 loss=1e-3"'),
    { regex: ["<(?<step>{num})> top1 (?<acc>{num})"] },
    { metrics: ["loss", "acc"] },
  )
  expect(reports).toEqual([[7, { acc: 0.5, loss: 1e-3 }]])
  expect(heard).toEqual(["acc from stdout, regex", "loss from stdout, key=value"])
})

test("a pattern that takes forever is given up, and holds up nothing", async () => {
  const script = `for (let i = 1; i <= 9; i++) console.log("x" + "a".repeat(40) + "b step " + i + " loss=" + i)`
  const begun = performance.now()
  const { reports, diagnostics } = await run(node(script), { regex: ["x(a+)+(?<loss>{num})$"] })
  expect(reports).toHaveLength(9)
  expect(diagnostics).toEqual(["D507"])
  expect(performance.now() - begun).toBeLessThan(5000)
})

test("a bad pattern is told before anything starts", async () => {
  const made = folder()
  await expect(run(sh(`touch ${made}/started`), { regex: ["loss=(?<loss>{num}"] })).rejects.toMatchObject({
    code: "D160",
    facts: { at: "column 6" },
  })
})

test("a CSV file that Python writes row by row", async () => {
  const script = `
import csv, os
with open(os.path.join(os.environ["DIAPASON_DIR"], "metrics.csv"), "w", newline="") as file:
    rows = csv.DictWriter(file, ["epoch", "loss", "acc"])
    rows.writeheader()
    for epoch, loss in enumerate([888, 1e-3, float("nan"), 0.5]):
        rows.writerow({"epoch": epoch, "loss": loss, "acc": ""})
        file.flush()
`
  const { reports, heard, ending } = await run(python(script), { files: ["{out_dir}/metrics.csv"] })
  expect(reports).toEqual([888, 1e-3, NaN, 0.5].map((loss, epoch) => [epoch, { loss }]))
  expect(heard).toEqual(["loss from metrics.csv"])
  expect(ending).toMatchObject({ kind: "done" })
})

test("where no row has a declared metric, what there was is told", async () => {
  const { reports, ending } = await run(sh("printf 'step,val_loss\\n1,5\\n2,4\\n' > m.csv"), { files: ["m.csv"] }, { cwd: folder() })
  expect(reports).toEqual([])
  expect(ending).toMatchObject({ kind: "done", detail: { seen: { val_loss: { count: 2, last: 4 } } } })
})

test("a decision on a row ends the script that wrote it", async () => {
  const { reports, ending } = await run(
    sh('echo \'{"loss":1,"step":4}\' > log.jsonl; sleep 600'),
    { files: ["*.jsonl"] },
    { decide: "stop", cwd: folder() },
  )
  expect(reports).toEqual([[4, { loss: 1 }]])
  expect(ending.kind).toBe("done")
})

test("a folder of TensorBoard: a file that grows by halves of records, and one that comes later", async () => {
  const from = fileURLToPath(new URL("../fixtures/tensorboard/", import.meta.url))
  const script = `
    fs.mkdirSync(dir + "/tb/sub", { recursive: true })
    const all = fs.readFileSync(${JSON.stringify(from)} + "plain.tfevents")
    for (let at = 0; at < all.length; at += 999) fs.appendFileSync(dir + "/tb/events.out.tfevents.1", all.subarray(at, at + 999))
    fs.copyFileSync(${JSON.stringify(from)} + "tensor-validation.tfevents", dir + "/tb/sub/events.out.tfevents.2")`
  const rules = { tensorboard: "{out_dir}/tb" }
  const exact = await run(node(script), rules, { metrics: ["val/loss"] })
  expect(exact.reports.map(([step, metrics]) => [step, metrics["val/loss"]])).toEqual([1, 2, 3, 4, 5].map((n) => [n, Math.fround(2 / n)]))
  expect(exact.heard).toEqual(["val/loss from TensorBoard"])
  const last = await run(node(script), rules, { metrics: ["epoch_loss"] })
  expect(last.reports).toEqual([0, 1, 2].map((step) => [step, { epoch_loss: 10 + step }]))
  const either = await run(node(script), rules, { metrics: ["loss"] })
  expect([either.reports, either.diagnostics]).toEqual([[], ["D509"]])
  expect(either.ending).toMatchObject({ detail: { seen: { "val/loss": { count: 5 }, acc: { count: 5 }, "sub/epoch_loss": { last: 12 } } } })
})

test.each([
  ["a JSON object", "r.json", '{\n "loss": 0.25,\n "name": "x", "best": Infinity }', { loss: 0.25, best: Infinity }],
  ["CSV, whose last row counts", "r.csv", "loss,acc\n3,0.1\n2,0.5", { loss: 2, acc: 0.5 }],
])("a file read at the end is the final word: %s", async (_, name, text, metrics) => {
  const script = `console.log("step 1 loss=9"); fs.writeFileSync(dir + "/${name}", ${JSON.stringify(text)})`
  const { ending, reports, heard } = await run(node(script), { result: `{out_dir}/${name}` })
  expect(reports).toEqual([[1, { loss: 9 }]])
  expect(ending).toMatchObject({ kind: "done", metrics })
  expect(heard).toEqual(["loss from stdout, key=value", `loss from ${name}, at the end`])
})

test("a result that an earlier attempt left is not that of this one; one that cannot be read is told", async () => {
  const dir = folder()
  const rules = { result: "r.json" }
  writeFileSync(join(dir, "r.json"), '{"loss":1}')
  const left = await run(sh("true"), rules, { cwd: dir })
  expect([left.ending.metrics, left.diagnostics]).toEqual([undefined, []])
  const torn = await run(sh("printf '{\"loss\":' > r.json"), rules, { cwd: dir })
  expect([torn.ending.metrics, torn.diagnostics]).toEqual([undefined, ["D508"]])
})

test("a script that prints one metric and writes another: one row for each step, in order", async () => {
  const script = `
    fs.writeFileSync(dir + "/m.csv", "step,loss\\n")
    for (let i = 1; i <= 500; i++) { console.log("step " + i + " acc=" + i); fs.appendFileSync(dir + "/m.csv", i + "," + i + "\\n") }`
  const { reports, diagnostics } = await run(node(script), { files: ["{out_dir}/m.csv"] }, { metrics: ["loss", "acc"] })
  const told = (name: string): number[] =>
    reports.filter(([, metrics]) => Object.hasOwn(metrics, name)).map(([, metrics]) => metrics[name]!)
  const all = Array.from({ length: 500 }, (_, i) => i + 1)
  expect(told("acc")).toEqual(all)
  expect(told("loss")).toEqual(all)
  expect(diagnostics).toEqual([])
})

test("the first source keeps a metric; messages take it over", async () => {
  const script = `
    fs.writeFileSync(dir + "/m.csv", "step,loss\\n1,1\\n")
    setTimeout(() => console.log("step 2 loss=5"), 300)
    setTimeout(() => console.log('::diapason {"type":"report","step":3,"metrics":{"loss":7}}'), 350)
    setTimeout(() => fs.appendFileSync(dir + "/m.csv", "4,4\\n"), 400)`
  const { reports, heard } = await run(node(script), { files: ["{out_dir}/m.csv"] })
  expect(reports).toEqual([
    [1, { loss: 1 }],
    [3, { loss: 7 }],
  ])
  expect(heard).toEqual(["loss from m.csv", "loss from trial protocol"])
})

test("each way can be switched off", async () => {
  const lines = 'echo loss=1; echo \'{"loss":2}\'; echo \'::diapason {"type":"report","step":3,"metrics":{"loss":3}}\''
  const losses = async (rules: CaptureRules): Promise<unknown> => (await run(sh(lines), rules)).reports.map(([, { loss }]) => loss)
  expect(await losses({})).toEqual([1, 3])
  expect(await losses({ keyValue: false })).toEqual([2, 3])
  expect(await losses({ keyValue: false, jsonLines: false })).toEqual([3])
  // A name and its number are one in JSON, too.
  expect(await losses({ protocol: false, jsonLines: false })).toEqual([1, 2, 3])
  expect(await losses({ protocol: false, jsonLines: false, keyValue: false })).toEqual([])
  const told = await run(sh('echo "fd <$DIAPASON_FD>"; echo \'{"type":"report","step":3,"metrics":{"loss":3}}\' >> $DIAPASON_OUT'), {
    protocol: false,
  })
  expect(told.reports).toEqual([])
  expect(told.ending).toMatchObject({ kind: "done" })
})

test("line ends of Windows, a line of 1 MiB and a character in halves, in a file as in what is printed", async () => {
  const script = `
    const text = Buffer.from("step,größe,loss\\r\\n1,,+.5\\r\\n" + "x".repeat(1 << 20) + "y,1\\r\\n2,,1e-3\\r\\n")
    for (const part of [text.subarray(0, 8), text.subarray(8)]) fs.appendFileSync(dir + "/m.csv", part)
    fs.writeSync(1, "z".repeat((1 << 20) + 1) + " acc=7\\r\\nstep 2 acc=888\\r\\n")`
  const { reports, diagnostics } = await run(node(script), { files: ["{out_dir}/m.csv"] }, { metrics: ["loss", "acc"] })
  expect(reports).toEqual([
    [1, { loss: 0.5 }],
    [2, { loss: 1e-3 }],
    [2, { acc: 888 }],
  ])
  expect(diagnostics).toEqual(["D502"])
})
