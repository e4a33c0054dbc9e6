import { printParameter, type Definition, type Json, type ParameterJson, type Space } from "@diapason/core"
import type { Brushes, Range } from "../selection/brushes.ts"

/** A space whose parameters hold only what was brushed. */
interface NarrowedSpace {
  /** All parameters in their one-line forms, by name. */
  readonly lines: readonly (readonly [name: string, spec: string])[]
  /** Names of those that have become narrower. */
  readonly narrowed: readonly string[]
  /** What brushes say that a space cannot: ranges that were joined, parameters inside a branch or a list. */
  readonly remarks: readonly string[]
}

/** The space with the brushed ranges for bounds and the brushed words for values; brushes of metrics say nothing about a space. */
export function narrowedSpace(space: Space, brushes: Brushes): NarrowedSpace {
  const remarks: string[] = []
  const narrowed: string[] = []
  const lines = Object.entries(space.json as unknown as Readonly<Record<string, ParameterJson>>).map(([name, json]) => {
    const ranges = brushes.get(name)
    const next = ranges === undefined ? undefined : narrow(json, ranges)
    if (next === undefined) return [name, printParameter(json)] as const
    narrowed.push(name)
    if (ranges!.length > 1 && "low" in json) remarks.push(`The ranges of ${name} have become one: a space has no gaps.`)
    return [name, printParameter(next)] as const
  })
  for (const { name } of space.parameters)
    if (brushes.has(name) && !(name in space.json)) remarks.push(`${name} lies inside another parameter and stays as it is.`)
  return { lines, narrowed, remarks }
}

function narrow(json: ParameterJson, ranges: readonly Range[]): ParameterJson | undefined {
  const inside = (_: unknown, i: number): boolean => ranges.some(([low, high]) => i >= low && i <= high)
  switch (json.type) {
    case "float":
    case "int": {
      const [low, high] = boundsOf(json, Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to)))
      return low < high ? known({ ...json, low, high }, (value) => Number(value) >= low && Number(value) <= high) : undefined
    }
    case "choice":
    case "ordinal": {
      const values = json.values.filter(inside)
      return values.length > 0 && values.length < json.values.length
        ? known({ ...json, values }, (value) => values.includes(value))
        : undefined
    }
    case "bool": {
      const values = [false, true].filter(inside)
      return values.length === 1 ? { type: "fixed", value: values[0]!, ...(json.when !== undefined && { when: json.when }) } : undefined
    }
    case "branch": {
      const branches = Object.entries(json.branches).filter(inside)
      if (branches.length === 0 || branches.length === Object.keys(json.branches).length) return undefined
      return known({ ...json, branches: Object.fromEntries(branches) }, (value) => branches.some(([name]) => name === value))
    }
    default:
      return undefined
  }
}

/** A default outside the new values would be refused. */
function known<P extends ParameterJson>(json: P, fits: (value: Json) => boolean): P {
  const { default: usual, ...rest } = json
  return usual === undefined || fits(usual) ? json : (rest as P)
}

type Numeric = Extract<ParameterJson, { readonly type: "float" | "int" }>

/** Outwards to the nearest value that the parameter can take, in three digits where it has no steps. */
function boundsOf(json: Numeric, from: number, to: number): readonly [number, number] {
  const { type, low, high, step } = json
  if (type === "int" && json.scale === "pow2")
    return [Math.max(low, 2 ** Math.floor(Math.log2(from) + 1e-9)), Math.min(high, 2 ** Math.ceil(Math.log2(to) - 1e-9))]
  const grid = step ?? (type === "int" ? 1 : undefined)
  const down = grid === undefined ? round(from, -1) : low + Math.floor((from - low) / grid + 1e-9) * grid
  const up = grid === undefined ? round(to, 1) : low + Math.ceil((to - low) / grid - 1e-9) * grid
  return [Math.max(low, Number(down.toPrecision(12))), Math.min(high, Number(up.toPrecision(12)))]
}

function round(value: number, outwards: -1 | 1): number {
  if (!Number.isFinite(value) || value === 0) return value
  const near = Number(value.toPrecision(3))
  if ((value - near) * outwards <= 0) return near
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(near))) - 2)
  return Number((near + outwards * unit).toPrecision(3))
}

/** What is typed in a shell to record a space as a revision of its study. */
export const extendLine = ({ name: study, objectives, constraints = [], command = [] }: Asked, { lines }: NarrowedSpace): string =>
  [
    "diapason tune --extend",
    `--name ${quoted(study)}`,
    ...objectives.map(({ metric, direction }) => `--${direction} ${quoted(metric)}`),
    ...constraints.map((constraint) => `--subject-to ${quoted(constraint)}`),
    ...lines.map(([name, spec]) => `-p ${quoted(`${name}=${spec}`)}`),
    ...(command.length === 0 ? [] : [`-- ${command.map(quoted).join(" ")}`]),
  ].join(" \\\n  ")

type Asked = Pick<Definition, "name" | "objectives" | "constraints" | "command">

/** The same as a part of a configuration file. */
export const spaceYaml = ({ lines }: NarrowedSpace): string =>
  `space:\n${lines.map(([name, spec]) => `  ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}: ${JSON.stringify(spec)}`).join("\n")}`

/** A word that a shell would read otherwise stands in quotes. */
const quoted = (word: string): string => (/^[\w@%+=:./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
