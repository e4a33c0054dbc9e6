import { boardFrom, effectsOf, marks, objectiveLosses, type Board, type Effects, type Mark } from "@diapason/views"
import { oddStudies } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import {
  architecturePanel,
  cellsOf,
  chosenPair,
  footprintPanel,
  jittered,
  marginalOf,
  pairPanel,
  type Panel,
  paretoPanel,
  partsOf,
  quartilesByPlace,
  rampOf,
  runningQuartiles,
  slicePanel,
  volumePanel,
} from "@diapason/figures"
import type { StudyView } from "../../src/panels/study-view.ts"
import { showRange } from "../../src/space/show-range.ts"
import { smallBoard } from "../small-board.ts"

const viewOf = (board: Board, mask = new Uint8Array(board.table.size).fill(1)): StudyView => ({
  board,
  mask,
  kept: mask.reduce((sum, one) => sum + one, 0),
  picked: new Set(),
  choices: {},
  now: 0,
})

const look = {
  text: "#111111",
  faint: "#666666",
  line: "#dddddd",
  surface: "#ffffff",
  accent: "#0b62c4",
  categories: ["#0072b2"],
  values: ["#00224e", "#575d6d", "#a59c74", "#c3b369", "#fee838"],
  font: "sans",
  marks: Object.fromEntries(marks.map((mark) => [mark, "#333333"])) as Record<Mark, string>,
}

describe("every panel of space and trade-offs", () => {
  const boards = [...Object.values(oddStudies).map((odd) => boardFrom(odd())), smallBoard()]
  const panelsOf = ({ table, ledger }: Board): readonly Panel<object>[] => {
    const names = table.columns.filter(({ kind }) => kind === "parameter").map(({ name }) => name)
    const metrics = ledger.definition.objectives.map(({ metric }) => metric)
    const pair = names.length > 1 ? [pairPanel({ first: names[0]!, second: names[1]!, shows: "rank" })] : []
    const fronts = metrics.length > 1 ? [paretoPanel(metrics[0]!, metrics[1]!), volumePanel] : []
    return [slicePanel(3), footprintPanel, architecturePanel, ...pair, ...fronts] as readonly object[] as readonly Panel<object>[]
  }

  it("says what it lacks, or has rows, a sentence and a picture, for any odd study, whole or all brushed away", () => {
    for (const board of boards)
      for (const view of [viewOf(board), viewOf(board, new Uint8Array(board.table.size))])
        for (const panel of panelsOf(board)) {
          const lack = panel.lacks(view)
          if (lack !== undefined) {
            expect(lack.says.length).toBeGreaterThan(10)
            continue
          }
          const rows = panel.rows(view)
          expect(panel.summary(rows, view).length).toBeGreaterThan(5)
          expect(panel.draw(rows, view, look)).toHaveProperty("series")
          for (const row of rows.slice(0, 20))
            for (const column of panel.columns) expect(["string", "number", "undefined"]).toContain(typeof column.value(row))
        }
  })
})

describe("cells of a pair", () => {
  const points = {
    count: 3,
    trial: Int32Array.of(0, 1, 2),
    x: Float64Array.of(0, 0.1, 1),
    y: Float64Array.of(0, 0.2, 1),
    value: Float64Array.of(1, 3, 5),
  }

  it("have the mean of what lies inside, and none where nothing does", () => {
    expect(cellsOf(points, 2, 2)).toEqual([
      { x: 0, y: 0, trials: 2, mean: 2 },
      { x: 1, y: 0, trials: 0, mean: NaN },
      { x: 0, y: 1, trials: 0, mean: NaN },
      { x: 1, y: 1, trials: 1, mean: 5 },
    ])
    expect(marginalOf(points, "x", 3)).toEqual([2, NaN, 5])
  })

  it("are as many as words, or as trials can fill", () => {
    expect([partsOf(5, 1000), partsOf(40, 100), partsOf(undefined, 8), partsOf(undefined, 1e5)]).toEqual([5, 5, 3, 8])
  })
})

