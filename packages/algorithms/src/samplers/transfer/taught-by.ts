/** Who taught a suggestion, in words for people. */
import { percent } from "../percent.ts"

/** The weightiest by name and share; `weights` may be negative, where the opposite of what a study says has held. */
export function taughtBy(studies: readonly string[], weights: ArrayLike<number>): string {
  const heard = studies.map((study, i) => ({ study, weight: Math.abs(weights[i]!), against: weights[i]! < 0 }))
  const total = heard.reduce((sum, { weight }) => sum + weight, 0)
  if (!(total > 0)) return "none of the earlier studies"
  const named = heard.toSorted((a, b) => b.weight - a.weight).slice(0, most)
  const words = named.map(({ study, weight, against }) => `${study} (${percent(weight / total)}${against ? ", turned around" : ""})`)
  const more = heard.length - named.length
  return `${words.join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}

const most = 3
