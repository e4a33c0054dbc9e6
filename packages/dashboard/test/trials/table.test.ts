import { describe, expect, it } from "vitest"
import { differences } from "../../src/trials/differences.ts"
import { holdOrder } from "../../src/trials/hold-order.ts"
import { withPicked, writePicked } from "../../src/trials/picked.ts"
import { showDuration, showNumber, showValue } from "@diapason/figures"
import { nextSort, readSort, sortedTrials, writeSort } from "../../src/trials/sort-trials.ts"
import { sparkPath } from "../../src/trials/spark-path.ts"
import { chosenColumns, tableColumns, usualColumns, type TableColumn } from "../../src/trials/table-columns.ts"
import { trialsCsv } from "../../src/trials/trials-csv.ts"
import { smallBoard } from "../small-board.ts"

const all = (size: number): Uint8Array => new Uint8Array(size).fill(1)
const column = (key: (n: number) => number | string): TableColumn => ({
  id: "x",
  title: "x",
  kind: "metric",
  text: String,
  key,
  cell: key,
  numeric: true,
})

describe("sorting", () => {
  const values = [3, NaN, 1, 2, Infinity, NaN, 1]
  it("puts missing values last in both directions", () => {
    const by = column((n) => values[n]!)
    expect([...sortedTrials(all(7), 7, by, false)]).toEqual([2, 6, 3, 0, 4, 1, 5])
    expect([...sortedTrials(all(7), 7, by, true)]).toEqual([4, 0, 3, 2, 6, 1, 5])
  })
  it("sorts words as people do, empty ones last", () => {
    const words = ["relu10", "", "relu9", "gelu"]
    expect([
      ...sortedTrials(
        all(4),
        4,
        column((n) => words[n]!),
        false,
      ),
    ]).toEqual([3, 2, 0, 1])
    expect([
      ...sortedTrials(
        all(4),
        4,
        column((n) => words[n]!),
        true,
      ),
    ]).toEqual([0, 2, 3, 1])
  })
  it("keeps what the mask keeps, by number where nothing can be sorted", () => {
    expect([...sortedTrials(Uint8Array.of(1, 0, 1), 3, undefined, true)]).toEqual([2, 0])
    expect([...sortedTrials(new Uint8Array(0), 0, undefined, true)]).toEqual([])
  })
  it("is said in the address", () => {
    expect(readSort(undefined)).toEqual({ by: "trial", down: true })
    expect(readSort("val_loss")).toEqual({ by: "val_loss", down: false })
    expect(writeSort(nextSort(readSort("val_loss"), "val_loss"))).toBe("-val_loss")
    expect(writeSort(nextSort(readSort("-val_loss"), "lr"))).toBe("lr")
    expect(writeSort(nextSort(readSort("lr"), "trial"))).toBe("-trial")
  })
})

describe("rows under the reader's eyes", () => {
  const held = Int32Array.of(4, 3, 2)
  it("stay while new ones wait", () => {
    expect(holdOrder(held, Int32Array.of(6, 5, 4, 3, 2), true)).toEqual({ shown: held, waiting: 2 })
    expect([...holdOrder(held, Int32Array.of(6, 5, 4, 3, 2), false).shown]).toEqual([6, 5, 4, 3, 2])
  })
  it("take in at once what comes after them", () => {
    expect(holdOrder(held, Int32Array.of(4, 3, 2, 9), true)).toEqual({ shown: Int32Array.of(4, 3, 2, 9), waiting: 0 })
    expect(holdOrder(undefined, held, true)).toEqual({ shown: held, waiting: 0 })
  })
  it("stay where a filter lets them go, until they are let in", () => {
    expect(holdOrder(held, Int32Array.of(3), true)).toEqual({ shown: held, waiting: 0 })
  })
})

