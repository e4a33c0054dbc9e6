import { appendFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { DiapasonError } from "@diapason/core"
import { foreignSqlite, openStore } from "@diapason/stores"
import { describe, expect, test } from "vitest"
import { importOptuna } from "../../../src/exchange/optuna/index.ts"
import { readOptuna } from "../../../src/exchange/optuna/read-source.ts"
import { studyNames } from "../../../src/exchange/optuna/study-names.ts"
import { writeJournal } from "../../../src/exchange/optuna/write-journal.ts"
import { writeSqlite } from "../../../src/exchange/optuna/write-sqlite.ts"
import { changed, database, fixture, float, fresh, studyOf } from "./given.ts"

/** The code and the first sentence of what was refused. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing was refused",
    (error: unknown) => {
      if (!(error instanceof DiapasonError)) throw error
      return error.message
    },
  )

const lines = readFileSync(fixture("optuna-4.5.journal"), "utf8").trimEnd().split("\n")
const journal = (text: string): string => {
  const path = fresh(".journal")
  writeFileSync(path, text)
  return path
}
const study = studyOf([{ params: { x: float(0, 1, 0.5) } }], { name: "old" })

describe("databases", () => {
  test("that are missing, empty, a folder, or something else", async () => {
    expect(await refusal(readOptuna("nowhere.db", "old"))).toContain(
      "D356  nowhere.db cannot be read as a study of Optuna: there is no such file",
    )
    expect(await refusal(readOptuna(journal(""), "old"))).toContain("it is empty")
    expect(await refusal(readOptuna(journal("PK\u0003\u0004 something"), "old"))).toContain(
      "it is neither an SQLite database nor a journal",
    )
    const dir = fresh("")
    mkdirSync(dir)
    expect(await refusal(readOptuna(dir, "old"))).toContain("it is a folder")
    const other = fresh(".db")
    await changed(other, ["CREATE TABLE t (x)"])
    expect(await refusal(readOptuna(other, "old"))).toContain("there are no tables of Optuna in it")
  })

  test("that were cut, or have other bytes in their middle", async () => {
    const cut = await database("4.5")
    truncateSync(cut, 40_000)
    expect(await refusal(readOptuna(cut, "old"))).toMatch(/^D356 .*malformed/)
    const spoiled = await database("4.5")
    const bytes = readFileSync(spoiled)
    writeFileSync(spoiled, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)]))
    expect(await refusal(readOptuna(spoiled, "old"))).toMatch(/^D356/)
  })

  test("with a state, a distribution or an attribute that cannot be read", async () => {
    for (const [spoil, words] of [
      ["UPDATE trials SET state = 'ASLEEP' WHERE trial_id = 2", "a trial of it is ASLEEP, which is no state"],
      ['UPDATE trial_params SET distribution_json = \'{"name": "Fl\' WHERE param_id = 1', "it ends in the middle"],
      ["UPDATE trial_user_attributes SET value_json = 'hello' WHERE trial_id = 1", "hello is no number"],
    ] as const) {
      const path = await database("4.5")
      await changed(path, [spoil])
      const store = await openStore("memory:")
      const said = await refusal(importOptuna(path, store, { wanted: "old" }))
      expect(said).toContain(`D356  ${path} cannot be read`)
      expect(said).toContain(words)
      for await (const header of store.studies()) expect(header).toBeUndefined()
      await store.close()
    }
  })

  test("that another program has locked are waited for, and named", async () => {
    const path = await database("4.5")
    const holder = await foreignSqlite(path)
    // In this mode it keeps the file to itself after its first write, until that is taken back.
    await holder.rows("PRAGMA locking_mode = EXCLUSIVE")
    await holder.change((many) => many("UPDATE studies SET study_name = study_name", [[]]))
    const asked = await foreignSqlite(path, { wait: 60 })
    expect(await refusal(asked.rows("SELECT 1 FROM trials"))).toMatch(/^D401 .*locked by another program for 0\.06 s/)
    const later = readOptuna(path, "old")
    await holder.rows("PRAGMA locking_mode = NORMAL")
    await holder.rows("SELECT 1 FROM studies")
    await holder.close()
    expect((await later).study.trials).toHaveLength(9)
    expect(await asked.rows("SELECT COUNT(*) AS n FROM studies")).toEqual([{ n: 2 }])
    await asked.close()
  })

  test("of a newer Optuna are not guessed at", async () => {
    const newer = await database("4.5")
    await changed(newer, ["UPDATE alembic_version SET version_num = 'v9.1.0.a'", "UPDATE version_info SET library_version = '9.1.0'"])
    expect(await refusal(readOptuna(newer, "old"))).toBe(
      `D354  ${newer} was written by Optuna 9.1.0, in the schema v9.1.0.a; known are those up to v3.2.0.a (12).`,
    )
  })

  test("with several studies need a name, and name theirs", async () => {
    const path = await database("4.5")
    expect(await refusal(readOptuna(path, undefined))).toContain("it holds 2 studies: old, both")
    expect(await refusal(readOptuna(path, "new"))).toContain("it holds no study named new; it holds 2 studies: old, both")
  })
})

describe("journals", () => {
  test("that end in the middle of a line are read up to there, and it is said", async () => {
    const whole = await readOptuna(journal(`${lines.join("\n")}\n`), "old")
    expect(whole.skipped).toEqual([])
    const { study, skipped } = await readOptuna(journal(`${lines.join("\n")}\n{"op_code": 4, "work`), "old")
    expect(study).toEqual(whole.study)
    expect(skipped).toEqual([`the last line (${lines.length + 1}), which does not end: a program was still writing it, or was killed then`])
  })

  test.for([
    ["cut", (line: string) => line.slice(0, 30), "it ends in the middle"],
    ["no JSON", () => "hello", "it is no object"],
    ["of the wrong shape", () => '{"op_code": 5, "trial_id": 0}', "it says no param_name"],
    ["without its code", () => '{"trial_id": 0}', "it says no op_code"],
    ["with something behind it", (line: string) => `${line} x`, "it is no JSON at character"],
  ] as const)("with a line in the middle that is %s are refused with its number", async ([, spoil, words]) => {
    const text = lines.map((line, i) => (i === 6 ? spoil(line) : line)).join("\n")
    const path = journal(`${text}\n`)
    const said = await refusal(readOptuna(path, "old"))
    expect(said).toContain(`D355  ${path}, line 7: `)
    expect(said).toContain(words)
  })

  test("with operations that nobody knows yet are read without them, and it is said", async () => {
    const { skipped } = await readOptuna(
      journal(`${lines.join("\n")}\n{"op_code": 11, "x": {"y": NaN}}\n{"op_code": 11}\n{"op_code": 10}\n`),
      "old",
    )
    expect(skipped).toEqual(["2 lines of the operation 11, which is not known", "1 line of the operation 10, which is not known"])
  })

  test("with bare NaN and infinities, deleted studies, and words to trials that have ended", async () => {
    const text = [
      '{"op_code": 0, "study_name": "gone", "directions": [1]}',
      '{"op_code": 4, "study_id": 0, "datetime_start": null}',
      '{"op_code": 1, "study_id": 0}',
      '{"op_code": 0, "study_name": "here", "directions": [2]}',
      '{"op_code": 4, "study_id": 1, "datetime_start": "2026-01-01T01:00:00.5+01:00"}',
      '{"op_code": 7, "trial_id": 1, "step": 2, "intermediate_value": -Infinity}',
      '{"op_code": 7, "trial_id": 1, "step": 1, "intermediate_value": NaN}',
      '{"op_code": 8, "trial_id": 1, "user_attr": {"a \\"}": [NaN, {"b": Infinity}]}}',
      '{"op_code": 6, "trial_id": 1, "state": 1, "values": [Infinity], "datetime_complete": "2026-01-01T00:00:01+00:00"}',
      '{"op_code": 8, "trial_id": 1, "user_attr": {"late": 1}}',
      '{"op_code": 8, "trial_id": 77, "user_attr": {"nobody": 1}}',
    ]
    const { study } = await readOptuna(journal(`${text.join("\n")}\n`), undefined)
    expect(study).toEqual({
      name: "here",
      directions: ["MAXIMIZE"],
      user: {},
      system: {},
      trials: [
        {
          number: 0,
          state: "COMPLETE",
          start: "2026-01-01T00:00:00.500000",
          complete: "2026-01-01T00:00:01.000000",
          values: [Infinity],
          params: {},
          reports: [
            [1, NaN],
            [2, -Infinity],
          ],
          user: { 'a "}': '[NaN, {"b": Infinity}]' },
          system: {},
        },
      ],
    })
  })
})

describe("an export", () => {
  test("adds to what is there, and writes over nothing", async () => {
    const db = await database("5.0")
    await writeSqlite(db, study)
    expect(await refusal(writeSqlite(db, study))).toContain(`D357  ${db} has a study named old already (it holds s1, mo, old)`)
    expect((await readOptuna(db, "old")).study).toEqual(study)
    expect((await readOptuna(db, "s1")).study.trials).toHaveLength(51)
    const path = journal(`${lines.join("\n")}\n`)
    expect(await refusal(writeJournal(path, study))).toContain("D357")
    await writeJournal(path, { ...study, name: "new" })
    expect((await readOptuna(path, "new")).study).toEqual({ ...study, name: "new" })
    expect((await readOptuna(path, "old")).study.trials).toHaveLength(9)
  })

  test("is refused by an older schema, a line that does not end, and a lock that somebody holds", async () => {
    const older = await database("2.10")
    expect(await refusal(writeSqlite(older, { ...study, name: "new" }))).toContain(
      `D358  Nothing can be added to ${older}: its schema is v2.6.0.a`,
    )
    const path = journal(`${lines.join("\n")}\n`)
    symlinkSync(path, `${path}.lock`)
    expect(await refusal(writeJournal(path, { ...study, name: "new" }, 30))).toContain(`another program holds its lock, ${path}.lock`)
    const half = journal(`${lines.join("\n")}\n`)
    appendFileSync(half, '{"op')
    expect(await refusal(writeJournal(half, { ...study, name: "new" }))).toContain("its last line does not end")
    expect(readFileSync(half, "utf8").endsWith('{"op')).toBe(true)
  })

  test("that fails in the middle leaves the file as it was", async () => {
    const db = await database("5.0")
    const twice = { ...study.trials[0]!, user: { a: "1" } }
    const broken = { ...study, directions: ["MINIMIZE", null as never], trials: [twice] } as typeof study
    expect(await refusal(writeSqlite(db, broken))).toMatch(/^D356/)
    const file = await foreignSqlite(db)
    expect((await studyNames(file)).map(({ name }) => name)).toEqual(["s1", "mo"])
    await file.close()
  })
})
