import { bestSoFar, bestSoFarWith, textOf, themes, viewOf } from "@diapason/figures"
import { svgOf } from "@diapason/figures/svg"
import { stamped, study } from "@diapason/testkit"
import { boardFrom } from "@diapason/views"
import { describe, expect, it } from "vitest"

/** Losses 5, 3, 4, 1: trials 0, 1 and 3 are the best in turn. */
const view = viewOf(
  boardFrom(
    stamped([
      study({ space: { x: { type: "float", low: 0, high: 1 } } }),
      ...[5, 3, 4, 1].map((loss, trial) => ({
        kind: "trial.added" as const,
        trial,
        config: { x: trial / 4 },
        state: "complete" as const,
        metrics: { loss },
      })),
    ]),
  ),
  0,
)
const likely = new Map([
  [1, { value: 3.5, low: 3, high: 4 }],
  [3, { value: 2, low: 1.5, high: 2.5 }],
])
const banded = bestSoFarWith(() => ({ likely }))

interface Series {
  readonly type: string
  readonly name?: string
  readonly data: readonly unknown[]
  renderItem?(at: { readonly dataIndex: number }, api: object): { readonly shape: { readonly points: unknown } }
}
const seriesOf = (panel: typeof bestSoFar, choices = {}): readonly Series[] => {
  const chosen = { ...view, choices }
  return panel.draw(panel.rows(chosen), chosen, themes.light)["series"] as readonly Series[]
}

describe("the best so far with what it is likely to come to", () => {
  it("has the interval of the trial that was the best by then, and none where that is not known", () => {
    const rows = banded.rows(view)
    expect(rows.map(({ by, likely: one }) => [by, one?.low, one?.high])).toEqual([
      [0, undefined, undefined],
      [1, 3, 4],
      [1, 3, 4],
      [3, 1.5, 2.5],
    ])
    expect(banded.columns.map(({ name }) => name)).toEqual(["trial", "state", "value", "best so far", "run again, low", "run again, high"])
  })

  it("is drawn as a band in steps", () => {
    const band = seriesOf(banded).find(({ type }) => type === "custom")!
    expect(band.data).toHaveLength(1)
    const { shape } = band.renderItem!({ dataIndex: 0 }, { coord: (point: unknown) => point })
    expect(shape.points).toEqual([
      [1, 4],
      [3, 4],
      [3, 2.5],
      [3, 2.5],
      [3, 2.5],
      [3, 1.5],
      [3, 1.5],
      [3, 1.5],
      [3, 3],
      [1, 3],
    ])
  })

  it("is a picture, and lines with their names in a terminal", () => {
    expect(svgOf(banded, view, { width: 600, height: 300, look: themes.light })).not.toMatch(/NaN|undefined/)
    const text = textOf(banded, view, 70, 14).join("\n")
    for (const name of ["best so far", "run again, low", "run again, high"]) expect(text).toContain(name)
  })

  it("has no band by ranks, and on a log axis none where it is not positive", () => {
    const kinds = (panel: typeof bestSoFar, choices: object): readonly string[] => seriesOf(panel, choices).map(({ type }) => type)
    expect(kinds(banded, { by: "rank" })).not.toContain("custom")
    expect(kinds(banded, { by: "log" })).toContain("custom")
    const below = bestSoFarWith(() => ({ likely: new Map([[3, { value: 0.1, low: -1, high: 1 }]]) }))
    expect(kinds(below, { by: "log" })).not.toContain("custom")
  })

  it("says the interval, or why there is none, and nothing where it was not asked", () => {
    const saidBy = (panel: typeof bestSoFar): string => panel.summary(panel.rows(view), view)
    expect(saidBy(bestSoFar)).toBe("The best loss of 4 trials shown is 1, of trial 3.")
    expect(saidBy(banded)).toBe("The best loss of 4 trials shown is 1, of trial 3. Run again, it is likely to come to 1.5 to 2.5, 90 %.")
    expect(saidBy(bestSoFarWith(() => ({ says: "Results show no noise." })))).toMatch(/of trial 3\. Results show no noise\.$/)
  })
})
