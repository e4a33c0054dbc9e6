import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parseCsv } from "../../../src/exchange/parse-csv.ts"
import { copyOf, prepare, shell, type Prepared } from "../every/prepared.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

const json = (line: string, cwd: string): unknown => JSON.parse(shell(line, cwd).out)
const linesOf = (path: string): readonly string[] => readFileSync(path, "utf8").trimEnd().split("\n")

describe("a log as JSON lines", () => {
  test("is the same in another store: every event, every hash, the head; and it replays there", () => {
    const cwd = copyOf(prepared)
    const there = "--store sqlite:other.db"
    expect(shell("diapason export --to a.jsonl", cwd)).toMatchObject({ code: 0, out: "" })
    expect(shell(`diapason import a.jsonl ${there}`, cwd).code).toBe(0)
    shell(`diapason export ${there} --to b.jsonl`, cwd)
    expect(readFileSync(join(cwd, "b.jsonl"), "utf8")).toBe(readFileSync(join(cwd, "a.jsonl"), "utf8"))
    expect(json(`diapason replay ${there} --json`, cwd)).toEqual(json("diapason replay --json", cwd))
  })

  test("is refused where the name is taken, and taken in under another", () => {
    const cwd = copyOf(prepared)
    shell("diapason export --to a.jsonl", cwd)
    const again = shell("diapason import a.jsonl", cwd)
    expect(again.code).toBe(2)
    expect(again.err).toContain("D350")
    expect(shell("diapason import a.jsonl --name copy", cwd).code).toBe(0)
    const { best } = json("diapason best copy --json", cwd) as { best: unknown }
    expect(best).toEqual((json("diapason best train-3f9a --json", cwd) as { best: unknown }).best)
    expect(json("diapason replay copy --json", cwd)).toMatchObject({ same: true })
  })

  test("goes on where an import was broken off", () => {
    const cwd = copyOf(prepared)
    const there = "--store sqlite:other.db"
    shell("diapason export --to a.jsonl", cwd)
    const [, ...events] = linesOf(join(cwd, "a.jsonl"))
    const half = events.slice(0, 20)
    const { hash } = JSON.parse(half.at(-1)!) as { hash: string }
    const head = JSON.stringify({ bundle: "diapason.log/1", study: "train-3f9a", events: 20, head: hash })
    writeFileSync(join(cwd, "half.jsonl"), [head, ...half, ""].join("\n"))
    expect(shell(`diapason import half.jsonl ${there}`, cwd).code).toBe(0)
    expect(shell(`diapason import a.jsonl ${there}`, cwd).code).toBe(0)
    expect(json(`diapason replay ${there} --json`, cwd)).toEqual(json("diapason replay --json", cwd))
  })

  test.for([
    ["a changed number", (lines: string[]) => lines.map((line, i) => (i === 12 ? line.replace(/"at":1/, '"at":2') : line)), /position 12/],
    ["a line that is missing", (lines: string[]) => lines.filter((_, i) => i !== 9), /position 9/],
    ["an end that is missing", (lines: string[]) => lines.slice(0, -4), /events were exported/],
    ["a last line that was cut", (lines: string[]) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 40)], /no JSON/],
  ] as const)("with %s is refused, and nothing is written", ([, spoil, words]) => {
    const cwd = copyOf(prepared)
    shell("diapason export --to a.jsonl", cwd)
    writeFileSync(join(cwd, "a.jsonl"), `${spoil([...linesOf(join(cwd, "a.jsonl"))]).join("\n")}\n`)
    const { code, err } = shell("diapason import a.jsonl --store sqlite:other.db", cwd)
    expect(code).toBe(2)
    expect(err).toContain("D351")
    expect(err).toMatch(words)
    expect(existsSync(join(cwd, "other.db"))).toBe(false)
  })
})

describe("tables", () => {
  test("Parquet holds what --json says of each trial, read back by another program", async () => {
    const cwd = copyOf(prepared)
    expect(shell("diapason export --to t.parquet", cwd).code).toBe(0)
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(cwd, "t.parquet")) })
    const { trials } = json("diapason trials --json", cwd) as { trials: { trial: number; state: string; config: object; values: object }[] }
    expect(rows).toHaveLength(20)
    for (const [i, { trial, state, config, values }] of trials.entries())
      expect(rows[i]).toMatchObject({ trial, state, steps: 3, failure: null, ...config, ...values })
  })

  test("CSV goes out and comes in again: the same configurations and values, in a study of the same space", () => {
    const cwd = copyOf(prepared)
    shell("diapason export --to t.csv", cwd)
    const study = "--name again -p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss"
    const { code, out, err } = shell(`diapason import t.csv ${study}`, cwd)
    expect({ code, out }).toEqual({ code: 0, out: "  again: 20 complete\n" })
    expect(err).toContain("lost  columns that no parameter or objective is named as: steps, attempts, seconds, by")
    const of = (name: string): unknown =>
      (json(`diapason trials ${name} --json`, cwd) as { trials: { config: object; values: object }[] }).trials.map(
        ({ config, values }) => ({
          config,
          values,
        }),
      )
    expect(of("again")).toEqual(of("train-3f9a"))
    // With the study there its name is enough.
    expect(shell("diapason import t.csv --name again", cwd).out).toBe("  again: 20 complete\n")
  })

  test("a table that does not fit is refused with its row and column", () => {
    const cwd = copyOf(prepared)
    writeFileSync(join(cwd, "t.csv"), "lr,loss\n0.01,1\nfast,2\n")
    const study = "--name t -p lr=1e-5..1e-1:log --minimize"
    expect(shell(`diapason import t.csv ${study} loss`, cwd).err).toMatch(/D351 {2}t\.csv, line 3: fast is no value of lr/)
    expect(shell(`diapason import t.csv ${study} acc`, cwd).err).toMatch(/there is no column acc; it has lr, loss/)
    expect(shell("diapason ls --names", cwd).out).toBe("train-3f9a\n")
  })

  test("quotes, line ends within them and a byte-order mark are read as they are meant", () => {
    expect(parseCsv('\uFEFFa,"b ""c"""\r\n"1,\n2",\n\n3,4')).toEqual([
      ["a", 'b "c"'],
      ["1,\n2", ""],
      ["3", "4"],
    ])
  })
})
