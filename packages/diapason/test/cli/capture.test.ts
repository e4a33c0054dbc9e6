import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { capture } from "../../src/cli/schemas/capture.ts"
import { capture as verb } from "../../src/cli/verbs/capture.ts"
import { diapason, folder } from "./diapason.ts"

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`
const events = fileURLToPath(new URL("../../../executors/test/fixtures/tensorboard/", import.meta.url))

/** 13 lines of other things, then 118 epochs, of which every second also has an accuracy. */
const log = lines(
  ...Array.from({ length: 13 }, (_, i) => `loading part ${i}`),
  ...Array.from({ length: 118 }, (_, i) => `epoch ${i + 1} val_loss=${(2.3026 / (i + 1)).toFixed(4)}${i % 2 === 1 ? ` acc: ${i}` : ""}`),
)

describe("capture test", () => {
  test("says of each number how often, how and where it stands, and what its step is", async () => {
    const { out, code } = await diapason(["capture", "test", "train.log"], { cwd: folder({ "train.log": log }) })
    expect(out).toBe(
      lines(
        '  val_loss   118 values   key=value    first "epoch 1 val_loss=2.3026" (line 14)          step from "epoch"',
        '  acc         59 values   key: value   first "epoch 2 val_loss=1.1513 acc: 1" (line 15)   step from "epoch"   ⚠ 59 of 118 steps only',
      ),
    )
    expect(code).toBe(0)
  })

  test("its example runs, and its document is as its schema says", async () => {
    const cwd = folder({ "train.log": `${log}epoch 119 val_loss=nan\nepoch 3 val_loss=1\n` })
    const [, ...example] = verb.example.split(" ")
    const { out, code } = await diapason([...example, "--json"], { cwd })
    expect(code).toBe(0)
    expect(capture.parse(JSON.parse(out))).toEqual({
      schema: "diapason.capture/1",
      file: "train.log",
      kind: "log",
      steps: 119,
      metrics: [
        {
          metric: "val_loss",
          values: 119,
          steps: 119,
          form: "key=value",
          first: { value: 2.3026, step: 1, line: 14, text: "epoch 1 val_loss=2.3026" },
          last: "nan",
          notFinite: 1,
          stepFrom: "epoch",
        },
      ],
      missing: [],
      late: 1,
      notes: [],
    })
  })

  test("a metric that never comes is told with the name that was meant", async () => {
    const cwd = folder({ "train.log": log, "colour.log": "\u001b[32mval_loss\u001b[0m=0.5\n" })
    const asked = ["valloss", "loss", "perplexity", "acc"].flatMap((name) => ["--minimize", name])
    const { out, code } = await diapason(["capture", "test", "train.log", ...asked], { cwd })
    expect(out.split("\n").slice(1, -1)).toEqual([
      "  valloss      never   did you mean val_loss?",
      "  loss         never   did you mean val_loss?",
      "  perplexity   never   there is: val_loss, acc",
    ])
    expect(code).toBe(5)
    const coloured = await diapason(["capture", "test", "colour.log", "--minimize", "val_loss"], { cwd })
    expect(coloured.out).toBe('  val_loss   1 value   key=value   first "val_loss=0.5" (line 1)   steps are counted\n')
  })

  test("a pattern is tried, and a bad one shown where it is bad", async () => {
    const cwd = folder({ "train.log": "[10] top1 41.5\n[20] top1 43\nEpoch 30/90\nloss 1 acc=2\n" })
    const pattern = "\\[(?<step>{num})\\] top1 (?<val_acc>{num})"
    const good = await diapason(["capture", "test", "train.log", "--regex", pattern], { cwd })
    expect(good.out.split("\n")).toEqual([
      '  val_acc   2 values   regex       first "[10] top1 41.5" (line 1)   step from the group step   ⚠ 2 of 3 steps only',
      '  acc        1 value   key=value   first "loss 1 acc=2" (line 4)     step from "epoch" in a line before   ⚠ 1 of 3 steps only',
      "",
    ])
    const bad = await diapason(["capture", "test", "train.log", "--regex", "top1 (?<val_acc>{num}"], { cwd })
    expect(bad).toMatchObject({ code: 2, err: expect.stringMatching(/D160.*\(column 6\)/) as string })
  })

  test("CSV, JSON lines, files of TensorBoard and a folder of them", async () => {
    const cwd = folder({
      "m.csv": "epoch,loss,acc\n0,2,\n1,inf,.5\n",
      "m.jsonl": '{"iter":10,"loss":2}\n{"iter":20,"loss":1}\n',
    })
    const run = async (...args: string[]): Promise<string> => (await diapason(["capture", "test", ...args], { cwd })).out
    expect(await run("m.csv")).toBe(
      lines(
        '  loss   2 values   CSV column   first 2 at step 0     step from "epoch"   ⚠ 1 not finite',
        '  acc     1 value   CSV column   first 0.5 at step 1   step from "epoch"   ⚠ 1 of 2 steps only',
      ),
    )
    expect(await run("m.jsonl")).toBe('  loss   2 values   JSON   first 2 at step 10   step from "iter"\n')
    expect(await run(`${events}plain.tfevents`, "--minimize", "val/loss")).toBe(
      "  val/loss   5 values   tag   first 2 at step 1   step from the events\n",
    )
    expect(await run(events, "--minimize", "acc")).toBe(
      "  acc   5 values   tag   first 0.5 at step 1   step from the events   ⚠ 2 not finite\n",
    )
  })

  test("what is not there, is not text or has no number is told", async () => {
    const cwd = folder({ "empty.log": "", "zero.bin": "ab\0cd" })
    const run = (...args: string[]) => diapason(["capture", ...args], { cwd })
    expect(await run("test", "absent.log")).toMatchObject({ code: 2, err: expect.stringMatching(/D161.*there is no such file/) as string })
    expect(await run("test", "zero.bin")).toMatchObject({ code: 2, err: expect.stringMatching(/D161.*neither text/) as string })
    expect(await run("test", "empty.log")).toMatchObject({ code: 5, out: "  no number with a name in empty.log\n" })
    expect(await run("try", "empty.log")).toMatchObject({ code: 2, err: expect.stringContaining("D140") as string })
  })
})

test("tune reads the files that the configuration names", async () => {
  const cwd = folder({
    "train.sh": 'echo "step,val_loss" > "$1/m.csv"; echo "1,$2" >> "$1/m.csv"; echo "it 1 of 1 @ 7"\n',
    "diapason.yaml": lines(
      "command: sh train.sh {out_dir} {lr}",
      "space: { lr: 'float(0, 1)' }",
      "objectives: [{ metric: val_loss, direction: minimize }]",
      "metrics: [speed]",
      "budget: { trials: 2 }",
      "capture: { files: ['{out_dir}/*.csv'], regex: ['it (?<step>{num}) of .* @ (?<speed>{num})'], key_value: false }",
    ),
  })
  expect((await diapason(["tune"], { cwd })).code).toBe(0)
  const { out } = await diapason(["trials", "--json"], { cwd })
  const { trials } = JSON.parse(out) as { trials: { config: { lr: number }; values: Record<string, number> }[] }
  expect(trials.map(({ values }) => values)).toEqual(trials.map(({ config }) => ({ val_loss: config.lr, speed: 7 })))
})
