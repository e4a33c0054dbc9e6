import { evidenceOf, explained } from "@diapason/algorithms"
import { createLedger, fold, type Ledger, type StudyEvent } from "@diapason/core"
import { bigStudy, oddStudies, stamped, study } from "@diapason/testkit"
import { describe, expect, test } from "vitest"
import { explainedInThread } from "../../src/report/explanation.ts"
import { materialOf, type Surroundings } from "../../src/report/material.ts"
import { chosenSections, pageOf } from "../../src/report/report.ts"
import { sectionNames } from "../../src/report/sections.ts"
import { summaryOf } from "../../src/report/summary.ts"
import { flawOf, wordsOf } from "./well-formed.ts"

const ledgerOf = (events: readonly StudyEvent[]): Ledger => {
  const ledger = createLedger(events[0]!)
  for (const event of events.slice(1)) fold(ledger, event)
  return ledger
}
const pageWith = async (ledger: Ledger, sections?: readonly string[], about: Surroundings = {}): Promise<string> => {
  const chosen = chosenSections(sections)
  return pageOf(await materialOf(ledger, chosen, about), chosen)
}
const pageFor = (ledger: Ledger, runners?: number): Promise<string> => pageWith(ledger, words, runners === undefined ? {} : { runners })
/** All but the figures, which take the longest. */
const words = sectionNames.filter((name) => name !== "figures")
const summaryFor = async (ledger: Ledger) => summaryOf(await materialOf(ledger, []))
const saidOf = async (ledger: Ledger, about: string): Promise<string | undefined> =>
  (await summaryFor(ledger)).find((one) => one.about === about)?.says

