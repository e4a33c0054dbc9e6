/** What is said of a winner: facts with their figures, computed and nothing beside. */
import { short } from "../schedulers/judged.ts"
import type { OneWinner } from "./one-winner.ts"

type Told = Omit<OneWinner, "sentence" | "advice">

/** One to three sentences. `count` is how many configurations were judged. */
export function sentenceOn({ raw, recommended, shrunken, fresh, optimism, metric }: Told, count: number): string {
  const seen = `The best ${metric} that was seen is ${short(raw.value)}, of trial ${raw.trial}.`
  if (fresh !== undefined) {
    const how = fresh.aside ? "runs that did not help to choose it" : "runs after the search"
    return `Trial ${recommended} comes to ${short(fresh.value)}, ${within(fresh)}, by ${fresh.runs} ${how}. ${seen}`
  }
  if (count === 1) return `${seen} It is the only configuration that counts, so nothing tells how much of it is luck.`
  if (optimism === undefined) return `${seen} Nothing tells how much of that is luck: it takes eight trials, or one that was run twice.`
  if (optimism === 0) return `${seen} The same configuration came to the same value each time, so that is no luck.`
  const { low, high } = shrunken
  const estimate = `Run again, trial ${recommended} is likely to come to ${short(shrunken.value)}${low === undefined ? "" : `, ${within({ low, high: high! })}`}.`
  return `${seen} ${estimate} Luck alone makes the best of ${count} equal trials look ${short(optimism)} better than it is.`
}

/** What to do next. */
export function adviceOn({ raw, recommended, fresh, optimism, alike }: Told): string {
  const others = alike.slice(1).map((n) => `#${n}`)
  const rest = others.length > 3 ? `${others.slice(0, 3).join(", ")} and ${others.length - 3} more` : others.join(", ")
  if (fresh?.aside === true && others.length === 0) return "Report this value: it is not biased by the choice."
  if (optimism === 0) return "Report the best value: running it again would not change it."
  if (others.length > 0) return `It cannot be told apart from ${rest}: run them again with fresh seeds, diapason confirm.`
  if (fresh !== undefined) return "Keep some runs aside from the choice for the value that is reported: diapason confirm."
  if (recommended !== raw.trial) return "Take the recommended trial rather than the best value, and run it again: diapason confirm."
  return "Run it again with fresh seeds before its value is reported: diapason confirm."
}

const within = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${short(low)} to ${short(high)} with a chance of 90 %`
