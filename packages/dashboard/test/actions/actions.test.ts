import { describe, expect, it } from "vitest"
import { commandOf, enqueueLine } from "../../src/actions/command-line.ts"
import { activeParameters, configFrom, firstTexts } from "../../src/actions/form-values.ts"
import { keyMeans } from "../../src/app/keys.ts"
import { choicesOf, type Place } from "../../src/palette/commands.ts"
import { chipsOf } from "../../src/selection/chips.ts"
import { smallBoard } from "../small-board.ts"

describe("the line that does the same in a terminal", () => {
  it("names study and trials, and quotes what a shell would read otherwise", () => {
    expect(commandOf("pause", "train-3f9a", [])).toBe("diapason pause train-3f9a")
    expect(commandOf("kill", "my study", [], "it's late")).toBe(`diapason stop 'my study' --now --reason 'it'\\''s late'`)
    expect(commandOf("exclude", "a", [3, 12])).toBe("diapason exclude 'a#3' 'a#12'")
    expect(enqueueLine("a", { lr: 0.003, opt: "sgd" }, "try")).toBe("diapason enqueue a lr=0.003 opt=sgd --label try")
  })
})

describe("the form of the queue", () => {
  const { ledger } = smallBoard()

  it("begins with the values of a trial, or with defaults", () => {
    expect(firstTexts(ledger, 1)).toMatchObject({ lr: "0.01", opt: "1" })
    expect(Object.keys(firstTexts(ledger, undefined))).toContain("lr")
    expect(activeParameters(ledger.space, firstTexts(ledger, 1)).map(({ name }) => name)).toEqual(["lr", "opt"])
  })

  it("makes a configuration, or says which value is outside", () => {
    expect(configFrom(ledger.space, firstTexts(ledger, 1))).toMatchObject({ config: { lr: 0.01, opt: "sgd", fixed: 7 } })
    for (const wrong of ["7", "", "abc", "<b>"])
      expect(configFrom(ledger.space, { ...firstTexts(ledger, 1), lr: wrong })).toEqual({ wrong: ["lr"] })
  })
})

describe("the palette", () => {
  const place: Place = {
    study: "a",
    studies: ["a", "b"],
    pages: [{ path: "", title: "Overview" }],
    trials: 40,
    picked: [],
    running: [7],
    held: false,
    best: 3,
  }
  const titles = (text: string, more: Partial<Place> = {}): readonly string[] =>
    choicesOf({ ...place, ...more }, text).map(({ title }) => title)

  it("finds pages, studies, actions and a trial by its number", () => {
    expect(titles("pause")).toEqual(["Pause this study"])
    expect(titles("study b")).toEqual(["Study b"])
    expect(titles("prune")).toEqual(["Prune trial 7"])
    expect(titles("31")[0]).toBe("Trial 31")
    expect(titles("99").includes("Trial 99")).toBe(false)
    expect(titles("pause", { held: true })).toEqual([])
  })

  it("offers what the role allows", () => {
    expect(titles("stop", { role: "runner" })).toEqual([])
    expect(titles("pause", { role: "viewer" })).toEqual([])
    expect(titles("exclude", { picked: [1, 2], role: "owner" })).toEqual(["Exclude 2 selected trials"])
  })
})

it("keys mean what the list of them says", () => {
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false })
  expect(keyMeans(press("k", true), undefined)).toBe("palette")
  expect(keyMeans(press("g"), undefined)).toBe("wait")
  expect(keyMeans(press("t"), "g")).toBe("trials")
  expect(keyMeans(press("j"), undefined)).toBe("next")
  expect(keyMeans(press("c", true), undefined)).toBeUndefined()
  expect(keyMeans(press("z"), undefined)).toBeUndefined()
})

it("each part of the selection is a chip that can be taken away", () => {
  const { table } = smallBoard()
  const chips = chipsOf(table, { q: "state:complete lr<0.01", b: "lr:0.001..0.01;opt:0..0", sel: "1,2" })
  expect(chips.map(({ text }) => text)).toEqual(["state:complete", "lr<0.01", "lr 0.001 – 0.01", "opt adam", "2 selected"])
  expect(chips.map(({ without }) => without)).toEqual([
    { q: "lr<0.01" },
    { q: "state:complete" },
    { b: "opt:0..0" },
    { b: "lr:0.001..0.01" },
    { sel: undefined },
  ])
})
