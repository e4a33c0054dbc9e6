import { fault } from "@diapason/core"
import { figures, interactionFigures, type Figure } from "@diapason/figures"
import { similarName } from "../text/similar-name.ts"

/** The figure of that name. Throws D159 with the nearest name. */
export function figureNamed(name: string): Figure {
  const found = allFigures.find((figure) => figure.name === name)
  if (found === undefined) throw fault("D159", { name, nearest: similarName(name, names()), known: names() })
  return found
}

/** Which study and which figure two words mean: one word alone is a figure where it is the name of one, else a study. */
export const meantBy = (
  study: string | undefined,
  figure: string | undefined,
): { readonly study: string | undefined; readonly figure: string | undefined } =>
  figure === undefined && study !== undefined && names().includes(study) ? { study: undefined, figure: study } : { study, figure }

const names = (): readonly string[] => allFigures.map(({ name }) => name)

/** All that can be asked for by name, in the order in which they are listed: those that take a model's time come last. */
export const allFigures: readonly Figure[] = [...figures, ...interactionFigures]
