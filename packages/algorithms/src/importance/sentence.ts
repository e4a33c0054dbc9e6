import type { ImportanceMethod, ImportanceOfTrials } from "./importance-answer.ts"

interface Told extends Omit<ImportanceOfTrials, "summary"> {
  readonly method: ImportanceMethod
  readonly target: string
}

/** What was found, in one sentence for people; of shares whose intervals overlap it says that their order is not certain. */
export function sentence(told: Told): string {
  const { parameters, lacks, path, around } = told
  if (lacks !== undefined) {
    const more = lacks.more === undefined ? "" : ` (${lacks.more} more)`
    return `What mattered for ${told.target} cannot be told yet: ${ended(lacks.why)}${more}.`
  }
  if (path !== undefined) return ofPath(path, around!, told.target)
  const [first, second] = parameters
  if (first === undefined || first.share === 0) return `No parameter shows a part in ${told.target}.`
  const share = `${percent(first.share)} % of ${wholes[told.method]}; ${percent(first.low)} to ${percent(first.high)}`
  const unsure =
    second !== undefined && second.high >= first.low && second.share > 0 ? `, though ${second.name} may have mattered as much` : ""
  return `${first.name} ${verbs[told.method](told)} (${share})${unsure}${together(told)}.`
}

const verbs: Readonly<Record<ImportanceMethod, (told: Told) => string>> = {
  fanova: ({ target }) => `mattered most for ${target}`,
  "ped-anova": ({ target }) => `is what most sets the best trials apart in ${target}`,
  permutation: ({ target }) => `is what a model of ${target} could least do without`,
  shapley: ({ target }) => `moves what a model expects of ${target} the most`,
  local: ({ target, around }) => `is the one to mind around #${around}: ${target} varies most with it`,
  ablation: () => "",
}

/** What a share is of. */
const wholes: Readonly<Record<ImportanceMethod, string>> = {
  fanova: "how it varies",
  "ped-anova": "the difference",
  permutation: "what the model loses",
  shapley: "all movement",
  local: "how it varies there",
  ablation: "",
}

/** A pair whose interval is clear of nothing. */
function together({ pairs }: Told): string {
  const [pair] = pairs
  if (pair === undefined || pair.low < 0.02) return ""
  return `; ${pair.first} and ${pair.second} act together (${percent(pair.share)} %)`
}

function ofPath({ from, start, end, steps }: NonNullable<Told["path"]>, around: number, target: string): string {
  const whole = start - end
  if (!(whole > 0)) return `From ${from} to #${around} a model of ${target} expects no gain.`
  const worth = steps.filter(({ worthVerifying }) => worthVerifying)
  // Of all that was gained: a later change may lose some of it again.
  const gained = steps.reduce((sum, { gain }) => sum + Math.max(0, gain), 0)
  const share = (gain: number): string => `${percent(gain / gained)} %`
  const most = worth.length > 0 ? worth : [steps.reduce((best, step) => (step.gain > best.gain ? step : best))]
  const names = most.slice(0, 3).map(({ name, gain }) => `${name} (${share(gain)})`)
  const rest = steps.length - names.length
  const others = rest === 0 ? "" : `; ${rest === 1 ? "the other change" : `the ${rest} other changes`} may not have been needed`
  return `From ${from} to #${around} the gain in ${target} came from ${names.join(", ")}, as a model expects it${others}.`
}

const percent = (share: number): string => (share > 0 && share < 0.005 ? "<1" : String(Math.round(100 * share)))

const ended = (text: string): string => {
  const plain = text.endsWith(".") ? text.slice(0, -1) : text
  return plain[0]!.toLowerCase() + plain.slice(1)
}
