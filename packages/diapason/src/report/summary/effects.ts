import { interactionSentence, leadingTrials, pressedBounds } from "@diapason/views"
import { flatToday } from "@diapason/core"
import type { Material } from "../material.ts"
import { listed, shareText } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** What mattered, the strongest interaction, and bounds that the best trials press against. */
export function effectSentences(material: Material): readonly Sentence[] {
  return [...mattered(material), ...interaction(material), ...scaling(material), ...bounds(material)]
}

function mattered({ importance }: Material): readonly Sentence[] {
  if ("lacks" in importance) return []
  const { features, trials, r2, model } = importance
  const [first, ...others] = features.filter(({ share }) => share >= 0.01)
  const named = first === undefined ? [] : [first, ...others.filter(({ share }) => share >= 0.05)].slice(0, 3)
  const by = `by ${model === "forest" ? "a forest" : "a Gaussian process"} over ${trials} trials, which predicts ${shareText(Math.max(0, r2))} of what it has not seen`
  if (named.length === 0) return [{ about: "mattered", says: `No parameter alone explains how the results vary (${by}).` }]
  const parts = named.map(
    ({ name, share, low, high }) => `${name} (${shareText(share)} of how the results vary; ${shareText(low)} to ${shareText(high)})`,
  )
  return [{ about: "mattered", says: `What mattered most: ${listed(parts)}, ${by}.` }]
}

/** Only a pair whose interval is clear of nothing is called an interaction. */
function interaction({ importance, board, losses }: Material): readonly Sentence[] {
  const pair = "lacks" in importance ? undefined : importance.pairs[0]
  if (pair === undefined || pair.low < clear) return []
  const { first, second, share, low, high } = pair
  const how = interactionSentence(board.table, losses, first, second)
  const what = `${first} and ${second} act together: ${shareText(share)} (${shareText(low)} to ${shareText(high)}) beyond what each does`
  return [{ about: "interaction", says: `${what}${how === undefined ? "" : `; ${how}`}.` }]
}

const clear = 0.01

/** Learning rate and batch size, where the space has both and the trials can tell. */
const scaling = ({ scalings }: Material): readonly Sentence[] =>
  scalings
    .filter(({ verdict }) => verdict !== "lacking")
    .map(({ sentence }) => ({ about: "interaction", says: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.` }))

function bounds(material: Material): readonly Sentence[] {
  const pressed = pressedOf(material)
  if (pressed.length === 0) return []
  const named = pressed.map(({ parameter, bound, there, best }) => `the ${bound} bound of ${parameter.name} (${there} of the best ${best})`)
  return [{ about: "bounds", says: `The best trials press against ${listed(named)}: there may be better values beyond.` }]
}

/** Bounds that the best trials press against; none where fewer than four times as many trials are usable, or for several objectives. */
export function pressedOf({ ledger, ranked }: Pick<Material, "ledger" | "ranked">): ReturnType<typeof pressedBounds> {
  if (ledger.definition.objectives.length > 1 || ranked.length < 4 * leadingTrials) return []
  const best = ranked.slice(0, leadingTrials).map((n) => flatToday(ledger, ledger.trials[n]!) ?? {})
  return pressedBounds(ledger.space.parameters, ({ name }, i) => best[i]![name])
}
