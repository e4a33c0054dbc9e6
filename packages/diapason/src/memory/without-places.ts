import { assemble, flatten, spaceFromJson, type Json, type Remembered } from "@diapason/core"

/**
 * What was passed through and looks like a place or an address is not handed on, however deep it stands: it says where somebody's data lies,
 * and is no part of the search.
 */
export function withoutPlaces(remembered: Remembered): Remembered {
  const there = spaceFromJson(remembered.space)
  const hidden = spaceFromJson(hiddenIn(there.json) as Remembered["space"])
  const constants = hidden.parameters.flatMap((one) => (one.kind === "constant" ? [[one.name, one.value] as const] : []))
  const trials = remembered.trials.map((trial) => {
    const flat = flatten(there, trial.config)
    const changed = constants.filter(([name]) => name in flat)
    return { ...trial, config: assemble(hidden, { ...flat, ...Object.fromEntries(changed) }) }
  })
  return { ...remembered, space: hidden.json, trials }
}

/** The same space with what is fixed hidden where it is a place. What one of several is chosen from is searched, and stays. */
function hiddenIn(json: Json): Json {
  if (Array.isArray(json)) return json.map((one: Json) => hiddenIn(one))
  if (typeof json !== "object" || json === null) return json
  const { type } = json as { readonly type?: Json }
  if (type === "fixed") return mapped(json, hiddenText)
  return typeof type === "string" && searched.includes(type) ? json : mapped(json, hiddenIn)
}

const searched = ["choice", "ordinal", "mix"]

/** Every text in a fixed value that looks like a place. */
function hiddenText(json: Json): Json {
  if (typeof json === "string") return isPlace(json) ? leftOut : json
  if (Array.isArray(json)) return json.map((one: Json) => hiddenText(one))
  return typeof json === "object" && json !== null ? mapped(json, hiddenText) : json
}

const mapped = (json: object, each: (value: Json) => Json): Json =>
  Object.fromEntries(Object.entries(json).map(([key, value]) => [key, each(value as Json)]))

const leftOut = "(left out)"

/** A path, an address, or a name with an ending such as .csv. One too many does no harm: what is fixed teaches nothing. */
const isPlace = (text: string): boolean => /[\\/~@]|[^\s.]\.[a-z][a-z0-9]{0,9}$/i.test(text)
