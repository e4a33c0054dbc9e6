import { describe, expect, it } from "vitest"
import { fieldAt } from "../../src/trial/field-steps.ts"
import { fieldPanel } from "../../src/trial/field-panel.ts"
import { firstError, linesWith, logLines } from "../../src/trial/log-lines.ts"
import { median, parameterRows } from "../../src/trial/parameter-rows.ts"
import { reproduceLine, shellWord } from "../../src/trial/reproduce.ts"
import { rungStandings } from "../../src/trial/rung-standings.ts"
import { runnerUp } from "../../src/trial/runner-up.ts"
import { leavesOfRead, readOfLedger, seedOf } from "../../src/trial/trial-read.ts"
import { smallBoard } from "../small-board.ts"

const board = smallBoard()
const { ledger } = board
const view = { board, mask: new Uint8Array(5).fill(1), kept: 5, picked: new Set<number>(), choices: {}, now: 0 }

describe("the middle value", () => {
  it("is one that was tried, without missing ones", () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2)
    expect(median([NaN, 5])).toBe(5)
    expect(median([])).toBeNaN()
  })
})

describe("parameters of a trial", () => {
  const rows = parameterRows(board, 2, 1)
  it("stand beside the best and the middle of the complete trials", () => {
    const [lr, opt] = rows
    expect([lr!.mine, lr!.best, lr!.median]).toEqual([0.9, 0.01, 0.01])
    expect([opt!.mine, opt!.best]).toEqual([1, 1])
  })
  it("are placed in their own scale: 0.01 is the middle of 1e-4 to 1", () => {
    const lr = rows[0]!
    expect(lr.counts).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0])
    expect(lr.at).toBe(11)
  })
  it("have a bar for each value of a category", () => {
    expect(rows[1]!.counts).toEqual([1, 1])
  })
})

describe("the runner-up", () => {
  it("is the best complete trial but this one", () => {
    expect([runnerUp(board, 1), runnerUp(board, 0), runnerUp(board, 4)]).toEqual([0, 1, 1])
  })
})

describe("rungs", () => {
  it("tell rank, cut, and where it ended", () => {
    expect(rungStandings(ledger, 2)).toEqual([{ step: 1, value: 1.4, rank: 4, of: 4, cut: 0.9, ended: true }])
    expect(rungStandings(ledger, 1)).toEqual([{ step: 1, value: 0.8, rank: 2, of: 4, cut: 0.9, ended: false }])
    expect(rungStandings(ledger, 3)).toEqual([])
    expect(rungStandings(ledger, 77)).toEqual([])
  })
})

describe("a trial read from the ledger", () => {
  it("has its parents, children, attempts and reason", () => {
    const read = readOfLedger(board, 4, [])!
    expect(read).toMatchObject({
      state: "running",
      why: "try 0.012",
      by: "random/1",
      line: [{ trial: 1, until: 3 }, { trial: 4 }],
      steps: 1,
    })
    expect(read.past).toHaveLength(1)
    expect(readOfLedger(board, 2, [])).toMatchObject({ decision: "rank 3 of 3 at rung 1; the cut is 0.9" })
    expect(readOfLedger(board, 3, [])).toMatchObject({ failure: { kind: "oom" } })
    expect(readOfLedger(board, 5, [])).toBeUndefined()
  })
})

describe("running it again", () => {
  const values = leavesOfRead(ledger, readOfLedger(board, 4, [])!)
  it("fills the placeholders of the command and gives the seed", () => {
    expect(reproduceLine(ledger.definition.command, values, 7)).toBe("DIAPASON_SEED=7 sh train.sh 0.012 --opt=sgd")
  })
  it("writes flags where the command has no placeholder, quoted for a shell", () => {
    expect(reproduceLine(["python", "my train.py"], [{ path: "a.b", flag: "b", value: "it's" }], 1)).toBe(
      `DIAPASON_SEED=1 python 'my train.py' '--b=it'\\''s'`,
    )
    expect(shellWord("")).toBe("''")
    expect(shellWord("$(rm)")).toBe("'$(rm)'")
  })
  it("is not said of a study without a command", () => {
    expect(reproduceLine(undefined, values, 1)).toBeUndefined()
  })
  it("has a seed of 32 bits that is the trial's own", () => {
    expect(seedOf(ledger, 0)).not.toBe(seedOf(ledger, 1))
    expect(seedOf(ledger, 0)).toBe(seedOf(ledger, 0))
  })
})

describe("what a trial printed", () => {
  it("is plain lines: colours gone, progress bars at their last state", () => {
    expect(logLines("\u001b[31mred\u001b[0m\r\n 10%\r 20%\r 30%\nend\n")).toEqual(["red", " 30%", "end"])
    expect(logLines("")).toEqual([])
  })
  it("has a first error", () => {
    expect(firstError(["epoch 1 error=0.2", "Traceback (most recent call last):", "ValueError: x"])).toBe(1)
    expect(firstError(["mean error 0.3", "all fine"])).toBe(-1)
    expect(firstError(["ok", "CUDA out of memory"])).toBe(1)
    expect(firstError(["RuntimeError: bad"])).toBe(0)
  })
  it("is searched whatever the case", () => {
    expect(linesWith(["Epoch 1", "loss", "epoch 2"], "EPOCH")).toEqual([0, 2])
    expect(linesWith(["a"], "")).toEqual([])
  })
})

describe("the field", () => {
  const curve = (...values: readonly number[]) => ({ steps: values.map((_, i) => i + 1), columns: new Map([["loss", values]]) })
  it("is the middle of those that came to a step, two or more", () => {
    expect(fieldAt([curve(1, 2, 3), curve(3, 4), curve(2, NaN)], "loss")).toEqual([
      { step: 1, low: 1, middle: 2, high: 3, count: 3 },
      { step: 2, low: 2, middle: 4, high: 4, count: 2 },
    ])
    expect(fieldAt([], "loss")).toEqual([])
  })
  it("is drawn behind this trial and the runner-up", () => {
    const rows = fieldPanel(0, "loss", undefined, "value").rows(view)
    expect(rows.filter(({ role }) => role === "this").map(({ value }) => value)).toEqual([0.9, 0.7, 0.5])
    expect(rows.filter(({ role }) => role === "runner-up").map(({ trial }) => trial)).toEqual([1, 1, 1])
    expect(rows.filter(({ role }) => role === "field").map(({ step, count }) => [step, count])).toEqual([[1, 3]])
  })
  it("says what is missing", () => {
    expect(fieldPanel(3, "loss", undefined, "value").lacks(view)?.says).toContain("no curve of loss")
    expect(fieldPanel(0, "loss", undefined, "value").lacks(view)).toBeUndefined()
  })
  it("takes the curve from what was read where the page has none", () => {
    const read = {
      ...readOfLedger(board, 3, [])!,
      reports: [
        { step: 1, metrics: { loss: "inf" as const } },
        { step: 2, metrics: { acc: 1 } },
      ],
    }
    const thin = { ...view, board: { ...board, ledger: { ...ledger, trials: ledger.trials.slice(0, 2) } } }
    expect(fieldPanel(3, "loss", read, "value").rows(thin)[0]).toEqual({ role: "this", trial: 3, step: 1, value: Infinity })
  })
})