describe("which pair is shown", () => {
  const pair = (first: string, second: string, share: number) => ({ first, second, share, floor: 0.1 })
  const main = ["c", "a", "b"].map((name) => ({ name, share: 0.1 }))
  const effects = (share: number): Effects => ({ trials: 50, main, pairs: [pair("b", "c", share), pair("a", "c", 0)] })

  it("is the chosen one, the strongest interaction, or what matters most", () => {
    expect(chosenPair(["a", "b", "c"], effects(0.3), "c", "a")).toEqual(["c", "a"])
    expect(chosenPair(["a", "b", "c"], effects(0.3), undefined, undefined)).toEqual(["b", "c"])
    expect(chosenPair(["a", "b", "c"], effects(0.05), undefined, undefined)).toEqual(["a", "c"])
    expect(chosenPair(["a", "b", "c"], undefined, undefined, undefined)).toEqual(["a", "b"])
  })

  it("gives one name its strongest partner, and passes over names that are not there", () => {
    expect(chosenPair(["a", "b", "c"], effects(0.3), "c", undefined)).toEqual(["c", "b"])
    expect(chosenPair(["a", "b", "c"], effects(0.3), "c", "c")).toEqual(["c", "b"])
    expect(chosenPair(["a", "b"], undefined, "x", "b")).toEqual(["a", "b"])
    expect(chosenPair(["a"], undefined, undefined, undefined)).toEqual(["a", undefined])
  })
})

describe("running quartiles", () => {
  it("follow the values along a place, equal places together", () => {
    const points = Array.from({ length: 90 }, (_, i) => [i / 90, i] as const)
    const found = runningQuartiles(points, 9)
    expect(found).toHaveLength(9)
    expect(found[0]).toEqual({ at: expect.closeTo(4.5 / 90), low: 2, middle: 5, high: 7, count: 10 })
    expect(
      runningQuartiles(
        [
          [0, 1],
          [0, 2],
          [0, 3],
          [0, 9],
        ],
        2,
      ),
    ).toHaveLength(1)
    expect(
      runningQuartiles(
        [
          [0, 1],
          [1, 2],
        ],
        9,
      ),
    ).toEqual([])
  })

  it("stand at each word that has three trials", () => {
    const points = [
      [0.25, 1],
      [0.25, 2],
      [0.25, 3],
      [0.75, 1],
    ] as const
    expect(quartilesByPlace(points)).toEqual([{ at: 0.25, low: 2, middle: 2, high: 3, count: 3 }])
  })
})

describe("small things", () => {
  it("ranges are said in words", () => {
    expect(showRange({}, [-Infinity, 0.29])).toBe("at most 0.29")
    expect(showRange({}, [8e-4, 0.0039987])).toBe("0.0008 to 0.004")
    expect(showRange({}, [-Infinity, Infinity])).toBe("any value")
    expect(showRange({ words: ["a", "b", "c"] }, [1, 2])).toBe("b, c")
    expect(showRange({ words: ["a", "b", "c", "d", "e"] }, [0, 4])).toBe("a, b and 3 more")
    expect(showRange({ words: ["a"] }, [7, 9])).toBe("nothing")
  })

  it("trials of one word stand beside each other, within its room", () => {
    const places = [1, 2, 3].map((trial) => jittered(0.5, 2, trial))
    expect(new Set(places).size).toBe(3)
    for (const place of places) expect(Math.abs(place - 0.5)).toBeLessThan(0.1)
    expect(jittered(0.5, undefined, 3)).toBe(0.5)
  })

  it("the best colour is the farthest from the page", () => {
    expect(rampOf(look).at(-1)).toBe("#00224e")
    expect(rampOf({ ...look, surface: "#15191f" }).at(-1)).toBe("#fee838")
  })

  it("effects of a table with too few trials are none", () => {
    const { table, ledger } = smallBoard()
    expect(effectsOf(table, objectiveLosses(table, ledger.definition.objectives[0]!))).toBeUndefined()
  })
})
