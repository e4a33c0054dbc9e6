import { createLedger, fold, type EventBody } from "@diapason/core"
import { stamped, study } from "@diapason/testkit"
import { boardFrom, groupsBeside, groupsNamed, progressOf, type Board } from "@diapason/views"
import { expect, test } from "vitest"
import { compared, type Compared } from "../../src/compare/compared.ts"
import { costText } from "../../src/compare/cost-text.ts"
import { grouped, sortedIn } from "../../src/compare/grouped.ts"

/** A study of four trials with these losses. */
function logOf(name: string, sampler: string, losses: readonly number[]) {
  const bodies: EventBody[] = [study({ name, sampler: { type: sampler } } as never)]
  losses.forEach((loss, trial) => bodies.push({ kind: "trial.added", trial, config: { x: 0.5 }, state: "complete", metrics: { loss } }))
  return stamped(bodies)
}

const logs = [
  logOf("tpe-1", "tpe", [5, 3, 2, 1]),
  logOf("random-1", "random", [5, 4, 4, 3]),
  logOf("tpe-2", "tpe", [6, 3, 2, 2]),
  logOf("random-2", "random", [6, 6, 5, 4]),
]
const boards: readonly Board[] = logs.map((log) => boardFrom(log))
const all = compared(boards) as Compared
const ledgers = logs.map(([first, ...rest]) => rest.reduce(fold, createLedger(first!)))

test("what an address says of groups", () => {
  expect(sortedIn(undefined)).toBeUndefined()
  expect(sortedIn(" , ")).toBeUndefined()
  expect(sortedIn("sampler")).toEqual({ by: "sampler" })
  expect(sortedIn("tpe-*, random-*")).toEqual({ patterns: ["tpe-*", "random-*"] })
  expect(sortedIn("sampler,tpe-*")).toEqual({ patterns: ["sampler", "tpe-*"] })
})

test("groups of boards are the groups that the command line makes of ledgers", () => {
  const names = ledgers.map(({ definition }) => definition.name)
  const studyOf = (name: string) => ({ ledger: ledgers[names.indexOf(name)]!, progress: progressOf(ledgers[names.indexOf(name)]!) })
  const terms = { by: "trials", direction: "minimize", target: 2 } as const
  const told = grouped(all, boards, { patterns: ["tpe-*", "random-*"] }, terms)
  expect(told).toEqual(groupsBeside(groupsNamed(["tpe-*", "random-*"], names), studyOf, terms))
  expect(told).toMatchObject({
    groups: [{ group: "tpe-*", at: [5.5, 3, 1.5] }, { group: "random-*" }],
    pairings: [{ won: 2, lost: 0, by: "name" }],
  })
  expect(grouped(all, boards, { by: "sampler" }, terms)).toMatchObject({ groups: [{ group: "tpe" }, { group: "random" }] })
})

test("no two sides are refused in the words of the command line", () => {
  const terms = { by: "trials", target: undefined } as const
  expect(grouped(all, boards, { by: "scheduler" }, terms)).toMatchObject({ refused: { code: "D189" } })
  expect(grouped(all, boards, { patterns: ["tpe-*", "*-1"] }, terms)).toMatchObject({ refused: { code: "D189" } })
})

test("a budget is said in its unit", () => {
  expect([costText("trials", 1), costText("trials", 7.64), costText("time", 90_000)]).toEqual(["1 trial", "7.6 trials", "1 min 30 s"])
})
