import { known } from "../functions/known.ts"
import { ownAtFirst, readOwn, type OwnFunction } from "../functions/own.ts"
import { racers, type Setup } from "../race/setup.ts"
import { lookOf, mark } from "./look.ts"
import { byId, draw, make } from "./make.ts"
import { most } from "./address.ts"

/** Fills the form with a setup. */
export function showSetup({ on, samplers, trials, races, seed }: Setup): void {
  byId("function").replaceChildren(
    ...known.map(({ name, title }) => make("option", { value: name, selected: on === name }, title)),
    make("option", { value: "own", selected: typeof on !== "string" }, "Your own …"),
  )
  const own = typeof on === "string" ? ownAtFirst : on
  field("own-text").value = own.text
  for (const [name, value] of [
    ["x-low", own.x[0]],
    ["x-high", own.x[1]],
    ["y-low", own.y[0]],
    ["y-high", own.y[1]],
  ] as const)
    field(name).value = String(value)
  byId("racers").replaceChildren(...racers.map((racer) => choice(racer, samplers.includes(racer.name))))
  for (const [name, value] of Object.entries({ trials, races, seed })) field(name).value = String(value)
}

function choice({ name, about }: { readonly name: string; readonly about: string }, checked: boolean): HTMLElement {
  const look = lookOf(name)
  const sign = draw("svg", { viewBox: "0 0 14 14", class: "sign", "aria-hidden": "true" }, mark(look, 7, 7, 5))
  const box = make("input", { type: "checkbox", name: "racer", value: name, checked })
  return make("label", { title: about }, box, sign, make("span", {}, look.title))
}

/** The setup that the form says, or what is wrong with it in one line. */
export function readSetup(): Setup | string {
  const own: OwnFunction = { text: field("own-text").value, x: [at("x-low"), at("x-high")], y: [at("y-low"), at("y-high")] }
  const chosen = field("function").value
  const on = chosen === "own" ? own : chosen
  const flaw = typeof on === "string" ? undefined : readOwn(on)
  if (typeof flaw === "string") return flaw
  const samplers = [...document.querySelectorAll<HTMLInputElement>("input[name=racer]:checked")].map(({ value }) => value)
  if (samplers.length === 0) return "a race needs a sampler"
  for (const [name, least] of [
    ["trials", 2],
    ["races", 1],
    ["seed", 0],
  ] as const) {
    if (!Number.isInteger(at(name)) || at(name) < least || at(name) > most[name])
      return `${name} is a whole number from ${least} to ${most[name]}`
  }
  return { on, samplers, trials: at("trials"), races: at("races"), seed: at("seed") }
}

/** Milliseconds between two trials, by what the form says of the pace. */
export const pace = (): number => Number(field("pace").value)

const field = (id: string): HTMLInputElement => byId<HTMLInputElement>(id)

/** What a field for numbers says; NaN where it is empty. */
const at = (id: string): number => field(id).valueAsNumber
