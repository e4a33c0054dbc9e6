import { describe, expect, it } from "vitest"
import { drawnOption } from "../src/text/drawn-option.ts"
import { gridCanvas } from "../src/text/grid-canvas.ts"
import { textBars } from "../src/text/text-bars.ts"
import { textGrid } from "../src/text/text-grid.ts"

const value = { type: "value" }

describe("dots of characters", () => {
  it("stand where they are put: two across and four down in each", () => {
    const canvas = gridCanvas(2, 1)
    canvas.dot(0, 0)
    canvas.dot(1, 1)
    expect(canvas.lines()).toEqual(["⡀⠈"])
  })

  it("are cut where a line leaves the picture, and what is no number is not drawn", () => {
    const canvas = gridCanvas(2, 1)
    canvas.line(-1, 1, 2, 1)
    canvas.line(NaN, 0, 1, 1)
    canvas.dot(0, Infinity)
    expect(canvas.lines()).toEqual(["⠉⠉"])
  })
})

describe("a grid", () => {
  it("has its axes, a line by steps, and a gap where a value is missing", () => {
    const data = [
      [0, 0],
      [1, 1],
      [null, null],
      [3, 1],
      [4, 0],
    ]
    const lines = textGrid(drawnOption({ xAxis: { ...value, name: "step" }, yAxis: value, series: [{ type: "line", data }] }), 0, 30, 6)!
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatch(/^ +1 ┤ +\S/)
    expect(lines.at(-2)).toMatch(/0 +2 +4/)
    expect(lines.at(-1)!.trim()).toBe("step")
  })

  it("tells named lines by letters", () => {
    const series = ["left", "right"].map((name, i) => ({
      name,
      type: "line",
      data: [
        [0, i],
        [1, i],
      ],
    }))
    const lines = textGrid(drawnOption({ xAxis: value, yAxis: value, series }), 0, 30, 8)!
    expect(lines.slice(-2).map((line) => line.trim())).toEqual(["a left", "b right"])
  })

  it("of equal, infinite or no values has a middle", () => {
    const grid = (data: readonly unknown[]) =>
      textGrid(drawnOption({ xAxis: value, yAxis: value, series: [{ type: "scatter", data }] }), 0, 24, 6)
    expect(
      grid([
        [1, 1],
        [1, Infinity],
      ])!.join(""),
    ).toContain("∘")
    expect(grid([])).toBeUndefined()
  })

  it("shades cells by the order of their values", () => {
    const data = [
      [0, 0, 1],
      [1, 0, 2],
      [0, 1, 3],
      [1, 1, 4],
    ]
    const axis = { type: "category", data: ["a", "b"] }
    const text = textGrid(drawnOption({ xAxis: axis, yAxis: axis, series: [{ type: "heatmap", data }] }), 0, 20, 9)!.join("\n")
    for (const shade of "░▒▓█") expect(text).toContain(shade)
  })
})

describe("bars", () => {
  it("are as long as their values, with the number that the axis writes", () => {
    const option = {
      xAxis: { ...value, axisLabel: { formatter: (share: number) => `${100 * share} %` } },
      yAxis: { type: "category", data: ["lr", "bs"] },
      series: [{ type: "bar", data: [0.5, { value: 0.25 }] }],
    }
    const [first, second] = textBars(drawnOption(option), 40)! as [string, string]
    expect(first).toMatch(/^lr █+ 50 %$/)
    const length = (line: string): number => line.replaceAll(/[^█]/g, "").length
    expect(Math.abs(length(first) - 2 * length(second))).toBeLessThan(2)
  })

  it("stacked share one line, and have a legend", () => {
    const series = ["went on", "pruned"].map((name, i) => ({ name, type: "bar", stack: "s", data: [i + 1] }))
    const lines = textBars(drawnOption({ xAxis: value, yAxis: { type: "category", data: ["1"] }, series }), 40)!
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe("█ went on   ░ pruned")
  })
})