describe("columns", () => {
  const board = smallBoard()
  const every = tableColumns(board)
  it("are number, state, parameters, metrics, facts and words", () => {
    const ids = every.map(({ id }) => id)
    expect(ids.slice(0, 2)).toEqual(["trial", "mark"])
    for (const id of ["lr", "opt", "loss", "acc", "duration", "curve", "why", "said"]) expect(ids).toContain(id)
    expect(new Set(ids).size).toBe(ids.length)
  })
  it("begin with what differs: a constant is not shown", () => {
    expect(usualColumns(board)).not.toContain("fixed")
    expect(usualColumns(board).slice(0, 6)).toEqual(["trial", "mark", "loss", "curve", "lr", "opt"])
  })
  it("are those of the address, number and state first, unknown names passed over", () => {
    expect(chosenColumns(every, "acc,nothing,lr,acc", []).map(({ id }) => id)).toEqual(["trial", "mark", "acc", "lr"])
    expect(chosenColumns(every, undefined, ["trial", "mark", "loss"]).map(({ id }) => id)).toEqual(["trial", "mark", "loss"])
  })
  it("say why a trial ended, and nothing of one that the ledger does not have", () => {
    const said = every.find(({ id }) => id === "said")!
    expect(said.text(2)).toBe("rank 3 of 3 at rung 1; the cut is 0.9")
    expect(said.text(3)).toBe("oom: out of memory")
    expect(said.text(99)).toBe("")
  })
  it("of the objective are missing for a failed trial", () => {
    const loss = every.find(({ id }) => id === "loss")!
    expect(loss.text(0)).toBe("0.5")
    expect(loss.text(3)).toBe("")
  })
})

describe("CSV", () => {
  it("quotes what has commas, quotes and line ends, and disarms formulas", () => {
    const texts = ['say "hi"', "a,b", "two\nlines", "=HYPERLINK(1)", "-1 is text", ""]
    const words: TableColumn = { ...column((n) => texts[n]!), id: "no,te" }
    expect(trialsCsv([words], [0, 1, 2, 3, 4, 5])).toBe(
      `"no,te"\r\n"say ""hi"""\r\n"a,b"\r\n"two\nlines"\r\n'=HYPERLINK(1)\r\n'-1 is text\r\n\r\n`,
    )
  })
  it("has the columns of the view, full numbers, empty where missing", () => {
    const numbers = column((n) => [0.1234567891, -2, NaN, Infinity][n]!)
    expect(
      trialsCsv(
        [
          { ...numbers, id: "v" },
          { ...numbers, id: "c", kind: "curve" },
        ],
        [1, 0, 2, 3],
      ),
    ).toBe("v\r\n-2\r\n0.1234567891\r\n\r\nInfinity\r\n")
  })
})

describe("values as read", () => {
  it("have at most five digits that count", () => {
    expect([0.00214123456, 12000, 1.23456e-7, 0, 2.5e12 + 0.5, Infinity, NaN].map(showNumber)).toEqual([
      "0.0021412",
      "12000",
      "1.235e-7",
      "0",
      "2.5e12",
      "∞",
      "nan",
    ])
  })
  it("are words for categories, durations for durations, nothing for nothing", () => {
    expect(showValue({ name: "opt", kind: "parameter", words: ["adam", "sgd"] }, 1)).toBe("sgd")
    expect(showValue({ name: "duration", kind: "fact" }, 200_000)).toBe("3 min 20 s")
    expect(showValue({ name: "loss", kind: "metric" }, NaN)).toBe("")
    expect([380, 12_400, 7_500_000, 270_000_000].map(showDuration)).toEqual(["380 ms", "12.4 s", "2 h 05 min", "3 d 3 h"])
  })
})

it("picks and unpicks by number", () => {
  expect(withPicked(new Set([12, 3]), 7)).toBe("3,7,12")
  expect(withPicked(new Set([3]), 3)).toBeUndefined()
  expect(writePicked([5, 5, 1])).toBe("1,5")
})

it("draws a small curve, gaps joined, and none of one point", () => {
  expect(sparkPath([1, undefined, 0], 10, 4)).toBe("M0.0 0.0L10.0 4.0")
  expect(sparkPath([2, 2], 10, 4)).toBe("M0.0 2.0L10.0 2.0")
  expect(sparkPath([1, NaN], 10, 4)).toBe("")
})

describe("trials beside each other", () => {
  const { table } = smallBoard()
  it("show what differs first, an inactive value is a difference", () => {
    const rows = differences(table.columns, "parameter", [0, 3])
    expect(rows.map(({ column, same }) => [column.name, same])).toEqual([
      ["lr", false],
      ["opt", true],
      ["fixed", true],
    ])
    expect(differences(table.columns, "metric", [0, 3]).every(({ same }) => !same)).toBe(true)
  })
  it("that both lack a value are equal in it", () => {
    expect(differences(table.columns, "metric", [3, 3]).every(({ same }) => same)).toBe(true)
  })
})
