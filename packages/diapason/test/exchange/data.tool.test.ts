import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { bigStudy } from "@diapason/testkit"
import { formFor } from "../../src/exchange/forms/export-form.ts"
import { exportForms } from "../../src/exchange/forms/exports.ts"
import { prepare, shell, type Prepared } from "../cli/every/prepared.ts"

const python = process.env["DIAPASON_TOOLS_PYTHON"]
const docs = readFileSync(new URL("../../../../docs/data.md", import.meta.url), "utf8")

/** DuckDB fetches its extension for SQLite from the network; where a package has brought it, it is loaded from there. */
const attach = `
import glob, os, sysconfig
import duckdb
brought = glob.glob(os.path.join(sysconfig.get_paths()["purelib"], "duckdb_extension_sqlite_scanner", "extensions", "*", "*.duckdb_extension"))
if brought:
    duckdb.sql(f"LOAD '{brought[0]}'")
`

let prepared: Prepared
let cwd: string
beforeAll(() => {
  prepared = prepare()
  cwd = prepared.template
  for (const to of ["out/", "out.sqlite", "t.csv", "t.ndjson"]) expect(shell(`diapason export --to ${to}`, cwd).code).toBe(0)
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

const run = (code: string, folder = cwd): string => {
  writeFileSync(join(folder, "snippet.py"), code)
  const { status, stdout, stderr } = spawnSync(python!, ["snippet.py"], { cwd: folder, encoding: "utf8" })
  if (status !== 0) throw new Error(`${code}\n${stderr}`)
  return stdout
}

test.skipIf(python === undefined)("the snippets of docs/data.md run as they stand", () => {
  const snippets = [...docs.matchAll(/```python\n([^]*?)```/g)].map(([, code]) => run(code!))
  expect(snippets).toHaveLength(3)
  expect(snippets[0]).toContain("(3, 20)")
  expect(snippets[1]).toContain("complete    20")
  for (const bs of ["16", "32", "64"]) expect(snippets[2]).toMatch(new RegExp(`│ ${bs} `))
  const [, sql] = /```sql\n([^]*?)```/.exec(docs)!
  const told = run(
    `${attach}\nif brought:\n    for one in """${sql}""".split(";")[:-1]:\n        print(duckdb.sql(one))\nelse:\n    print("no extension")`,
  )
  expect(told).toMatch(/complete │ +20 │|complete +│ +20|no extension/)
})

test.skipIf(python === undefined)("pandas and DuckDB read the same numbers from every form, equal to what --json says", () => {
  const { trials } = JSON.parse(shell("diapason trials --json", cwd).out) as { trials: { trial: number; values: { val_loss: number } }[] }
  const told = run(`${attach}
import json, sqlite3
import pandas as pd
frames = [pd.read_parquet("out/wide.parquet"), pd.read_csv("t.csv", float_precision="round_trip"), pd.read_json("t.ndjson", lines=True, precise_float=True)]
frames.append(pd.read_sql("SELECT * FROM wide", sqlite3.connect("out.sqlite")))
frames += [duckdb.sql(f"SELECT * FROM '{name}'").df() for name in ("out/wide.parquet", "t.csv", "t.ndjson")]
if brought:
    duckdb.sql("ATTACH 'out.sqlite' AS study (TYPE sqlite)")
    frames.append(duckdb.sql("SELECT * FROM study.wide").df())
    assert str(duckdb.sql("SELECT started_at FROM study.trials").types[0]) == "TIMESTAMP"
assert str(duckdb.sql("SELECT started_at FROM 'out/trials.parquet'").types[0]).startswith("TIMESTAMP")
print(json.dumps([frame.sort_values("trial").val_loss.tolist() for frame in frames]))
`)
  const read = JSON.parse(told) as number[][]
  expect(read.length).toBeGreaterThanOrEqual(7)
  const own = [...trials].sort((a, b) => a.trial - b.trial).map(({ values }) => values.val_loss)
  for (const one of read) expect(one).toEqual(own)
})

test.skipIf(python === undefined)("10 000 trials with a million numbers on the way go out in seconds, and come in whole", async () => {
  const folder = mkdtempSync(join(tmpdir(), "diapason-data-"))
  const big = bigStudy({ trials: 10_000, points: 500_000, parameters: 8 })
  const [ledger, store] = [big.ledger(), big.store({ now: () => 0 })]
  const began = process.cpuUsage()
  const seconds: Record<string, number> = {}
  for (const name of ["all.sqlite", "all/", "all.csv", "all.ndjson", "all.reports.csv"]) {
    const from = performance.now()
    const { form } = formFor(name, exportForms)!
    await form.write(join(folder, name), { study: big.name, store, name: undefined, ledger: () => Promise.resolve(ledger) })
    seconds[name] = Number(((performance.now() - from) / 1000).toFixed(2))
  }
  process.stdout.write(`data out, 10 000 trials: ${JSON.stringify(seconds)}\n`)
  // Of the processor, so that what else the machine does is not counted.
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1e6).toBeLessThan(45)
  const counts = run(
    `
import sqlite3, duckdb
db = sqlite3.connect("all.sqlite")
for table in ("trials", "parameters", "metrics", "reports", "attempts", "wide"):
    there = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    here = duckdb.sql(f"SELECT count(*) FROM 'all/{table}.parquet'").fetchone()[0]
    assert there == here > 0, (table, there, here)
    print(table, here)
`,
    folder,
  )
  expect(counts).toContain("trials 10000")
  rmSync(folder, { recursive: true, force: true })
})
