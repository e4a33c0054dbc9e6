import { describe, expect, test } from "vitest"
import { readOptuna } from "../../../src/exchange/optuna/read-source.ts"
import { writeJournal } from "../../../src/exchange/optuna/write-journal.ts"
import { writeSqlite } from "../../../src/exchange/optuna/write-sqlite.ts"
import { database, fixture, fresh, thereAndBack } from "./given.ts"

const databases = ["0.9", "0.10", "0.19", "1.2", "1.5", "2.4", "2.10", "3.0", "3.6", "4.5"]
const journals = ["3.6", "4.5"]

/** The first trials of the script that made the files: the same draws whatever the version. */
const old = {
  states: ["COMPLETE", "COMPLETE", "COMPLETE", "FAIL", "PRUNED", "COMPLETE", "COMPLETE", "COMPLETE"],
  steps: [0, 1, 2],
  who: '{"name":"me","at":[1,2.0]}',
}

describe("a study of each version", () => {
  test.for([...databases.map((version) => [version, "db"]), ...journals.map((version) => [version, "journal"])])(
    "%s, %s, is read whole, and comes back equal through either kind of file",
    async ([version, kind]) => {
      const source = kind === "db" ? await database(version!) : fixture(`optuna-${version!}.journal`)
      const { study, skipped } = await readOptuna(source, "old")
      expect(skipped).toEqual([])
      expect(study).toMatchObject({ name: "old", user: { owner: '"me"' }, system: {} })
      const ended = study.trials.slice(0, 8)
      expect(ended.map(({ state }) => state)).toEqual(old.states)
      for (const trial of ended) {
        expect(trial.reports.map(([step]) => step)).toEqual(old.steps)
        expect(trial.user["who"]!.replace(/\s/g, "")).toBe(old.who)
        expect(trial.start).toMatch(/^2026-11-(29|30)T\d\d:\d\d:\d\d\.\d{6}$/)
        expect(Object.keys(trial.params).filter((name) => name !== "momentum")).toEqual(["lr", "depth", "drop", "opt"])
        if (trial.state === "COMPLETE") expect(trial.values).toHaveLength(1)
        // Before 1.0 a failed trial kept its last report as its value.
        if (trial.state === "FAIL" && !version!.startsWith("0.")) expect(trial.values).toBeUndefined()
      }
      expect(study.trials[2]!.reports[1]![1]).toEqual(["2.4", "2.10"].includes(version!) ? study.trials[2]!.reports[0]![1] + 1 : NaN)
      const waits = !["0.9", "0.10", "0.19"].includes(version!)
      expect(study.trials.slice(8).map(({ state, system }) => [state, system["fixed_params"]!.replace(/\s/g, "")])).toEqual(
        waits ? [["WAITING", '{"lr":0.001,"depth":3,"drop":0.1,"opt":"adam"}']] : [],
      )
      const { back } = await thereAndBack(study)
      expect(back).toEqual(study)
      const [db, journal] = [fresh(".db"), fresh(".journal")]
      await writeSqlite(db, back)
      await writeJournal(journal, back)
      expect((await readOptuna(db, "old")).study).toEqual(study)
      expect((await readOptuna(journal, "old")).study).toEqual(study)
    },
  )

  test("with several objectives", async () => {
    const { study } = await readOptuna(await database("2.4"), "both")
    expect(study.directions).toEqual(["MINIMIZE", "MAXIMIZE"])
    expect(study.trials.map(({ values }) => values!.length)).toEqual([2, 2, 2])
    expect((await thereAndBack(study)).back).toEqual(study)
  })

  test.for(["db", "journal"])("5.0, with pruned, failed, running, infinite and constrained trials, as %s", async (kind) => {
    for (const name of ["s1", "mo"]) {
      const { study } = await readOptuna(kind === "db" ? await database("5.0") : fixture("optuna-5.0.journal"), name)
      const { back } = await thereAndBack(study)
      expect(back).toEqual(study)
      if (name === "mo") continue
      expect(study.trials).toHaveLength(51)
      expect(study.trials.at(-1)!.state).toBe("RUNNING")
      expect(study.trials[7]!.reports[1]![1]).toBeNaN()
      expect(study.trials[8]!.reports[1]![1]).toBe(Infinity)
      expect(study.trials[9]!.reports[1]![1]).toBe(-Infinity)
    }
  })
})
