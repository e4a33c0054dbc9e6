import { rmSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { inside, prepare, type Prepared } from "./every/prepared.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

/** In the template itself: a what-if only reads. */
const ask = (...argv: readonly string[]) => inside(prepared.template, "replay", ...argv)

interface Answer {
  readonly own: { readonly scheduler: string; readonly drift: number | null }
  readonly saved: { readonly steps: number; readonly seconds: number }
  readonly recorded: { readonly steps: number; readonly seconds: number }
  readonly winner_lost: boolean
  readonly unknown: number
  readonly note: string
}

describe("replay --what-if", () => {
  test("says what another scheduler would have saved, and whether the winner would have been lost", async () => {
    const { code, out } = await ask("--what-if", "scheduler=asha", "--json")
    const answer = JSON.parse(out) as Answer
    expect([code, answer.unknown, answer.recorded.steps]).toEqual([0, 0, 60])
    expect(answer.saved.steps).toBeGreaterThan(5)
    expect(answer.saved.seconds).toBeLessThan(answer.recorded.seconds)
    expect(answer.own).toEqual({ scheduler: "none", drift: 0 })
    expect(answer.note).toBe(
      "recorded curves only: the same configurations in the same order; every step that it would have run was recorded",
    )
  })

  test("shows several side by side, with the study's own among them, which saves nothing", async () => {
    const { out } = await ask("--what-if", "scheduler=none,median", "--what-if", 'scheduler={"type":"asha","eta":2}')
    const lines = out.split("\n")
    expect(lines[0]).toMatch(/^ {2}train-3f9a {2}recorded under none: 60 steps, \d+:\d\d of training, 2 slots, winner #\d+ [\d.]+$/)
    expect(lines[1]).toMatch(/^ {2}under +steps +saved +time saved {2}winner +beyond the record$/)
    expect(lines[2]).toMatch(/^ {2}none +60 +nothing +nothing {2}kept +nothing$/)
    expect(lines[3]).toMatch(/^ {2}median +\d+ /)
    expect(lines[4]).toMatch(/^ {2}\{"type":"asha","eta":2\} +\d+ +\d+ \(\d+ %\)/)
  })

  test("writes nothing", async () => {
    const before = (await ask("--json")).out
    await ask("--what-if", "scheduler=hyperband")
    expect((await ask("--json")).out).toBe(before)
  })

  test.each([
    ["scheduler=ahsa", "D321", "did you mean asha?"],
    ["sampler=tpe", "D186", "--what-if scheduler=asha"],
    ["sampler=tpp", "D320", "did you mean tpe?"],
    ["scheduler=pbt", "D186", "It copies what one trial has learned into another"],
    ["scheduler=asha,freeze-thaw", "D186", "Its sampler weighs each paused trial"],
    ['scheduler={"type":"asha","etta":3}', "D322", "did you mean eta?"],
    ["schedular=asha", "D140", "such as scheduler=asha,median"],
    ["asha", "D140", "such as scheduler=asha,median"],
    ["scheduler=", "D140", "a name after the ="],
    ["scheduler={asha", "D140", "was expected"],
  ])("--what-if %s is answered with %s", async (change, errorCode, words) => {
    const { code, err, out } = await ask("--what-if", change)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(`error ${errorCode}`)
    expect(err).toContain(words)
  })
})
