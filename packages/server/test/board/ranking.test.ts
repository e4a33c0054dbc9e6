import { bigStudy, oddStudies } from "@diapason/testkit"
import { boardFrom, boardOf, type Column, columnNamed, marks, orderBy, sampleOf, topOf, type TrialTable } from "@diapason/views"
import fc from "fast-check"
import { describe, expect, test } from "vitest"

const columnOf = (values: readonly number[]): Column => ({
  name: "y",
  kind: "metric",
  scale: "linear",
  values: Float64Array.from([...values, 99]),
})
const tableOf = (column: Column, size: number): TrialTable => ({ size, mark: new Uint8Array(size), columns: [column] })
const anyValues = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0.5)), { maxLength: 40 })

const naive = (values: readonly number[], direction: "up" | "down"): readonly number[] => {
  const numbers = values.map((_, n) => n)
  const known = numbers.filter((n) => !Number.isNaN(values[n]))
  const sign = direction === "up" ? 1 : -1
  const before = (a: number, b: number): number => (values[a] === values[b] ? a - b : values[a]! < values[b]! ? -sign : sign)
  return [...known.sort(before), ...numbers.filter((n) => Number.isNaN(values[n]))]
}

describe.each(["up", "down"] as const)("%s", (direction) => {
  test("rows in the order of a column, without a value last, equal ones by number", () =>
    fc.assert(
      fc.property(anyValues, (values) => {
        const column = columnOf(values)
        expect([...orderBy(tableOf(column, values.length), column, direction)]).toEqual(naive(values, direction))
      }),
    ))

  test("the first of them among those that are kept", () =>
    fc.assert(
      fc.property(anyValues, fc.nat(12), fc.nat(), (values, k, bits) => {
        const column = columnOf(values)
        const mask = Uint8Array.from(values, (_, n) => (bits >> (n % 20)) & 1)
        const wanted = naive(values, direction).filter((n) => mask[n] === 1 && !Number.isNaN(values[n]))
        expect(topOf(tableOf(column, values.length), column, direction, k, mask)).toEqual(wanted.slice(0, k))
      }),
    ))
})

describe("a sample", () => {
  const { table } = boardOf(bigStudy({ trials: 3000, points: 3000 }).ledger())
  const lr = columnNamed(table, "lr")!
  const full = new Uint8Array(table.size).fill(1)

  test("has the best, the marked and what runs, rises, is as large as it may be and the same again", () => {
    const rows = sampleOf(table, lr, 200, full, [17, 99, 5000])
    const best = topOf(
      table,
      columnNamed(table, "val_loss")!,
      "up",
      1,
      full.map((_, n) => (marks[table.mark[n]!] === "complete" ? 1 : 0)),
    )[0]!
    expect(rows.length).toBe(200)
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b))
    expect([...rows]).toEqual(expect.arrayContaining([best, 17, 99]))
    for (let n = 0; n < table.size; n++) if (marks[table.mark[n]!] === "running") expect(rows.includes(n)).toBe(true)
    expect(sampleOf(table, lr, 200, full, [17, 99, 5000])).toEqual(rows)
  })

  test("lies along the column as all trials do", () => {
    const rows = sampleOf(table, lr, 300, full)
    const below = (numbers: Iterable<number>, x: number): number => {
      const all = [...numbers]
      return all.filter((n) => lr.values[n]! < x).length / all.length
    }
    for (const x of [1e-4, 1e-3, 1e-2, 1e-1]) expect(below(rows, x)).toBeCloseTo(below(full.keys(), x), 1)
  })

  test("keeps to the mask, and is all of it where that is small", () => {
    const mask = full.map((_, n) => (n % 100 === 0 ? 1 : 0))
    expect([...sampleOf(table, lr, 500, mask, [1])]).toEqual(Array.from({ length: 30 }, (_, i) => i * 100))
    expect([...sampleOf(table, lr, 10, mask)].every((n) => n % 100 === 0)).toBe(true)
    expect(sampleOf(table, lr, 0, mask).length).toBe(0)
  })

  test.each(Object.entries(oddStudies))("of the odd study %s", (_, make) => {
    const odd = boardFrom(make()).table
    for (const column of odd.columns) {
      const rows = sampleOf(odd, column, 7, new Uint8Array(odd.size).fill(1))
      expect(rows.length).toBe(Math.min(7, odd.size))
      expect(orderBy(odd, column, "down").length).toBe(odd.size)
    }
  })
})
