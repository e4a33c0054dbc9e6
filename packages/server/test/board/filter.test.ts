import { bigStudy, hostileTexts, oddStudies } from "@diapason/testkit"
import {
  boardFrom,
  boardOf,
  columnNamed,
  type Filter,
  filterOf,
  type FilterProblem,
  marks,
  maskOf,
  suggestWords,
  wordAt,
} from "@diapason/views"
import fc from "fast-check"
import { describe, expect, test } from "vitest"

const { table } = boardOf(bigStudy({ trials: 3000, points: 6000 }).ledger())
const all = Array.from({ length: table.size }, (_, n) => n)
const value = (name: string, n: number): number => columnNamed(table, name)!.values[n]!
const word = (name: string, n: number): string | undefined => wordAt(columnNamed(table, name)!, n)
const state = (n: number): string => marks[table.mark[n]!]!

const kept = (text: string, notes?: Parameters<typeof filterOf>[2]): readonly number[] => {
  const filter = filterOf(table, text, notes)
  if (!("test" in filter)) throw new Error(JSON.stringify(filter))
  return all.filter((n) => filter.test(n))
}

const problem = (text: string): FilterProblem => {
  const filter = filterOf(table, text)
  if ("test" in filter) throw new Error(`${text} was read`)
  return filter
}

describe("a filter keeps", () => {
  test.each<readonly [string, (n: number) => boolean]>([
    ["", () => true],
    ["   ", () => true],
    ["state:complete", (n) => state(n) === "complete"],
    ["state:complete,pruned", (n) => state(n) === "complete" || state(n) === "pruned"],
    ["-state:complete", (n) => state(n) !== "complete"],
    ["!complete", (n) => state(n) !== "complete"],
    ["running", (n) => state(n) === "running"],
    ["state!=failed", (n) => state(n) !== "failed"],
    ["excluded", (n) => state(n) === "excluded"],
    ["lr<0.01", (n) => value("lr", n) < 0.01],
    ["lr <= 1e-2 lr>=.001", (n) => value("lr", n) <= 0.01 && value("lr", n) >= 0.001],
    ["lr:1e-4..1e-2", (n) => value("lr", n) >= 1e-4 && value("lr", n) <= 1e-2],
    ["lr:..1e-2", (n) => value("lr", n) <= 1e-2],
    ["lr:0.1..", (n) => value("lr", n) >= 0.1],
    ["LR>0.1", (n) => value("lr", n) > 0.1],
    ["layers:2", (n) => value("layers", n) === 2],
    ["layers=2,5..6", (n) => [2, 5, 6].includes(value("layers", n))],
    ["layers!=2", (n) => value("layers", n) !== 2],
    ["optimizer:adam", (n) => word("optimizer", n) === "adam"],
    ["optimizer:adam*", (n) => word("optimizer", n)!.startsWith("adam")],
    ["-optimizer:adam,sgd", (n) => !["adam", "sgd"].includes(word("optimizer", n)!)],
    ['"optimizer":"adam"', (n) => word("optimizer", n) === "adam"],
    ["momentum:none", (n) => Number.isNaN(value("momentum", n))],
    ["momentum!=none", (n) => !Number.isNaN(value("momentum", n))],
    ["momentum<0.5", (n) => value("momentum", n) < 0.5],
    ["-momentum<0.5", (n) => !(value("momentum", n) < 0.5)],
    ["amp:true", (n) => word("amp", n) === "true"],
    ["width>=256", (n) => Number(word("width", n)) >= 256],
    ["failure:oom", (n) => word("failure", n) === "oom"],
    ["failure!=oom", (n) => word("failure", n) !== undefined && word("failure", n) !== "oom"],
    ["sampler:tpe", (n) => word("by", n) === "tpe/1"],
    ["by:tpe/1", (n) => word("by", n) === "tpe/1"],
    ["label:baseline-1", (n) => n === 1000],
    ["label:nothing-yet", () => false],
    ["#12..40", (n) => n >= 12 && n <= 40],
    ["#7", (n) => n === 7],
    ["#7,9,#2900..", (n) => n === 7 || n === 9 || n >= 2900],
    ["duration>1m", (n) => value("duration", n) > 60_000],
    ["val_loss:-inf..inf", (n) => !Number.isNaN(value("val_loss", n))],
    [
      "state:complete lr<0.01 -optimizer:adam #100..",
      (n) => state(n) === "complete" && value("lr", n) < 0.01 && word("optimizer", n) !== "adam" && n >= 100,
    ],
  ])("%s", (text, wanted) => expect(kept(text)).toEqual(all.filter(wanted)))

  test("the best by number and by share, among all complete trials whatever else is asked", () => {
    const complete = all.filter((n) => state(n) === "complete").sort((a, b) => value("val_loss", a) - value("val_loss", b) || a - b)
    expect(kept("best:20")).toEqual(complete.slice(0, 20).sort((a, b) => a - b))
    expect(kept("top:10%").length).toBe(Math.ceil(complete.length / 10))
    expect(kept("best:5 #0..1000").every((n) => complete.slice(0, 5).includes(n))).toBe(true)
  })

  test("what people have noted", () => {
    const notes = (n: number) => ({ 3: { tags: ["Paper", "old"] }, 4: { tag: "paper" }, 5: { text: "diverged after lunch" }, 6: {} })[n]
    expect(kept("tag:paper", notes)).toEqual([3, 4])
    expect(kept("note", notes)).toEqual([3, 4, 5])
    expect(kept("note:lunch -tag:old", notes)).toEqual([5])
    expect(kept("note")).toEqual([])
  })
})

