import { expect, it } from "vitest"
import { asksMore } from "../../src/charts/asks-more.ts"

it("lines and points are drawn by the small engine, everything else asks for more", () => {
  expect(asksMore({ xAxis: {}, yAxis: {}, tooltip: {}, series: [{ type: "line" }, { type: "scatter" }] })).toBe(false)
  expect(asksMore({ series: { type: "scatter" } })).toBe(false)
  expect(asksMore({ series: [{ type: "bar" }] })).toBe(true)
  expect(asksMore({ series: [{ type: "line", markArea: {} }] })).toBe(true)
  expect(asksMore({ visualMap: {}, series: [] })).toBe(true)
})
