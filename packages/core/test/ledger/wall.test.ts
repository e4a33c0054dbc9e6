import { describe, expect, it } from "vitest"
import { wallSpent } from "../../src/ledger/wall.ts"
import { closed, given, opened, reported, started, study, suggested } from "./given.ts"

const nobody = () => false

// Each event stands a second after the one before; the creation at 1 s.
describe("the time a study was open", () => {
  it("is that from each opening to its closing, and nothing between", () =>
    given(study(), opened("a"), closed("a"), suggested(0), opened("b"), suggested(1), closed("b")).then((ledger) =>
      expect(wallSpent(ledger, 99_000, nobody)).toBe(1000 + 2000),
    ))

  it("counts once where sessions overlap, one inside another too", () => {
    given(study(), opened("a"), opened("b"), closed("a"), suggested(0), closed("b")).then((ledger) =>
      expect(wallSpent(ledger, 99_000, nobody)).toBe(4000),
    )
    given(study(), opened("a"), opened("b"), closed("b"), suggested(0), closed("a")).then((ledger) =>
      expect(wallSpent(ledger, 99_000, nobody)).toBe(4000),
    )
  })

  it("of a session that was killed goes to its last event, also when another closed it later", () => {
    const killed = given(study(), opened("a"), suggested(0), started(0, 1, { session: "a" }), reported(0, { step: 1, loss: 1 }))
    killed.then((ledger) => expect(wallSpent(ledger, 99_000, nobody)).toBe(3000))
    killed.when(suggested(1), suggested(2), closed("a", true)).then((ledger) => expect(wallSpent(ledger, 99_000, nobody)).toBe(3000))
  })

  it("of a session that is open goes to now", () =>
    given(study(), opened("a")).then((ledger) => expect(wallSpent(ledger, 99_000, (s) => s === "a")).toBe(97_000)))

  it("is not changed by a second closing", () =>
    given(study(), opened("a"), closed("a"), suggested(0), closed("a")).then((ledger) =>
      expect(wallSpent(ledger, 99_000, nobody)).toBe(1000),
    ))

  it("is nothing before the first session", () => given(study()).then((ledger) => expect(wallSpent(ledger, 99_000, nobody)).toBe(0)))
})
