import { importance, partialDependence, partialDependenceOfTwo } from "@diapason/algorithms"
import { absent, type Figure } from "../figure.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { askedOf } from "./asked.ts"
import { chosenFeatures } from "./chosen-features.ts"
import { dependencePanel } from "./dependence-panel.ts"
import { importancePanel } from "./importance-panel.ts"
import { interactionsAsk, interactionsPanel } from "./interactions-panel.ts"
import { surfacePanel } from "./surface-panel.ts"

/** Before it is known which parameters are shown. */
const surfaceAsks = "What would two parameters give together?"
const dependenceAsks = "What would one parameter alone change?"

/** Apart from the list of those that are drawn within moments, since a model is fitted first. What mattered and what acts together, by a model of the trials. Parameters are those of `x=` and `y=` in the choices, else the strongest pair. */
export const interactionFigures: readonly Figure[] = [
  { name: "importance", panel: (view) => importancePanel(importance(askedOf(view).evidence)) },
  { name: "interactions", slow: { asks: interactionsAsk }, panel: (view) => interactionsPanel(askedOf(view).found) },
  { name: "surface", slow: { asks: surfaceAsks }, panel: (view) => surfaceOf(view) },
  { name: "dependence", slow: { asks: dependenceAsks }, panel: (view) => dependenceOf(view) },
]

function surfaceOf(view: StudyView): Panel {
  const { evidence, model, found } = askedOf(view)
  if (model === undefined || "lacks" in found) return absent("surface", surfaceAsks, "", lacking(found))
  const [first, second] = chosenFeatures(evidence, found, view.choices)
  return surfacePanel(evidence, partialDependenceOfTwo(evidence, model, first, second))
}

function dependenceOf(view: StudyView): Panel {
  const { evidence, model, found } = askedOf(view)
  if (model === undefined) return absent("dependence", dependenceAsks, "", lacking(found))
  const [first] = "lacks" in found ? [0] : chosenFeatures(evidence, found, view.choices)
  return dependencePanel(evidence, partialDependence(evidence, model, first))
}

const lacking = (found: object): string => ("lacks" in found ? String(found.lacks) : "")
