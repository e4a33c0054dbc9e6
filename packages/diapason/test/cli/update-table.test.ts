import { expect, test } from "vitest"
import type { TrialUpdate } from "@diapason/core"
import { updateTable } from "../../src/cli/text/update-table.ts"

const update: TrialUpdate = { rev: 1, step: 3, config: { lr: 0.5 }, apply: "next-step", why: "it stands", by: "rule", state: "sent" }

test("no updates are no table", () => {
  expect(updateTable([])).toEqual([])
})

test.each([
  [{ state: "sent" }, "not answered yet  it stands"],
  [{ state: "applied", appliedAt: 5 }, "applied at 5  it stands"],
  [{ state: "applied" }, "applied at 3  it stands"],
  [{ state: "applied", apply: "restart" }, "started again  it stands"],
  [{ state: "applied", apply: "restart", from: 2, appliedAt: 2 }, "back to step 2  it stands"],
  [{ state: "unanswered" }, "unanswered  it stands"],
  [{ state: "refused", refusal: "no optimiser" }, "refused  it stands; refused: no optimiser"],
  [{ state: "refused" }, "refused  it stands; refused: no reason was given"],
] as const)("an update that is %j reads %s", (changes, words) => {
  expect(updateTable([{ ...update, ...changes }])[1]).toBe(`       1     3  lr 0.5  ${words}`)
})

test("all values of an update are named, and updates stand below one another", () => {
  const rows = updateTable([update, { ...update, rev: 2, step: 10, config: { batch: 16, act: "relu" } }])
  expect(rows.map((row) => row.slice(0, 34))).toEqual([
    "  update  step  values            ",
    "       1     3  lr 0.5            ",
    "       2    10  batch 16, act relu",
  ])
})
