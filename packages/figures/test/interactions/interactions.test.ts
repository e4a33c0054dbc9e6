import { boardFrom, type Board } from "@diapason/views"
import type { EventBody } from "@diapason/core"
import { oddStudies } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { interactionFigures, themes, viewOf, type Panel } from "../../src/index.ts"
import { svgOf } from "../../src/svg.ts"

/** The best rate grows as the square root of the batch size; the choice moves the loss alone. */
const rates = (): Board => {
  const space = { lr: "log(1e-5, 0.1)", batch: "int(16, 512, log)", opt: "choice(adam, sgd)" }
  const objectives = [{ metric: "loss", direction: "minimize" }] as const
  const bodies: EventBody[] = [
    {
      kind: "study.created",
      definition: {
        name: "rates",
        space,
        objectives,
        seed: 1,
        sampler: { type: "random" },
        scheduler: { type: "none" },
        budget: { trials: 70 },
      },
    },
    { kind: "session.opened", session: "s", holder: { host: "h", pid: 1, start: "x" } as never, facts: {} },
  ]
  for (let trial = 0; trial < 70; trial++) {
    const [lr, batch] = [1e-5 * 1e4 ** ((trial * 0.618) % 1), Math.round(16 * 32 ** ((trial * 0.7549) % 1))]
    const off = Math.log(lr / 1e-3) - 0.5 * Math.log(batch / 64)
    const config = { lr, batch, opt: trial % 2 === 0 ? "adam" : "sgd" }
    bodies.push(
      { kind: "trial.suggested", trial, config, why: "", by: "random/1", basis: bodies.length },
      { kind: "trial.started", trial, attempt: 1, session: "s" },
      { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss: off * off + (trial % 2) } },
    )
  }
  return boardFrom(bodies.map((body, i) => ({ ...body, seq: i + 1, at: 1_000_000 + i, hash: String(i) })))
}

const named = (board: Board, name: string): Panel => interactionFigures.find((figure) => figure.name === name)!.panel(viewOf(board, 0), 900)
const own = ["interactions", "surface", "dependence"]

describe("figures of interactions", () => {
  const board = rates()
  const view = viewOf(board, 0)

  it("say in one sentence what acts together, and how the best rate moves", () => {
    const panel = named(board, "interactions")
    expect(panel.lacks(view)).toBeUndefined()
    const rows = panel.rows(view)
    expect(rows[0]).toMatchObject({ pair: "lr × batch" })
    expect(panel.summary(rows, view)).toMatch(/^lr and batch act together: .* The best lr grows as batch\^0\.\d+, /)
  })

  it("show the surface of that pair, faded where no trial is, and the best of it", () => {
    const panel = named(board, "surface")
    expect(panel.asks).toBe("What would lr and batch give together?")
    const support = panel.columns.find(({ name }) => name === "support")!
    const values = panel.rows(view).map((row) => Number(support.value(row)))
    expect(Math.max(...values)).toBeGreaterThan(0.7)
    expect(panel.summary(panel.rows(view), view)).toContain("Expected to be best near lr ")
  })

  it("are drawn, and have a number in each cell of their tables", () => {
    for (const name of own) {
      const panel = named(board, name)
      const svg = svgOf(panel, view, { width: 700, height: 400, look: themes.light })
      expect(svg).toContain("<path")
      expect(svg).not.toContain("NaN")
      for (const row of panel.rows(view)) for (const column of panel.columns) expect(column.value(row)).not.toBeNaN()
    }
  })

  it("say what they lack of studies that are odd, and are drawn of the others", () => {
    for (const odd of [oddStudies.empty, oddStudies.allFailed, oddStudies.oneParameter, oddStudies.sameValues, oddStudies.nonFinite]) {
      const there = boardFrom(odd())
      for (const name of own) {
        const panel = named(there, name)
        const lack = panel.lacks(viewOf(there, 0))
        if (lack !== undefined) expect(lack.says).toMatch(/^[A-Z].*\.$/)
        expect(svgOf(panel, viewOf(there, 0), { width: 400, height: 300, look: themes.dark })).toContain("</svg>")
      }
    }
    const few = named(boardFrom(oddStudies.one()), "interactions").lacks(viewOf(boardFrom(oddStudies.one()), 0))
    expect(few).toEqual({ says: "Interactions need 10 complete trials; you have 1.", has: 1, needs: 10 })
  })
})
