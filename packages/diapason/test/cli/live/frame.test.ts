import { createLedger, fold, type EventBody, type Ledger } from "@diapason/core"
import { anyStudyLog, someHolder, stamped, study } from "@diapason/testkit"
import fc from "fast-check"
import picocolors from "picocolors"
import stringWidth from "string-width"
import { stripVTControlCharacters } from "node:util"
import { describe, expect, test } from "vitest"
import { idleLines, idleText } from "../../../src/cli/live/idle-text.ts"
import { idleOf } from "../../../src/cli/study/runners.ts"
import { frame } from "../../../src/cli/live/frame.ts"

const plain = picocolors.createColors(false)
const scene = { now: 100_000, columns: 120, rows: 20, paint: plain }

function ledgerOf(bodies: readonly EventBody[]): Ledger {
  const [first, ...rest] = stamped(bodies)
  return rest.reduce(fold, createLedger(first!))
}

const start = (trial: number, lr: number, bs: number): readonly EventBody[] => [
  { kind: "trial.suggested", trial, config: { lr, bs }, why: `near trial ${Math.max(0, trial - 1)}`, by: "tpe/1", basis: 1 },
  { kind: "trial.started", trial, attempt: 1, session: "a", fidelity: 9 },
]
const reports = (trial: number, losses: readonly number[]): readonly EventBody[] =>
  losses.map((val_loss, i) => ({ kind: "trial.reported", trial, attempt: 1, step: i + 1, metrics: { val_loss } }))
const finish = (trial: number, more: object): EventBody =>
  ({ kind: "trial.finished", trial, attempt: 1, metrics: {}, ...more }) as EventBody

/** A complete trial, a better one, a failed, a pruned and a running one. */
const story = ledgerOf([
  study({
    name: "train-3f9a",
    space: { lr: "log(1e-5, 0.1)", bs: "ordinal(16, 32, 64)" },
    objectives: [{ metric: "val_loss", direction: "minimize" }],
    fidelity: { name: "epoch", min: 1, max: 9 },
    budget: { trials: 20 },
  }),
  { kind: "session.opened", session: "a", holder: someHolder, facts: {} },
  ...start(0, 0.001, 32),
  ...reports(0, [2.5, 1.8, 1.2, 0.9, 0.8, 0.75, 0.72, 0.71, 0.7]),
  finish(0, { state: "complete" }),
  ...start(1, 0.0025, 64),
  ...reports(1, [2.1, 1.1, 0.8, 0.6, 0.5, 0.45, 0.42, 0.41, 0.40125]),
  finish(1, { state: "complete" }),
  ...start(2, 0.09, 16),
  finish(2, { state: "failed", failure: { kind: "crash", message: "Trial 2 exited with 1: CUDA error: out of slots", exit: 1 } }),
  ...start(3, 0.00001, 16),
  ...reports(3, [4, 3.9]),
  finish(3, { state: "pruned", why: "3rd of 3 at step 2: best so far 3.9, the median is 1.45" }),
  ...start(4, 0.003, 64),
  ...reports(4, [2, 1, NaN]),
])

