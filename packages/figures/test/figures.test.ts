import { figures, textOf, themes, viewOf, type StudyView } from "@diapason/figures"
import { svgOf } from "@diapason/figures/svg"
import { bigStudy, oddStudies } from "@diapason/testkit"
import { boardFrom, boardOf } from "@diapason/views"
import { describe, expect, it } from "vitest"

const odd = Object.entries(oddStudies).map(([name, study]) => [name, viewOf(boardFrom(study()), 1_000_000)] as const)
const none = ({ board }: StudyView): StudyView => ({ ...viewOf(board, 1_000_000), mask: new Uint8Array(board.table.size), kept: 0 })
const panelOf = (name: string, view: StudyView) => figures.find((figure) => figure.name === name)!.panel(view, 960)

describe("every figure", () => {
  it("has a name of its own", () => {
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length)
    for (const { name } of figures) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it.each(odd)("says what it lacks, or shows itself as text and as a table: %s", (_, view) => {
    for (const seen of [view, none(view)])
      for (const figure of figures) {
        const panel = figure.panel(seen, 960)
        const lack = panel.lacks(seen)
        const text = textOf(panel, seen, 70, 14)
        expect(text[0]).toBe(panel.asks)
        expect(text.join("")).not.toMatch(/undefined|\[object/)
        if (lack !== undefined) {
          expect(text).toContain(lack.says)
          expect(lack.says.length, figure.name).toBeGreaterThan(10)
          continue
        }
        const rows = panel.rows(seen)
        expect(panel.summary(rows, seen), figure.name).toMatch(/\.$/)
        for (const row of rows.slice(0, 5))
          for (const { value } of panel.columns) expect(["string", "number", "undefined"]).toContain(typeof value(row))
      }
  })

  it("is a picture without a page, the same at each drawing", () => {
    for (const [name, view] of odd.filter(([name]) => ["severalObjectives", "hostile"].includes(name)))
      for (const figure of figures) {
        const drawn = () =>
          svgOf(figure.panel(view, 960), view, { width: 960, height: figure.height?.(view, 960) ?? 540, look: themes.light })
        const svg = drawn()
        expect(svg, `${name} ${figure.name}`).toBe(drawn())
        expect(svg).toMatch(/^<svg xmlns[^]*<\/svg>\n$/)
        expect(svg).not.toMatch(/NaN|undefined|<script|<img/)
      }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect("prev" in {}).toBe(false)
  })

  it("of a thousand trials is a picture that a report has room for", () => {
    const view = viewOf(boardOf(bigStudy({ trials: 1000, points: 5000 }).ledger()), 1_000_000)
    for (const figure of figures.filter(({ name }) => name !== "terminator")) {
      const panel = figure.panel(view, 960)
      const svg = svgOf(panel, view, { width: 960, height: 540, look: themes.dark })
      expect(svg.length, figure.name).toBeLessThan(500_000)
    }
  })
})

describe("the distribution", () => {
  it("rises to 1 by steps, and counts what is infinite as never reached", () => {
    const view = odd.find(([name]) => name === "one")![1]
    expect(panelOf("edf", view).rows(view)).toEqual([{ study: "one", value: 1, share: 1 }])
    const broken = odd.find(([name]) => name === "nonFinite")![1]
    const last = panelOf("edf", broken).rows(broken).at(-1) as { readonly share: number }
    expect(last.share).toBeGreaterThan(0)
    expect(last.share).toBeLessThanOrEqual(1)
  })

  it("stands beside that of another study", () => {
    const [one, other] = ["oneParameter", "sameValues"].map((name) => odd.find(([known]) => known === name)![1]) as [StudyView, StudyView]
    const view = viewOf(one.board, 0, [other.board])
    const panel = panelOf("edf", view)
    expect(new Set(panel.rows(view).map((row) => (row as { readonly study: string }).study))).toEqual(
      new Set(["one-parameter", "same-values"]),
    )
    expect(textOf(panel, view, 70, 14).join("\n")).toContain("b same-values")
  })
})

describe("attainment", () => {
  const { board } = odd.find(([name]) => name === "severalObjectives")![1]

  it("needs two studies", () => {
    const view = viewOf(board, 0)
    expect(panelOf("attainment", view).lacks(view)).toMatchObject({ has: 1, needs: 2 })
  })

  it("of a study with itself is its front, whatever the level", () => {
    const view = viewOf(board, 0, [board])
    type Row = { readonly studies: number; readonly first: number; readonly second: number }
    const rows = panelOf("attainment", view).rows(view) as readonly Row[]
    const level = (studies: number) => rows.filter((row) => row.studies === studies).map(({ first, second }) => [first, second])
    expect(level(1)).toEqual(level(2))
    const values = (n: number) => board.table.columns.filter(({ kind }) => kind === "metric").map(({ values: column }) => column[n]!)
    // loss is made smaller, accuracy greater: nothing beats a point of the edge in both.
    for (const [first, second] of level(1))
      for (let n = 0; n < board.table.size; n++) expect(values(n)[0]! < first! && values(n)[1]! > second!).toBe(false)
  })
})

describe("ranks", () => {
  it("give the best 1, and equal values the same", () => {
    const view = odd.find(([name]) => name === "manyCategories")![1]
    const rows = panelOf("rank", view).rows(view) as readonly { readonly rank: number; readonly goodness: number }[]
    expect(Math.min(...rows.map(({ rank }) => rank))).toBe(1)
    expect(Math.max(...rows.map(({ goodness }) => goodness))).toBe(1)
  })
})

describe("the terminator", () => {
  it("needs trials, then says whether the rule would have ended the study, and when", () => {
    const few = odd.find(([name]) => name === "one")![1]
    expect(panelOf("terminator", few).lacks(few)).toMatchObject({ has: 1, needs: 20 })
    const view = odd.find(([name]) => name === "oneParameter")![1]
    const panel = panelOf("terminator", view)
    const rows = panel.rows(view) as readonly { readonly ended: number; readonly figure: string; readonly value: number }[]
    expect(new Set(rows.map(({ figure }) => figure))).toEqual(new Set(["bound", "error"]))
    expect(rows.at(-1)!.ended).toBe(view.board.table.size)
    expect(panel.summary(rows, view)).toMatch(/^By regret-bound the study (goes on|would have ended)/)
  })
})
