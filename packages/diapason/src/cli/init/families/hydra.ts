import type { Json } from "@diapason/core"
import { parse } from "yaml"
import { callsOf } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { python } from "../source/scan.ts"
import { typed, type Family, type ScriptFlag } from "../script-flag.ts"

/** Hydra: values are overrides `optimizer.lr=0.01`, groups are choices between files. */
export const hydra: Family = {
  name: "hydra",
  paramsVia: "hydra",
  help(text) {
    if (!/is powered by Hydra/.test(text)) return undefined
    const [, groups = "", config = ""] =
      /== Configuration groups ==\n[^\n]*\n([^]*?)== Config ==\n[^\n]*\n([^]*?)(?=\nPowered by Hydra)/.exec(text) ?? []
    const lines = [...groups.matchAll(/^([\w/@.-]+): (.+)$/gm)]
    const listed = lines.map(([, name, options]): ScriptFlag => ({ name: name!, type: "text", choices: options!.split(", ") }))
    const groupOf = ({ name }: ScriptFlag): string | undefined =>
      lines.map(([, group]) => group!.replaceAll("/", ".")).find((group) => name.startsWith(`${group}.`))
    const values = flatten(yamlOf(config), "").map((flag) => {
      const group = groupOf(flag)
      return group === undefined ? flag : { ...flag, within: { name: group } }
    })
    return [...listed, ...values]
  },
  source(text, read) {
    const main = /\bhydra\b/.test(text) ? callsOf(text, "hydra\\.main", python)[0] : undefined
    const [folder, name] = ["config_path", "config_name"].map((key) => literal(main?.named.get(key), text, python))
    if (typeof name !== "string") return []
    const base = typeof folder === "string" ? `${folder}/` : ""
    const config = yamlOf(read(`${base}${name.replace(/\.yaml$/, "")}.yaml`) ?? "")
    const chosen = groupsOf(config["defaults"])
    const fromGroups = chosen.flatMap(([group, option]) =>
      flatten(yamlOf(read(`${base}${group}/${option}.yaml`) ?? ""), `${group.replaceAll("/", ".")}.`).map((flag) => ({
        ...flag,
        within: { name: group, value: option },
      })),
    )
    const { defaults: _, ...rest } = config
    return [
      ...chosen.map(([group, option]): ScriptFlag => ({ name: group, type: "text", default: option })),
      ...unique([...flatten(rest, ""), ...fromGroups]),
    ]
  },
}

/** What a file sets later holds against what a group set. */
const unique = (flags: readonly ScriptFlag[]): readonly ScriptFlag[] =>
  flags.filter(({ name }, i) => flags.findIndex((flag) => flag.name === name) === i)

function yamlOf(text: string): Readonly<Record<string, Json>> {
  try {
    const found: unknown = parse(text, { logLevel: "silent" }) ?? {}
    return typeof found === "object" && !Array.isArray(found) ? (found as Record<string, Json>) : {}
  } catch {
    return {}
  }
}

/** `- optimizer: adam` of a defaults list; `override` and `optional` stand before the group. */
function groupsOf(defaults: Json | undefined): readonly (readonly [string, string])[] {
  if (!Array.isArray(defaults)) return []
  return (defaults as Json[]).flatMap((entry) =>
    typeof entry !== "object" || entry === null
      ? []
      : Object.entries(entry).flatMap(([key, option]) =>
          typeof option === "string" && !/[@\s]/.test(key) ? [[key, option] as const] : [],
        ),
  )
}

function flatten(config: Readonly<Record<string, Json>>, prefix: string): readonly ScriptFlag[] {
  return Object.entries(config).flatMap(([key, value]): readonly ScriptFlag[] => {
    const name = `${prefix}${key}`
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return flatten(value as Record<string, Json>, `${name}.`)
    if (Array.isArray(value)) return [{ name, unfit: "it is a list" }]
    if (typeof value === "string" && value.includes("${")) return [{ name, unfit: "it is computed from others" }]
    const shown = typed(value)
    return [{ name, ...shown, ...(shown.type === "bool" && { boolean: "value" as const }) }]
  })
}