describe("a report of a study that is odd", () => {
  for (const [name, events] of Object.entries(oddStudies).filter(([name]) => name !== "manyCategories"))
    test(`${name} is a whole page`, async () => {
      // Figures have their own test over all of these; here is one that is drawn from odd words, and one from odd numbers.
      const drawn = name === "hostile" || name === "nonFinite"
      const page = await pageWith(ledgerOf(events()), drawn ? undefined : words)
      expect(flawOf(page)).toBeUndefined()
      expect(page.match(/(?:src|href|url)(?:="|\()(?!#)[^#"]{9}/g)).toBeNull()
      expect(page.replace(/="[^"]*"/g, "=")).not.toMatch(/<script|<img|<link|<iframe|<object|<[^>]*\s(?:on\w+|src)=/)
      expect(page).not.toMatch(/undefined|\[object|NaN/)
    })

  test("is the same at every making", async () => {
    const made = (): Promise<string> => pageWith(ledgerOf(oddStudies.oneParameter()))
    expect(await made()).toBe(await made())
  })

  test("without a trial says that none has begun, and nothing that is not there", async () => {
    const ledger = ledgerOf(oddStudies.empty())
    expect((await summaryFor(ledger)).map(({ about }) => about)).toEqual(["goal", "stand", "spent"])
    const words = wordsOf(await pageFor(ledger))
    expect(words).toContain("No trial has begun.")
    expect(words).toContain("No trial is usable yet")
  })

  test("of failures alone says how many and of what, and has no best", async () => {
    const ledger = ledgerOf(oddStudies.allFailed())
    expect(await saidOf(ledger, "best")).toBe("There is no best yet: no trial is complete.")
    expect(await saidOf(ledger, "failures")).toMatch(/^All 12 trials failed: 2 nan, 2 oom, 1 cancelled, /)
    expect(await saidOf(ledger, "mattered")).toBeUndefined()
    expect(wordsOf(await pageFor(ledger))).toContain("reason 11")
  })

  test("whose results are all the same claims no effect, no noise and no gain", async () => {
    const ledger = ledgerOf(oddStudies.sameValues())
    const said = (await summaryFor(ledger)).map(({ about }) => about)
    for (const about of ["mattered", "interaction", "bounds", "baseline"]) expect(said).not.toContain(about)
    expect(await saidOf(ledger, "further")).toContain("the last 5 made it no better")
    expect(await pageFor(ledger)).toMatch(/id="mattered-title">[^<]*<\/h2>\s*<p class="lack">/)
  })

  test("that runs says so at its head and in its summary, and what ran in a process that was lost is told apart", async () => {
    const ledger = ledgerOf(oddStudies.begun())
    expect(wordsOf(await pageFor(ledger))).toContain("This study still runs: 1 trial is under way.")
    expect(await saidOf(ledger, "stand")).toMatch(
      /^It still runs: 1 trial is under way\. What stands here is as of position 4 .*; a later report will say more\.$/,
    )
    const words = wordsOf(await pageFor(ledger, 0))
    expect(words).not.toContain("still runs")
    expect(words).toContain("Nothing runs now; 1 trial had begun when what ran them was lost.")
  })

  test("with values that are no numbers puts them where they belong: infinite ones at the ends, those that are no numbers last", async () => {
    const words = wordsOf(await pageFor(ledgerOf(oddStudies.nonFinite())))
    expect(words).toContain("The best trial is 5: x 0.2083.")
    expect(words).toMatch(
      /19 ● complete -inf .* 4 ● complete -1e-300 .* 7 ● complete 0 .* 2 ● complete 1e308 .* 3 ● complete inf .* 1 ● complete nan /,
    )
  })

  test("with words made of markup shows them as they are, and hidden signs visibly", async () => {
    const page = await pageFor(ledgerOf(oddStudies.hostile()))
    const words = wordsOf(page)
    expect(words).toContain(`<img src=x onerror="globalThis.hurt = true">`)
    expect(words).toContain("</script><script>globalThis.hurt = true</script>")
    expect(words).toContain("\u27e8U+202E\u27e9gnp.exe")
    for (const hidden of ["\u0000", "\u0007", "\u001b", "\u202e"]) expect(page).not.toContain(hidden)
  })

  test("with several objectives names the front and the best of each, and claims nothing of one value", async () => {
    const ledger = ledgerOf(oddStudies.severalObjectives())
    expect(await saidOf(ledger, "best")).toMatch(
      /^\d+ trials are better than every other in some way; the best of each objective: loss .*, accuracy .* and seconds .*\.$/,
    )
    for (const about of ["further", "bounds", "baseline"]) expect(await saidOf(ledger, about)).toBeUndefined()
  })

  test("with categories that no trial had names them", async () => {
    const words = wordsOf(await pageFor(ledgerOf(oddStudies.hostile())))
    expect(words).not.toContain("no finished trial had <img")
    const few = ledgerOf(
      stamped([
        study({ space: { act: { type: "choice", values: ["relu", "gelu", "tanh"] } } }),
        { kind: "trial.added", trial: 0, config: { act: "relu" }, state: "complete", metrics: { loss: 1 } },
      ]),
    )
    expect(wordsOf(await pageFor(few))).toContain("act: no finished trial had gelu and tanh; nothing is known of them.")
  })

  test("with few trials says how many more a judgement on its bounds needs", async () => {
    expect(wordsOf(await pageFor(ledgerOf(oddStudies.one())))).toContain("from 20 usable trials on; there are 1, so 19 more are needed")
  })
})

test("a big study is capped where a page would grow without end, and says so", async () => {
  const page = await pageFor(bigStudy({ trials: 300, points: 600, parameters: 30 }).ledger())
  expect(flawOf(page)).toBeUndefined()
  const words = wordsOf(page)
  expect(words).toMatch(/250 of 300 trials: the rest .* diapason trials big --csv/)
  expect(words).toMatch(/The first 24 of 30 parameters have a column/)
})

test("sections are those that were asked for, in their own order; a name that there is not is told with the nearest", async () => {
  expect(chosenSections(["trials", "overview"]).map(({ id }) => id)).toEqual(["overview", "trials"])
  expect(() => chosenSections(["trails"])).toThrow(/no section named "trails"; did you mean trials\?/)
})

test("a thread says of what mattered what is said here", async () => {
  const evidence = evidenceOf(bigStudy({ trials: 420, points: 900, parameters: 6 }).ledger())
  expect(await explainedInThread(evidence)).toEqual(explained(evidence))
})