describe("the live view", () => {
  test.for([60, 80, 120])("at %d columns", async (columns, { expect }) => {
    await expect(`${frame(story, { ...scene, columns }).join("\n")}\n`).toMatchFileSnapshot(`frame-${columns}.txt`)
  })

  test("is never wider than the window nor higher, whatever the study, and has its last row free", () => {
    const size = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 2, max: 50 }), coloured: fc.boolean() })
    fc.assert(
      fc.property(anyStudyLog(), size, fc.option(fc.string(), { nil: undefined }), (log, { columns, rows, coloured }, notice) => {
        const paint = picocolors.createColors(coloured)
        const lines = frame(ledgerOf(log), { now: 1e6, columns, rows, paint, ...(notice !== undefined && { notice }) })
        expect(lines.length).toBeLessThan(rows)
        for (const line of lines) expect(stringWidth(stripVTControlCharacters(line))).toBeLessThan(columns)
      }),
    )
  })

  test("holds what is long, wide, broken or moves the cursor", () => {
    const odd = fc.string({ unit: fc.constantFrom("a", "語", "👩‍🔬", "é", "\n", "\r", "\t", "\u001b[2J", "\u0007", "$&"), maxLength: 300 })
    const size = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 3, max: 60 }) })
    fc.assert(
      fc.property(odd, odd, fc.constantFrom("running", "failed", "none"), size, (name, words, state, { columns, rows }) => {
        const trials = Array.from({ length: state === "none" ? 0 : 64 }, (_, trial) => [
          { kind: "trial.suggested", trial, config: { x: words, y: 0.5 }, why: words, by: "tpe/1", basis: 1 },
          { kind: "trial.started", trial, attempt: 1, session: "a" },
          ...(state === "failed"
            ? [finish(trial, { state: "failed", failure: { kind: "crash", message: words } })]
            : reports(trial, [2, 1])),
        ])
        const ledger = ledgerOf([
          study({ name: `s${name}`, space: { x: { type: "choice", values: [words, "other"] }, y: "0..1.0" } }),
          { kind: "session.opened", session: "a", holder: someHolder, facts: {} },
          ...(trials.flat() as EventBody[]),
        ])
        const lines = frame(ledger, { ...scene, columns, rows, notice: words })
        expect(lines.length).toBeLessThan(rows)
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThan(columns)
          expect(line).not.toMatch(/\p{Cc}/u)
        }
      }),
      { numRuns: 60 },
    )
  })

  test("says what is going on instead of the keys", () => {
    expect(frame(story, { ...scene, notice: "1 finishing" }).at(-1)).toBe(" 1 finishing")
  })

  test("says which slots are idle, and why, above what is going on", () => {
    const idle = idleText({ slots: 2, of: 8, why: "the rung waits for trial 3" })
    const lines = frame(story, { ...scene, rows: 9, idle })
    expect(lines.length).toBeLessThan(9)
    expect(lines.at(-2)).toBe(" 2 of 8 slots idle: the rung waits for trial 3")
  })

  test("of another process's slots, the record tells how many are idle and as far as it goes why", () => {
    const facts = { session: "a", holder: someHolder, facts: { slots: 3 }, openedAt: 0, seenAt: 0 }
    const busy = story.running.size
    expect(idleOf([facts], story)).toEqual({ slots: 3 - busy, of: 3, why: "nothing is handed out to them now" })
    expect(idleOf([{ ...facts, facts: {} }], story)).toBeUndefined()
    const held = ledgerOf([study(), { kind: "study.paused", why: "lunch", by: "ada@lab" }])
    expect(idleOf([facts], held)?.why).toBe("paused by ada@lab: lunch")
  })

  test("as lines, idle slots are said once for each reason, when they last, and once a minute", () => {
    const say = idleLines()
    const at = (second: number, why?: string) => say(why === undefined ? undefined : { slots: 1, of: 2, why }, second * 1000)
    expect([at(0, "a"), at(3), at(4, "a"), at(8, "a")]).toEqual([undefined, undefined, undefined, undefined])
    expect(at(9, "a")).toBe("1 of 2 slots idle: a")
    expect([at(10, "a"), at(20, "b"), at(68, "b"), at(69, "b")]).toEqual([undefined, undefined, undefined, "1 of 2 slots idle: b"])
    expect(at(200, "a")).toBeUndefined()
    expect(at(300, "a")).toBeUndefined()
  })

  test("has room for what runs before what has ended", () => {
    const lines = frame(story, { ...scene, rows: 9 })
    expect(lines.filter((line) => line.includes("◐"))).toHaveLength(1)
    expect(lines.filter((line) => line.includes("✂"))).toHaveLength(1)
  })

  test("a study that has only begun is no error", () => {
    expect(frame(ledgerOf([study()]), scene)).toContain(" best  none yet: no trial has given a usable result")
  })
})
