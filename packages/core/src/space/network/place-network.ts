import type { Json } from "../../event/json.ts"
import type { Names } from "../names.ts"
import type { Condition } from "../parameter.ts"
import type { NetworkJson, ParameterJson } from "../parameter-json.ts"
import type { NetworkPart, Place, Seat } from "../seat.ts"
import { countsOf, layoutOf, passing, type Part } from "./layout.ts"
import { readNetwork } from "./network-value.ts"

/**
 * Gives the parts of a network their places, `net.depth`, `net.0.op`, `cell.0-1`, and each the conditions that follow from the form: a
 * layer is there when the chain is deep enough, its further fields when its operation does something. A default of the whole network becomes that of its parts.
 */
export function placeNetwork(seat: Seat, json: NetworkJson, owner: string, names: Names, place: Placing): Place {
  const { path, name, scopes } = seat
  const { layout, parts } = layoutOf(json, name)
  names.add({ path, kind: "network", primitives: [], read: () => undefined }, owner)
  const standards: Record<string, Json> = {}
  if (json.default !== undefined) readNetwork(layout, path, json.default, standards)
  const shared = Object.fromEntries(parts.filter(({ layer }) => layer === undefined).map(({ suffix, json }) => [suffix, json]))
  const members = json.kind === "chain" ? json.layer : {}
  const placed = parts.map((part): NetworkPart => {
    const { suffix, layer } = part
    const standard = standards[`${name}.${suffix}`]
    const own = standard === undefined ? part.json : ({ ...part.json, default: standard } as ParameterJson)
    const around = [{ prefix: `${path}.`, members: shared }, ...scopes]
    const inner = {
      key: suffix,
      path: `${path}.${suffix}`,
      name: `${name}.${suffix}`,
      json: own,
      scopes: layer === undefined ? around : [{ prefix: `${path}.${layer}.`, members }, ...around],
    }
    return { place: place(inner, `${owner}.${suffix}`, names), waits: waitsOf(json, part, name) }
  })
  return { ...seat, parts: placed, layout }
}

type Placing = (seat: Seat, owner: string, names: Names) => Place

function waitsOf(json: NetworkJson, { layer, field, json: { when } }: Part, name: string): Condition["parents"] {
  if (json.kind !== "chain" || layer === undefined) return []
  const deep = typeof json.depth === "number" ? [] : [{ name: `${name}.depth`, values: countsOf(json.depth).filter((n) => n > layer) }]
  const { op } = json.layer
  const operations = op!.type === "choice" || op!.type === "ordinal" ? op!.values : []
  const doing = operations.filter((one) => !passing.includes(one as string))
  if (field === "op" || when !== undefined || doing.length === operations.length) return deep
  return [...deep, { name: json.shared?.includes("op") === true ? `${name}.op` : `${name}.${layer}.op`, values: doing }]
}
