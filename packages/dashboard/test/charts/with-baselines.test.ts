import type { EChartsCoreOption } from "echarts/core"
import { describe, expect, it } from "vitest"
import { type Look, marksBaselines, withBaselines } from "@diapason/figures"

const look = { text: "black" } as Look
const baselines = [{ trial: 1, label: "paper" }]

describe("baselines in a picture", () => {
  it("get the square on the axes of their own picture, and the legend", () => {
    const points = [0, 1].map((trial) => ({ value: [trial, 2], trial }))
    const option = {
      series: [
        { type: "scatter", data: points, xAxisIndex: 3, yAxisIndex: 3 },
        { type: "line", data: [[0, 1]] },
      ],
    }
    const { series } = withBaselines(option as EChartsCoreOption, baselines, look) as { series: object[] }
    expect(series).toHaveLength(3)
    expect(series[2]).toMatchObject({ type: "scatter", symbol: "rect", xAxisIndex: 3, yAxisIndex: 3, data: [[1, 2]] })
    expect(marksBaselines({ series } as EChartsCoreOption)).toBe(true)
  })

  it("leave a picture as it is that does not show them", () => {
    const option = {
      series: [
        { type: "scatter", data: [{ value: [0, 2], trial: 0 }, [1, 1]] },
        { type: "bar", data: [1] },
      ],
    } as EChartsCoreOption
    expect(withBaselines(option, baselines, look)).toBe(option)
    expect(withBaselines(option, [], look)).toBe(option)
    expect(marksBaselines(option)).toBe(false)
  })
})
