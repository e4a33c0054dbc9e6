import { createLedger, fold, hasEnded, retention, type EventBody, type Ledger } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { anyStudyLog, stamped, study } from "../../src/generators/study-log.ts"

const ledgerOf = (bodies: readonly EventBody[]): Ledger => {
  const [first, ...rest] = stamped(bodies)
  return rest.reduce(fold, createLedger(first!))
}

/** Every other trial is born with what was saved shortly before. */
function withParents(log: readonly EventBody[]): readonly EventBody[] {
  let saved: Extract<EventBody, { kind: "trial.checkpointed" }> | undefined
  return log.map((event) => {
    if (event.kind === "trial.checkpointed") saved = event
    if (event.kind !== "trial.suggested" || saved === undefined || event.trial % 2 === 0) return event
    return { ...event, parent: { trial: saved.trial, step: saved.step, path: saved.path } }
  })
}

const anyLog = fc
  .tuple(fc.constantFrom("none", "pbt"), fc.nat(3))
  .chain(([type, trials]) => anyStudyLog(study({ scheduler: { type }, budget: trials === 0 ? {} : { trials: 5 * trials } }), 150))
  .map(withParents)
const anyRules = fc.record({ best: fc.nat(3), quota: fc.nat(100) }, { requiredKeys: [] })
const sizeOf = ({ step }: { readonly step: number }): number => step + 1

/** Where a further attempt would go on from, said again in other words than the code's. */
function resumed({ checkpoints, parent }: Ledger["trials"][number]): string | undefined {
  if (checkpoints.length > 0) return checkpoints[checkpoints.length - 1]!.path
  return parent === undefined || parent.gone === true ? undefined : parent.path
}

describe("retention", () => {
  test("never removes what a trial that may run would go on from, whatever has happened", () => {
    fc.assert(
      fc.property(anyLog, anyRules, (log, rules) => {
        const ledger = ledgerOf(log)
        const gone = new Set(retention(ledger, rules, sizeOf).remove.map(({ path }) => path))
        for (const trial of ledger.trials) if (!hasEnded(trial)) expect(gone).not.toContain(resumed(trial))
      }),
    )
  })

  test("changes nothing about where any trial that may run goes on from", () => {
    fc.assert(
      fc.property(anyLog, anyRules, (log, rules) => {
        const before = ledgerOf(log)
        const removed = retention(before, rules, sizeOf).remove.map(({ trial, step, path, why }): EventBody => ({
          kind: "checkpoint.removed",
          trial,
          step,
          path,
          why,
        }))
        const after = ledgerOf([...log, ...removed])
        for (const trial of before.trials) if (!hasEnded(trial)) expect(resumed(after.trials[trial.number]!)).toBe(resumed(trial))
      }),
    )
  })

  test("says of each path once that it stays or goes; with a quota it stays over it only when all that may go is gone", () => {
    fc.assert(
      fc.property(anyLog, anyRules, (log, rules) => {
        const ledger = ledgerOf(log)
        const { remove, keep, over } = retention(ledger, rules, sizeOf)
        const paths = [...remove, ...keep].map(({ path }) => path)
        expect(new Set(paths).size).toBe(paths.length)
        expect(new Set(paths)).toEqual(new Set(ledger.trials.flatMap(({ checkpoints }) => checkpoints.map(({ path }) => path))))
        const kept = keep.reduce((sum, saved) => sum + sizeOf(saved), 0)
        expect(over).toBe(Math.max(0, kept - (rules.quota ?? Infinity)))
        const all = retention(ledger, { ...(rules.best !== undefined && { best: rules.best }) }, sizeOf).remove
        expect(remove).toEqual(all.slice(0, remove.length))
        if (over > 0) expect(remove).toHaveLength(all.length)
        // One fewer would not have been enough.
        else if (rules.quota !== undefined && remove.length > 0) expect(kept + sizeOf(remove.at(-1)!)).toBeGreaterThan(rules.quota)
      }),
    )
  })
})

const suggested = (trial: number, parent?: { readonly trial: number; readonly step: number; readonly path: string }): EventBody => ({
  kind: "trial.suggested",
  trial,
  config: { x: 0.5 },
  why: "drawn",
  by: "random/1",
  basis: 1,
  ...(parent !== undefined && { parent }),
})
const started = (trial: number, attempt = 1, resume?: number): EventBody => ({
  kind: "trial.started",
  trial,
  attempt,
  session: "me",
  ...(resume !== undefined && { resume }),
})
const saved = (trial: number, step: number, path = `/c/${trial}/step-${step}`, bytes = 10): EventBody => ({
  kind: "trial.checkpointed",
  trial,
  attempt: 1,
  step,
  path,
  bytes,
})
const reported = (trial: number, step: number, loss: number): EventBody => ({
  kind: "trial.reported",
  trial,
  attempt: 1,
  step,
  metrics: { loss },
})
const ended = (trial: number, loss: number): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt: 1,
  state: "complete",
  metrics: { loss },
})
const whole = (trial: number, loss: number): readonly EventBody[] => [
  suggested(trial),
  started(trial),
  saved(trial, 1),
  saved(trial, 2),
  saved(trial, 3),
  ended(trial, loss),
]
const pathsOf = (some: readonly { readonly path: string }[]): readonly string[] => some.map(({ path }) => path)

