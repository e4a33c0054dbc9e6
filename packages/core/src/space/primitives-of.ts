import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { Json } from "../event/json.ts"
import { contains } from "./domain.ts"
import { readNetwork } from "./network/network-value.ts"
import type { BranchShape, ListShape, MixShape, Shape } from "./plan.ts"

type Given = Readonly<Record<string, Json>>
type Raw = Record<string, Json>

/**
 * The values that a configuration gives, by the names of primitives; not yet checked against domains and conditions.
 * Throws D112 for a name that is not in the space, D113 for a value of the wrong form,
 * D197 for a network that cannot be built.
 */
export function primitivesOf(shape: readonly Shape[], config: Given): Raw {
  const raw: Raw = {}
  readMembers(shape, config, "", raw)
  return raw
}

/** `tag` is a key that is expected besides the members. */
function readMembers(shape: readonly Shape[], config: Given, where: string, raw: Raw, tag?: string): void {
  let read = 0
  for (let i = 0; i < shape.length; i++) {
    const member = shape[i]!
    const value = config[member.key]
    if (value === undefined) continue
    read++
    readMember(member, value, raw)
  }
  let given = 0
  for (const key in config) if (config[key] !== undefined) given++
  if (given > read + (tag === undefined ? 0 : 1)) throw unknown(shape, config, where, tag)
}

function readMember(member: Shape, value: Json, raw: Raw): void {
  switch (member.kind) {
    case "leaf":
      raw[member.parameter.name] = value
      return
    case "mix":
      return readMix(member, value, raw)
    case "list":
      return readList(member, value, raw)
    case "branch":
    case "schedule":
      return readBranch(member, value, raw)
    case "network":
      return readNetwork(member.layout, member.path, value, raw)
    case "derived":
      return
  }
}

/** A value of its own first, then the first range that holds it. */
function readMix({ path, selector, ranges }: MixShape, value: Json, raw: Raw): void {
  const values = selector.kind === "choice" ? selector.values : selector.kind === "constant" ? [selector.value] : []
  if (values.includes(value) && !ranges.has(value)) {
    raw[selector.name] = value
    return
  }
  for (const [label, range] of ranges) {
    if (!contains(range, value)) continue
    raw[selector.name] = label
    raw[range.name] = value
    return
  }
  throw fault("D113", { name: path, value: JSON.stringify(value), domain: "its values and ranges" })
}

function readList({ path, items }: ListShape, value: Json, raw: Raw): void {
  if (!Array.isArray(value) || value.length > items.length)
    throw fault("D113", { name: path, value: JSON.stringify(value), domain: `lists of up to ${items.length}` })
  value.forEach((element: Json, i) => {
    readMember(items[i]!, element, raw)
  })
}

function readBranch({ path, tag, selector, branches }: BranchShape, value: Json, raw: Raw): void {
  const outside = () => fault("D113", { name: path, value: JSON.stringify(value), domain: [...branches.keys()].join(", ") })
  if (typeof value === "string" && branches.has(value)) {
    raw[selector.name] = value
    return
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw outside()
  const given = value as Given
  const keys = Object.keys(given)
  const use = given[tag] ?? (keys.length === 1 ? keys[0] : undefined)
  const shape = typeof use === "string" ? branches.get(use) : undefined
  if (shape === undefined) throw outside()
  raw[selector.name] = use as string
  if (given[tag] !== undefined) return readMembers(shape, given, `${path}.`, raw, tag)
  const inner = given[use as string]
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) throw outside()
  readMembers(shape, inner as Given, `${path}.`, raw)
}

function unknown(shape: readonly Shape[], config: Given, where: string, tag?: string) {
  const known = shape.map(({ key }) => key)
  const name = Object.keys(config).find((key) => !known.includes(key) && key !== tag) ?? ""
  return fault("D112", { name, where, known, nearest: nearest(name, known) })
}
