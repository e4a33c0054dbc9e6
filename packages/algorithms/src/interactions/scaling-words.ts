interface Names {
  readonly moves: string
  readonly along: string
}

type Answer =
  | { readonly verdict: "found" | "wide" | "pressed"; readonly exponent: number; readonly low: number; readonly high: number }
  | { readonly trials: number; readonly needs: number }
  | { readonly of: "moves" | "along"; readonly values: number; readonly needs: number }
  | { readonly equal: true }

/** What the trials say of how the best value of one parameter moves with another, in one sentence without a full stop. */
export function scalingWords(names: Names, answer: Answer): string {
  const { moves, along } = names
  if ("trials" in answer)
    return `how the best ${moves} moves with ${along} needs ${answer.needs} trials with both; you have ${answer.trials}`
  if ("equal" in answer) return `all losses are equal, so nothing says how the best ${moves} moves with ${along}`
  if ("values" in answer) {
    const name = names[answer.of]
    return `how the best ${moves} moves with ${along} needs ${answer.needs} values of ${name}; ${answer.values === 1 ? "one was" : `${answer.values} were`} tried`
  }
  const { verdict, exponent, low, high } = answer
  const short = shortOf(high - low < 0.2 ? 100 : 10)
  const power = `${along}^${short(exponent)}, ${short(low)} to ${short(high)}`
  if (verdict === "wide")
    return `the trials cannot tell yet how the best ${moves} moves with ${along}: anything from ${along}^${short(low)} to ${along}^${short(high)} fits them`
  if (verdict === "pressed")
    return `the best ${moves} lies at a bound of what was tried, so how it moves with ${along} is not seen; equal losses lie along ${power}`
  if (low <= 0 && high >= 0) return `the best ${moves} does not clearly move with ${along}: ${power}`
  return `the best ${moves} ${exponent > 0 ? "grows" : "falls"} as ${power}`
}

/** One digit after the point, or two where the interval is narrow enough for them. */
const shortOf = (grain: number) => (exponent: number) => String(Math.round(exponent * grain) / grain || 0)