describe("what retention keeps", () => {
  test("of a trial that runs: the last, the one before, and the one of its best report", () => {
    const steps = [1, 2, 3, 4, 5].flatMap((step) => [reported(0, step, Math.abs(step - 2)), saved(0, step)])
    const { remove, keep } = retention(ledgerOf([study(), suggested(0), started(0), ...steps]))
    expect(pathsOf(remove)).toEqual(["/c/0/step-1", "/c/0/step-3"])
    expect(remove[0]!.why).toBe("trial 0 has saved newer ones")
    expect(keep.map(({ step, why }) => [step, why])).toEqual([
      [2, "trial 0 may be taken back to it, where it was best"],
      [4, "it is the one before the last, should that be torn"],
      [5, "trial 0 is running and would go on from it"],
    ])
  })

  test("of trials that ended: the last of the best, or of as many of the best as are wanted", () => {
    const ledger = ledgerOf([study(), ...whole(0, 0.3), ...whole(1, 0.1), ...whole(2, 0.2)])
    expect(pathsOf(retention(ledger).keep)).toEqual(["/c/1/step-3"])
    expect(pathsOf(retention(ledger, { best: 2 }).keep)).toEqual(["/c/1/step-3", "/c/2/step-3"])
    expect(retention(ledger, { best: 0 }).keep).toEqual([])
  })

  test("in a population: two of each complete member, while children may be born", () => {
    const members = [...whole(0, 0.3), ...whole(1, 0.1)]
    const of = (trials: number) => ledgerOf([study({ scheduler: { type: "pbt", population: 2 }, budget: { trials } }), ...members])
    expect(pathsOf(retention(of(3)).remove)).toEqual(["/c/0/step-1", "/c/1/step-1"])
    expect(pathsOf(retention(of(2)).keep)).toEqual(["/c/1/step-3"])
  })

  test("what a child was born with, until it has saved twice itself; a loser that ended keeps nothing else", () => {
    const parent = { trial: 0, step: 2, path: "/c/0/step-2" }
    const log = [study(), ...whole(0, 0.3), ...whole(1, 0.1), suggested(2, parent), started(2, 1, 2)]
    const keeps = (...more: readonly EventBody[]) => pathsOf(retention(ledgerOf([...log, ...more])).keep).includes(parent.path)
    expect(keeps()).toBe(true)
    expect(keeps(saved(2, 3))).toBe(true)
    expect(keeps(saved(2, 3), saved(2, 4))).toBe(false)
    expect(keeps(ended(2, 0.5))).toBe(false)
  })

  test("a path that is written over stays while its newest state is needed, and so does what lies around one", () => {
    const over = ledgerOf([study(), suggested(0), started(0), ...[1, 2, 3].map((step) => saved(0, step, "/c/0/last"))])
    expect(retention(over).remove).toEqual([])
    const nested = [saved(0, 1, "/c/0/all"), saved(0, 2, "/c/0/all/2"), saved(0, 3, "/c/0/all/3")]
    expect(retention(ledgerOf([study(), suggested(0), started(0), ...nested])).remove).toEqual([])
  })

  test("under a quota the states of what ended first go first, only as many as must, and what is left over is said", () => {
    const ledger = ledgerOf([study(), ...whole(0, 0.3), ...whole(1, 0.1), suggested(2), started(2), saved(2, 1), saved(2, 2)])
    const under = (quota: number) => retention(ledger, { quota })
    expect(pathsOf(under(80).remove)).toEqual([])
    expect(pathsOf(under(55).remove)).toEqual(["/c/0/step-1", "/c/0/step-2", "/c/0/step-3"])
    expect(under(55).keep.find(({ path }) => path === "/c/1/step-1")?.why).toBe("there is room for it")
    expect(under(5)).toMatchObject({ over: 25, keep: [{ path: "/c/1/step-3" }, { path: "/c/2/step-1" }, { path: "/c/2/step-2" }] })
  })
})

describe("what was removed", () => {
  const born = (...more: readonly EventBody[]) =>
    ledgerOf([study(), ...whole(0, 0.3), suggested(1, { trial: 0, step: 3, path: "/c/0/step-3" }), started(1, 1, 3), ...more]).trials[1]!
  const removed = (trial: number, step: number): EventBody => ({
    kind: "checkpoint.removed",
    trial,
    step,
    path: `/c/${trial}/step-${step}`,
    why: "torn",
  })

  test("leaves a child what its parent had saved before, and in the end nothing", () => {
    expect(born(removed(0, 3)).parent).toEqual({ trial: 0, step: 2, path: "/c/0/step-2" })
    expect(born(removed(0, 3), removed(0, 2), removed(0, 1)).parent).toEqual({ trial: 0, step: 1, gone: true })
  })

  test("leaves the line of a child that has saved itself as it was", () => {
    expect(born(saved(1, 4), removed(0, 3)).parent).toEqual({ trial: 0, step: 3, gone: true })
  })

  test("leaves a trial emptied until it saves again", () => {
    expect(born(saved(1, 4), removed(1, 4))).toMatchObject({ checkpoints: [], emptied: true })
    expect(born(saved(1, 4), removed(1, 4), saved(1, 5))).not.toHaveProperty("emptied")
  })
})
