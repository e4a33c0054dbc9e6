import type { Json } from "@diapason/core"
import { isList, textAt, type JsonObject, type Losses } from "../converted.ts"

/** The command of a sweep, with the macros of W&B in the words of Diapason. */
export function wandbCommand(sweep: JsonObject, lost: Losses): Readonly<Record<string, Json>> {
  const program = textAt(sweep, "program")
  const words = isList(sweep["command"]) ? sweep["command"].map(String) : ["${env}", "${interpreter}", "${program}", "${args}"]
  if (program === undefined && words.includes("${program}")) {
    lost.add("program", "none is named, so that no command could be written")
    return {}
  }
  const interpreter = /\.[cm]?js$/.test(program ?? "") ? "node" : /\.py$/.test(program ?? "") ? "python" : undefined
  const style: Record<string, Json> = {}
  const written = words.flatMap((word): readonly string[] => {
    if (word === "${env}" || word === "/usr/bin/env") return []
    if (word === "${interpreter}") return interpreter === undefined ? [] : [interpreter]
    if (word === "${program}") return [program!]
    if (word === "${args}") return keep(style, { params_via: "args" })
    if (word === "${args_no_hyphens}") return keep(style, { params_via: "hydra" })
    if (word === "${args_no_boolean_flags}")
      return keep(style, { params_via: "args" }, () =>
        lost.add("command", "booleans: give each true-or-false parameter `presence` under booleans:, as ${args_no_boolean_flags} does"),
      )
    if (word === "${args_json_file}") return ["{params_file}"]
    const variable = /^\$\{envvar:(\w+)\}$/.exec(word)?.[1]
    if (variable !== undefined) return [`\${${variable}}`]
    if (/\$\{/.test(word)) lost.add("command", `${word} has no like in Diapason and was left as it is`)
    return [word]
  })
  return { command: written.every((word) => !/\s/.test(word)) ? written.join(" ") : [...written], ...style }
}

function keep(style: Record<string, Json>, add: Readonly<Record<string, Json>>, also: () => void = () => undefined): readonly string[] {
  Object.assign(style, add)
  also()
  return []
}
