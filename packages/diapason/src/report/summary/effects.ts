import { interactionSentence, leadingTrials, pressedBounds } from "@diapason/views"
import { flatToday } from "@diapason/core"
import type { Material } from "../material.ts"
import { listed, shareText } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** What mattered, the strongest interaction, and bounds that the best trials press against. */
export function effectSentences(material: Material): readonly Sentence[] {
  return [...mattered(material), ...interaction(material), ...bounds(material)]
}

function mattered({ effects }: Material): readonly Sentence[] {
  if (effects === undefined) return []
  const named = effects.main.filter(({ share }) => share >= 0.01).slice(0, 3)
  const says =
    named.length === 0
      ? `In ${effects.trials} trials no parameter alone explains a part of the result that is more than chance.`
      : `What mattered most, by a first look at ${effects.trials} trials: ${listed(named.map(({ name, share }) => `${name} (${shareText(share)})`))} of the differences between results.`
  return [{ about: "mattered", says }]
}

function interaction({ effects, board, losses }: Material): readonly Sentence[] {
  const pair = effects?.pairs.find(({ share, floor }) => share > floor)
  if (pair === undefined) return []
  const { first, second, share } = pair
  const how = interactionSentence(board.table, losses, first, second)
  const says = `${first} and ${second} depend on each other (${shareText(share)} beyond what each explains)${how === undefined ? "" : `: ${how}`}.`
  return [{ about: "interaction", says }]
}

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
