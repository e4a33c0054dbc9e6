import { schedulersIn } from "@diapason/algorithms"
import { fault, nearest, type Chosen } from "@diapason/core"
import { readAlgorithm } from "../tune/algorithm.ts"

/** What is to be thought otherwise: other schedulers, one after another, or another sampler. */
export interface Asked {
  readonly schedulers: readonly Chosen[]
  readonly samplers: readonly Chosen[]
}

/** Reads `scheduler=asha,median`, `scheduler={"type":"asha","eta":4}`, `scheduler=median sampler=tpe` as several. Throws D140. */
export function askedOf(texts: readonly string[]): Asked {
  const read = (wanted: string): readonly Chosen[] => texts.flatMap((text) => (keyOf(text) === wanted ? chosenIn(text) : []))
  return { schedulers: read("scheduler"), samplers: read("sampler") }
}

const keys = ["scheduler", "sampler"]

function keyOf(text: string): string {
  const key = text.slice(0, Math.max(0, text.indexOf("="))).trim()
  if (keys.includes(key)) return key
  const meant = nearest(key === "" ? text : key, keys) ?? "scheduler"
  throw fault("D140", { flag: "--what-if", text, expected: `a change such as ${meant}=${meant === "sampler" ? "tpe" : "asha,median"}` })
}

function chosenIn(text: string): readonly Chosen[] {
  const words = schedulersIn(text.slice(text.indexOf("=") + 1))
  if (words.length === 0) throw fault("D140", { flag: "--what-if", text, expected: "a name after the =, as in scheduler=asha," })
  return words.map((word) => {
    const read = readAlgorithm("--what-if", word)
    return typeof read === "string" ? { type: read } : read
  })
}
