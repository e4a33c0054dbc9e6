import type { Json, StudyEvent } from "@diapason/core"
import { chance } from "./chance.ts"
import { ended, failed, playedStudy, running, some, type Ended } from "./played-study.ts"

/**
 * Small studies over which a page, a table or a plot has stumbled somewhere: by name, each a whole log with its chain. The same at every
 * call.
 */
export const oddStudies = {
  /** Created, and nothing since. */
  empty: () => playedStudy({ name: "empty" }, []),
  one: () => playedStudy({ name: "one" }, [ended({ x: 0.5 }, { loss: 1 }, 3)]),
  /** Its only trial runs and has said nothing. */
  begun: () => playedStudy({ name: "begun" }, [running({ x: 0.5 })]),
  allFailed: () =>
    playedStudy(
      { name: "all-failed" },
      some(12, (i) => failed({ x: i / 12 }, kinds[i % kinds.length]!, `reason ${i}`)),
    ),
  oneParameter: () =>
    playedStudy(
      { name: "one-parameter" },
      some(30, (i) => ended({ x: i / 30 }, { loss: (i / 30 - 0.4) ** 2 }, 4)),
    ),
  /** Every trial is the same, so that every axis has no length. */
  sameValues: () =>
    playedStudy(
      { name: "same-values" },
      some(20, () => ended({ x: 0.5 }, { loss: 1 }, 2)),
    ),
  /** Three objectives, one of them maximised. */
  severalObjectives: () => playedStudy({ name: "several-objectives", objectives }, some(40, several)),
  /** Branches in branches, and a parameter that is there under a condition. */
  conditional: () => playedStudy({ name: "conditional", space: branches }, some(40, branched)),
  /** Infinite values and values that are no number, in ends and in the middle of curves. */
  nonFinite: () =>
    playedStudy(
      { name: "non-finite" },
      some(24, (i) => ended({ x: i / 24 }, { loss: odd(i), other: odd(i + 1) }, 5)),
    ),
  /** A choice of three hundred words. */
  manyCategories: () =>
    playedStudy({ name: "many-categories", space: { word: { type: "choice", values: words }, x: unit } }, some(600, worded)),
  /** Names and texts made of HTML, of SQL, of paths, of control characters and turned writing, and some very long. */
  hostile: () =>
    playedStudy({ name: hostileTexts[0]!, space: { x: unit, [longName]: { type: "choice", values: hostileTexts } } }, some(20, hostile)),
} satisfies Readonly<Record<string, () => readonly StudyEvent[]>>

const unit = { type: "float", low: 0, high: 1 } as const

const kinds = ["oom", "nan", "timeout", "crash", "no-metric", "invalid", "launch", "checkpoint", "protocol", "cancelled"] as const

const objectives = [
  { metric: "loss", direction: "minimize" },
  { metric: "accuracy", direction: "maximize" },
  { metric: "seconds", direction: "minimize" },
] as const

const several = (i: number): Ended =>
  ended({ x: chance(1, i, 0) }, { loss: chance(1, i, 1), accuracy: chance(1, i, 2), seconds: 10 + 90 * chance(1, i, 3) })

const branches: Readonly<Record<string, Json>> = {
  model: {
    type: "branch",
    branches: {
      tree: { depth: { type: "int", low: 1, high: 12 }, booster: { type: "branch", branches: { plain: {}, dart: { drop: unit } } } },
      net: { lr: { type: "float", low: 1e-5, high: 1, scale: "log" }, norm: { type: "bool" } },
    },
  },
  warm: { type: "bool" },
  steps: { type: "int", low: 1, high: 100, when: { warm: [true] } },
}

function branched(i: number): Ended {
  const booster = i % 4 === 0 ? { use: "dart", drop: i / 40 } : { use: "plain" }
  const model = i % 2 === 0 ? { use: "tree", depth: 1 + (i % 12), booster } : { use: "net", lr: 10 ** (-i / 10), norm: i % 3 === 0 }
  return ended({ model, warm: i % 5 === 0, ...(i % 5 === 0 && { steps: 1 + i }) }, { loss: chance(2, i, 1) })
}

const odd = (i: number): number | "nan" | "inf" | "-inf" => ([0, "nan", 1e308, "inf", -1e-300, "-inf", 3] as const)[i % 7]!

const words = Array.from({ length: 300 }, (_, i) => `word-${String(i).padStart(3, "0")}`)

const worded = (i: number): Ended => ended({ word: words[i % 300]!, x: chance(3, i, 0) }, { loss: chance(3, i, 1) })

/** Texts that a careless page runs, breaks on or shows in a wrong place. */
export const hostileTexts: readonly string[] = [
  `<img src=x onerror="globalThis.hurt = true">`,
  `</script><script>globalThis.hurt = true</script>`,
  `'; DROP TABLE events; --`,
  `../../../../etc/passwd`,
  `javascript:globalThis.hurt = true`,
  `{{constructor.constructor('hurt')()}}`,
  `\u0000\u0007\u001b[31mred\u001b[0m\r\n`,
  `\u202egnp.exe`,
  `__proto__`,
  `Z\u0351\u0367\u0311\u0308a\u0346\u0350l\u0312g\u0313o`,
  `\u{1f600}`.repeat(40),
  `no break `.repeat(60).replaceAll(" ", "\u00a0"),
]

const longName = "a_name_that_somebody_has_made_of_everything_that_it_depends_on_".repeat(3)

function hostile(i: number): Ended {
  const text = hostileTexts[i % hostileTexts.length]!
  const config = { x: i / 20, [longName]: text }
  if (i % 5 === 4) return failed(config, "crash", hostileTexts.join(" "))
  return ended(config, { loss: i, [`<b>${text}</b>`]: i }, 2, text)
}
