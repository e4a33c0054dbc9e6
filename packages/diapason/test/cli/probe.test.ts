import { describe, expect, test } from "vitest"
import { rangeText } from "../../src/cli/probe/range-text.ts"
import { diapason, folder } from "./diapason.ts"

/** Descends a quadratic whose curvature is 10, so that it learns at rates about 1e-3 to 0.1 and breaks above 0.2; no more than it is asked. */
const plain = `
for a in "$@"; do case $a in --lr=*) lr=\${a#*=};; esac; done
echo "$lr" >> rates
exec awk -v lr="$lr" 'BEGIN { x = 1; for (epoch = 1; epoch <= 8; epoch++) { x -= lr * 10 * x; print "epoch " epoch " loss=" x * x + 0.01 } }'
`
/** The same, which takes a new rate after each report. */
const listening = `
import { Socket } from "node:net"
const parent = new Socket({ fd: 3 })
const say = (message) => parent.write(JSON.stringify(message) + "\\n")
let [lr, x, step] = [Number(process.argv.at(-1).split("=")[1]), 1, 0]
const next = () => {
  x -= lr * 10 * x
  say({ type: "report", seq: ++step, step, metrics: { loss: x * x + 0.01 } })
}
say({ type: "hello", protocol: [1], capabilities: ["stop", "update:lr"] })
let text = ""
parent.on("data", (bytes) => {
  text += bytes
  const lines = text.split("\\n")
  text = lines.pop()
  for (const { type, action, rev, config } of lines.map((line) => JSON.parse(line))) {
    if (action === "stop" || type === "end") process.exit(0)
    if (action === "update") {
      lr = config.lr
      say({ type: "applied", rev, step: step + 1 })
    }
    next()
  }
})
`
const probe = (...rest: readonly string[]) => ["probe", "lr", "-p", "lr=1e-4..10.0:log", "--minimize", "loss", ...rest]

interface Document {
  readonly schema: string
  readonly how: string
  readonly points: readonly { readonly rate: number; readonly loss: number }[]
  readonly ended: string
  readonly suggestion: { readonly rate: number; readonly low: number; readonly high: number; readonly prior: object }
}

describe("probe lr", () => {
  test("raises the rate of a script that takes updates from step to step, in one run, until the loss breaks", async () => {
    const cwd = folder({ "train.mjs": listening })
    const { code, out, err } = await diapason(probe("--steps", "40", "--json", "--", process.execPath, "train.mjs"), { cwd })
    expect({ code, err }).toEqual({ code: 0, err: "" })
    const { schema, how, points, ended, suggestion } = JSON.parse(out) as Document
    expect({ schema, how }).toEqual({ schema: "diapason.probe/1", how: "rising" })
    points.forEach(({ rate }, i) => expect(rate / (1e-4 * 1e5 ** (i / 39))).toBeCloseTo(1, 9))
    // Each loss is that of its own rate: x is multiplied by 1 - 10 · rate from step to step.
    let x = 1
    for (const { rate, loss } of points) expect(loss).toBeCloseTo((x *= 1 - 10 * rate) ** 2 + 0.01, 9)
    expect(ended).toContain("above four times its best")
    expect(points.length).toBeLessThan(40)
    expect(suggestion.rate).toBeGreaterThan(1e-4)
    expect(suggestion.rate).toBeLessThan(0.1)
    expect(suggestion).toMatchObject({ prior: { around: suggestion.rate, spread: "3x" } })
  })

  test("makes short runs of a script that does not, says so, and stops at the first rate that breaks", async () => {
    const cwd = folder({ "train.sh": plain })
    const { code, out, err } = await diapason(probe("--runs", "11", "--reports", "3", "--", "sh", "train.sh"), { cwd })
    expect(code).toBe(0)
    expect(err).toContain("one run of the command, in which lr rises from 0.0001 to 10 in 100 steps")
    expect(err).toContain(
      "the script does not say that it can change lr while it runs: so 11 short runs instead, one for each rate, of 3 reports each",
    )
    expect(out).toMatch(
      /^ {2}loss {2}[▁-█]+ {2}1\.004 → least 0\.01\n +▲\n {2}lr {4}0.0001 +0\.1\n {2}ended: the loss is above four times its best at 0\.316\n/,
    )
    // The losses of three steps are (1 - 10 lr)^6: the fall is steepest between 1e-2 and 1e-1, and least of all at 0.1.
    expect(out).toContain("\n  use  -p lr=0.00033..0.03:log --prior lr=0.01:3x\n")
  })

  test("says what to do about a command that never reports, or a loss that nowhere falls", async () => {
    const cwd = folder({ "silent.sh": "echo done", "flat.sh": "echo loss=1" })
    const silent = await diapason(probe("--runs", "3", "--", "sh", "silent.sh"), { cwd })
    expect(silent.code).toBe(2)
    expect(silent.err).toContain(
      'error D147  The probe learned nothing: `sh silent.sh` never reported "loss" (it ended without a word of it).',
    )
    const flat = await diapason(probe("--runs", "3", "--", "sh", "flat.sh"), { cwd })
    expect(flat.code).toBe(3)
    expect(flat.out).toContain("loss nowhere falls between 0.0001 and 10")
  })

  test.each([
    [["probe", "momentum", "--minimize", "loss", "--", "sh", "x.sh"], "D140  probe momentum: lr was expected."],
    [["probe", "lr", "--minimize", "loss"], "D142"],
    [["probe", "lr", "--", "sh", "x.sh"], "D141"],
    [["probe", "lr", "--minimize", "a", "--minimize", "b", "--", "sh", "x.sh"], "D140  --minimize b"],
    [probe("-p", "bs=16,32", "--", "sh", "x.sh"), "D140  -p bs: one parameter"],
    [["probe", "lr", "-p", "lr=0.0..1.0", "--minimize", "loss", "--", "sh", "x.sh"], "D140  -p lr: a range of numbers above 0"],
    [probe("--", "no-such-program"), "no-such-program"],
  ])("%j is refused", async (args, text) => {
    const { code, err } = await diapason(args, { cwd: folder() })
    expect(code).toBe(2)
    expect(err).toContain(text)
  })
})

test("the plot marks the suggestion below its bar", () => {
  const points = [1, 10, 100, 1000].map((rate, i) => ({ rate, loss: 4 - i }))
  const suggestion = { rate: 10, low: 1, high: 30, why: "" }
  expect(rangeText("lr", "loss", points, { smoothed: [4, 3, 2, 1], suggestion }, 60)).toEqual([
    "  loss  █▆▃▁  4 → least 1",
    "         ▲",
    "  lr    1 1000",
  ])
})