describe("what cannot be read is told with its place", () => {
  test.each<readonly [string, string, string | undefined]>([
    ["state:complete lrr<0.01", "lrr", "lr"],
    ["state:complte", "complte", "complete"],
    ["complte", "complte", "complete"],
    ["optimizer:adamm", "adamm", "adam"],
    ["lr<abc", "abc", "0.00001..1"],
    ["lr:1..2..3", "1..2..3", "0.00001..1"],
    ["lr<1..2", "1..2", "0.00001..1"],
    ["optimizer<adam", "optimizer<adam", "optimizer:"],
    ["failure:om", "om", "oom"],
    ["failure:ooom", "ooom", "oom"],
    ["#x", "#x", "#12..40"],
    ["best:some", "some", "10%"],
    ['label:"open', 'label:"open', 'label:"open"'],
    ["lr", "lr", "lr:"],
    ["lr:", "lr:", undefined],
    ["state:", "state:", "state:"],
    ["state<complete", "state<complete", "state:complete"],
    ["note>3", "note>3", "note:3"],
    ["nothing-like-it:3", "nothing-like-it", undefined],
    ["lr<0.1 < 3", "<", undefined],
    [":", ":", undefined],
  ])("%s", (text, place, meant) => {
    const { at, length, says, meant: found } = problem(text)
    expect(text.slice(at, at + length)).toBe(place)
    expect(says.length).toBeGreaterThan(5)
    expect(found).toBe(meant)
  })

  test("and never thrown, whatever is typed", () => {
    const letters = fc.constantFrom(
      ...'ab:<>=!-#.,*"\\ 01%(',
      "lr",
      "state",
      "optimizer",
      "best",
      "..",
      "1e-3",
      "complete",
      "\u0000",
      "\ud800",
    )
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 20 }), (parts) => {
        const text = parts.join("")
        const filter = filterOf(table, text)
        if ("test" in filter) filter.test(0)
        else expect([filter.at >= 0, filter.length > 0, filter.at + filter.length <= text.length]).toEqual([true, true, true])
        suggestWords(table, text)
      }),
      { numRuns: 1000 },
    )
  })
})

test("odd names and values can be reached in quotes", () => {
  const board = boardFrom(oddStudies.hostile())
  const parameter = board.table.columns.find(({ scale }) => scale === "category")!
  for (const text of hostileTexts.slice(0, 10)) {
    const filter = filterOf(
      board.table,
      `${parameter.name}:${JSON.stringify(text)}`.replace(/\\[nrtu][0-9a-f]{0,4}/g, (code) => JSON.parse(`"${code}"`) as string),
    )
    if (!("test" in filter)) throw new Error(JSON.stringify(filter))
    const found = Array.from({ length: board.table.size }, (_, n) => n).filter((n) => filter.test(n))
    expect(found).toEqual(Array.from({ length: board.table.size }, (_, n) => n).filter((n) => wordAt(parameter, n) === text))
  }
})

describe("a mask", () => {
  const read = (text: string): Filter => filterOf(table, text) as Filter

  test("keeps what every filter and every brush keeps, and counts it", () => {
    const brushes = new Map([
      [
        "lr",
        [
          [1e-5, 1e-3],
          [0.1, 1],
        ],
      ],
      [
        "optimizer",
        [
          [0, 0],
          [2, 3],
        ],
      ],
      ["gone", [[0, 0]]],
      ["dropout", []],
    ] as const)
    const { mask, count } = maskOf(table, [read("complete"), read("layers>2")], brushes)
    const wanted = all.filter(
      (n) =>
        state(n) === "complete" &&
        value("layers", n) > 2 &&
        (value("lr", n) <= 1e-3 || value("lr", n) >= 0.1) &&
        value("optimizer", n) !== 1,
    )
    expect(all.filter((n) => mask[n] === 1)).toEqual(wanted)
    expect(count).toBe(wanted.length)
  })

  test("without anything keeps all, of no trials none", () => {
    expect(maskOf(table, [], [])).toMatchObject({ count: 3000 })
    expect(maskOf(boardFrom(oddStudies.empty()).table, [], [])).toEqual({ mask: new Uint8Array(0), count: 0 })
  })
})

describe("the words that may come", () => {
  test.each([
    ["", 0, "state:"],
    ["sta", 0, "state:"],
    ["lr<0.1 opt", 7, "optimizer:"],
    ["-opt", 1, "optimizer:"],
    ["state:com", 6, "complete"],
    ["state:complete,pr", 15, "pruned"],
    ["optimizer:", 10, "adam"],
    ["optimizer:adam,s", 15, "sgd"],
    ["failure:o", 8, "oom"],
    ["lr:", 3, "0.00001..1"],
    ["comp", 0, "complete"],
  ])("after %s", (text, from, first) => {
    const found = suggestWords(table, text)
    expect(found.from).toBe(from)
    expect(found.words).toContain(first)
    expect(found.words.length).toBeLessThanOrEqual(12)
  })

  test("those that begin so come first, and odd ones stand in quotes", () => {
    expect(suggestWords(table, "m").words.slice(0, 2)).toEqual(["momentum", "memory_gb"])
    const board = boardFrom(oddStudies.hostile())
    expect(suggestWords(board.table, '"<b>__pro').words).toEqual(['"<b>__proto__</b>"'])
  })
})
