import { expect, it } from "vitest"
import { csvOf } from "@diapason/figures"

it("the rows of a panel are a CSV: texts are quoted where they must be, formulas are none, what is missing is empty", () => {
  const columns = [
    { name: "trial", value: (row: { n: number }) => row.n },
    { name: "why, or not", value: (row: { n: number; why?: string }) => row.why },
  ]
  const rows = [{ n: 1, why: 'it said "no"' }, { n: -2 }, { n: NaN, why: "=SUM(A1)" }]
  expect(csvOf({ columns }, rows)).toBe('trial,"why, or not"\r\n1,"it said ""no"""\r\n-2,\r\n,\'=SUM(A1)\r\n')
})
