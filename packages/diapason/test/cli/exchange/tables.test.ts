import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { foreignSqlite } from "@diapason/stores"
import { prepare, shell, type Prepared } from "../every/prepared.ts"

let prepared: Prepared
let cwd: string
beforeAll(() => {
  prepared = prepare()
  cwd = prepared.template
  // A second attempt, a failure, values that JSON has no numbers for, truth, mixed choices, names that differ by case.
  const space = {
    LR: { type: "float", low: 0, high: 1 },
    on: { type: "choice", values: [true, false] },
    mix: { type: "choice", values: [null, 1, "one", true] },
  }
  const init = { op: "init", name: "odd", space, objectives: [{ metric: "lr", direction: "minimize" }], sampler: "random" }
  const lines = [
    { ...init, store: "sqlite:.diapason/diapason.db" },
    { op: "ask" },
    { op: "report", trial: 0, step: 1, metrics: { lr: "inf" } },
    { op: "tell", trial: 0, metrics: { lr: 0.5 } },
    { op: "ask" },
    { op: "report", trial: 1, step: 1, metrics: { lr: "nan" } },
    { op: "fail", trial: 1, kind: "crash", message: 'it said "no",\nand left' },
  ]
  writeFileSync(join(cwd, "lines"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
  const { out } = shell("diapason stdio < lines", cwd)
  expect(out).not.toContain('"error"')
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

const exported = (study: string, to: string): string => {
  const { code, err } = shell(`diapason export ${study} --to ${to}`, cwd)
  expect({ to, code, err }).toMatchObject({ code: 0 })
  return join(cwd, to)
}

describe("tables of a study", () => {
  test("JSON lines are one object a trial, with words for what JSON lacks", () => {
    const rows = readFileSync(exported("odd", "odd.ndjson"), "utf8").trimEnd().split("\n")
    const read = rows.map((row) => JSON.parse(row) as Record<string, unknown>)
    expect(read).toMatchObject([
      { trial: 0, state: "complete", lr: 0.5 },
      { trial: 1, state: "failed", lr: "nan", failure: "crash" },
    ])
    expect(Object.keys(read[0]!)).toEqual(Object.keys(read[1]!))
  })

  test("one table by its name, as CSV and as JSON lines", () => {
    const reports = readFileSync(exported("odd", "odd.reports.csv"), "utf8")
    expect(reports).toBe("trial,step,metric,value\n0,1,lr,Infinity\n1,1,lr,NaN\n")
    const attempts = readFileSync(exported("odd", "odd.attempts.csv"), "utf8")
    expect(attempts).toContain('"it said ""no"",\nand left"')
    const [first] = readFileSync(exported("odd", "odd.study.ndjson"), "utf8").split("\n")
    expect(JSON.parse(first!)).toMatchObject({ schema_version: 1, name: "odd", trials: 2, definition: { name: "odd" } })
  })

  test("SQLite has them all, with types, keys and a version; what SQL cannot tell apart has other names", async () => {
    const file = await foreignSqlite(exported("odd", "odd.sqlite"))
    const column = async (sql: string): Promise<readonly unknown[]> => (await file.rows(sql)).map((row) => Object.values(row)[0])
    expect(await file.rows("PRAGMA user_version")).toEqual([{ user_version: 1 }])
    const names = await column("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    expect(names.join(" ")).toBe("attempts metrics notes objectives parameters reports study trials wide")
    expect(await column("SELECT value FROM reports ORDER BY trial")).toEqual([Infinity, null])
    expect(await file.rows('SELECT lr, LR_2 > 0 AS was, typeof("on") AS truth FROM wide')).toMatchObject([
      { lr: 0.5, was: 1, truth: "integer" },
      { lr: null, was: 1, truth: "integer" },
    ])
    expect((await column("SELECT started_at FROM trials"))[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/)
    // Mixed choices keep their types.
    for (const { value, number } of await file.rows("SELECT value, number FROM parameters WHERE name = 'mix'")) {
      const one = JSON.parse(String(value)) as unknown
      expect([null, 1, "one", true]).toContain(one)
      expect(number).toBe(one === 1 || one === true ? 1 : null)
    }
    await file.close()
    // Again: an export is replaced.
    exported("odd", "odd.sqlite")
  })

  test("a folder has each as Parquet, which another program reads", async () => {
    const folder = exported("train-3f9a", "out/")
    const read = async (table: string): Promise<Record<string, unknown>[]> =>
      parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${table}.parquet`)) })
    expect(await read("reports")).toHaveLength(20 * 3)
    expect(await read("notes")).toEqual([])
    const trials = await read("trials")
    expect(trials.map(({ trial }) => trial)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(trials[0]!["started_at"]).toBeInstanceOf(Date)
  })

  test("a file that no export wrote is left alone, and a form that is not known names those that are", () => {
    const before = readFileSync(join(cwd, ".diapason/diapason.db"))
    const store = shell("diapason export odd --to .diapason/diapason.db", cwd)
    expect(store.err).toContain("D140")
    writeFileSync(join(cwd, "mine.sqlite"), "my own file")
    const { code, err } = shell("diapason export odd --to mine.sqlite", cwd)
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("D480") as string })
    expect(readFileSync(join(cwd, "mine.sqlite"), "utf8")).toBe("my own file")
    expect(readFileSync(join(cwd, ".diapason/diapason.db")).equals(before)).toBe(true)
    expect(shell("diapason export odd --to no/such/folder/t.sqlite", cwd).code).not.toBe(0)
  })
})
