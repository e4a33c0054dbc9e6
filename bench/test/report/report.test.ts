import { expect, test } from "vitest"
import { figures, short } from "../../src/report/block.ts"
import { lineChart } from "../../src/report/line-chart.ts"
import { markdown } from "../../src/report/markdown.ts"
import { page } from "../../src/report/page.ts"
import { report } from "../../src/report/report.ts"
import type { Results, RunRecord } from "../../src/run/record.ts"
import { runOf } from "../run-of.ts"
import { bowl, noisyHill, pair } from "../two-problems.ts"

const hill = (contestant: string, told: number, recommended: number): RunRecord =>
  runOf({
    contestant,
    problem: "noisy-hill",
    values: [[told], [told - 1]],
    truths: [[told], [told]],
    trials: 2,
    ms: [1, 3],
    recommended: { "2": recommended },
  })

const results: Results = {
  begun: [{ kind: "begun", at: "", command: "npm run bench -- run --out r.jsonl", machine: { cpu: "Z80", cores: 1 }, commit: "abc123" }],
  runs: [
    runOf({ contestant: "diapason/auto", losses: [1, 0.5], versions: { diapason: "9.9.9" } }),
    runOf({ contestant: "hebo", losses: [0.9, 0.25] }),
    hill("diapason/auto", -0.2, -0.1),
    hill("hebo", -0.4, -0.3),
    runOf({ contestant: "smac", losses: [0.9, 0.3] }),
    runOf({ contestant: "smac", problem: "noisy-hill", trials: 2, failed: "MemoryError: all of it\nmore" }),
  ],
}
const asked = {
  contestants: ["diapason/auto", "hebo", "smac"],
  problems: [bowl, noisyHill],
  trials: 2,
  parallel: 1,
  command: "npm run bench -- report r.jsonl",
}
const text = markdown("Results", report(results, asked))

test("the report says what made it: commands, machine, versions", () => {
  expect(text).toContain("`npm run bench -- run --out r.jsonl`")
  expect(text).toContain("`npm run bench -- report r.jsonl`")
  expect(text).toContain("cpu Z80, cores 1, commit abc123")
  expect(text).toContain("| diapason/auto | diapason 9.9.9, tuner 1.2.3 |")
})

test("only problems that all contestants finished are compared together, and the report says so", () => {
  expect(text).toContain("1 of 2 problems: those that each of the 3 contestants finished, 1 seed.")
  expect(text).toContain("| diapason/auto | 0.5 | 3 | **1** |")
  expect(text).toContain("| hebo | **0.25** | **1** | **1** |")
})

test("defeats are printed with who was better", () => {
  expect(text).toContain("## Where diapason/auto is beaten")
  expect(text).toContain("| bowl | 0.5 | hebo 0.25, smac 0.3 |")
})

test("face to face each is met on what both finished, and who finished nothing is not there", () => {
  expect(text).toContain("| hebo | 2 | 2 | ")
  expect(text).toContain("| smac | 1 | 1 | 0.5 : 0.3 | 0 : 1 | ")
  const alone = markdown("Results", report(results, { ...asked, contestants: ["diapason/auto", "smac"] }))
  expect(alone).toContain("| hebo | 2 | 2 | ")
})

test("what broke is printed, in one line", () => {
  expect(text).toContain("| broke | smac on noisy-hill: MemoryError: all of it | 1 |")
})

test("under noise the true value of what is recommended is compared", () => {
  expect(text.split("## What is recommended under noise")[1]).toContain("| diapason/auto | **0.1** |")
})

test("the page holds the same tables and a curve for each contestant", () => {
  const html = page("Results <1>", report(results, asked))
  expect(html).toContain("<title>Results &lt;1&gt;</title>")
  expect(html).toContain('<td class="words">hebo 0.25, smac 0.3</td>')
  expect(html.match(/<polyline/g)).toHaveLength(3 + 3 + 2)
})

test("nothing at all is a report as well", () => {
  expect(markdown("Results", report({ begun: [], runs: [] }, { ...asked, contestants: [] }))).toContain("0 of 2 problems")
})

test("the best of a column stands out, each of several equal ones", () => {
  const rows = [
    { name: "a", values: [1, 5] },
    { name: "b", values: [1, 6] },
  ]
  const table = figures(["", "x", "y"], rows, (column) => (column === 0 ? "least" : "greatest"))
  expect([...table.best]).toEqual(["0,1", "1,1", "1,2"])
})

test("numbers have three digits that count", () => {
  expect([0, 0.12345, 12.345, 1234.5, 0.00012345, NaN, Infinity].map(short)).toEqual(["0", "0.123", "12.3", "1235", "1.2e-4", "–", "∞"])
})

test("lines run from the first trial at the left to the last at the right, 1 at the top", () => {
  const svg = lineChart([{ name: "a & b", values: [0, 1] }])
  expect(svg).toContain('points="44.0,330.0 604.0,10.0"')
  expect(svg).toContain("a &amp; b")
})

test("with several objectives the hypervolume itself is shown beside the best known", () => {
  const truths = [[0.25, 0.25], [0.5, 0.5]] // prettier-ignore
  const runs = [runOf({ contestant: "hebo", problem: "pair", values: truths, truths, trials: 2 })]
  const shown = markdown("Results", report({ begun: [], runs }, { ...asked, contestants: ["hebo"], problems: [pair] }))
  expect(shown).toContain("pair (best known 0.5000)")
  expect(shown).toContain("| hebo | **0.313** |")
})
