import { callsOf, type Call } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { javascript } from "../source/scan.ts"
import type { Family, ScriptFlag } from "../script-flag.ts"
import { texted } from "./parse-args.ts"

/** Commander for Node. */
export const commander: Family = {
  name: "commander",
  paramsVia: "args",
  help(text) {
    if (!/^Usage: .*\[options\]/m.test(text)) return undefined
    const list = /^Options:\n([^]*?)(?=^\S|(?![^]))/m.exec(text)?.[1] ?? ""
    const rows = [...list.matchAll(/^ {1,4}(-[^\n]*(?:\n {5,}\S[^\n]*)*)/gm)].map(([, block]) => block!.split(/ {2,}|\n\s+/))
    return paired(rows.flatMap(([forms = "", ...said]) => named(forms, inHelp(said.join(" ")))))
  },
  source(text) {
    if (!/\bcommander\b/.test(text)) return []
    const calls = callsOf(text, "(?:\\w+)?\\.(?:option|requiredOption)|\\bnew Option", javascript)
    return paired(calls.flatMap((call) => named(String(literal(call.args[0], text, javascript) ?? ""), declared(call, text))))
  },
}

/** A flag from its forms: `-l, --lr <number>`, `--amp`, `--no-amp`. */
function named(forms: string, told: Omit<ScriptFlag, "name">): readonly ScriptFlag[] {
  const [, name, value] = /--([\w-]+)(?:[ =]([<[].*))?$/.exec(forms.trim()) ?? []
  if (name === undefined || name === "help" || name === "version") return []
  if (value === undefined) return [{ name, type: "bool", boolean: "presence", default: false }]
  return value.includes("...") ? [{ name, unfit: "it takes several values" }] : [{ name, ...told }]
}

function declared(call: Call, source: string): Omit<ScriptFlag, "name"> {
  const rest = call.args.slice(2)
  const reader = rest.find((arg) => literal(arg, source, javascript) === undefined)
  const chained = /^(?:\s*\.\w+\((?:[^()]|\([^()]*\))*\))*/.exec(source.slice(call.end))?.[0] ?? ""
  const outside = call.name.includes("Option") && !call.name.startsWith(".") ? chained : ""
  const inChain = (method: string) => callsOf(outside, `\\.${method}`, javascript)[0]?.args[0]
  const value = literal(rest.find((arg) => literal(arg, source, javascript) !== undefined) ?? inChain("default"), source, javascript)
  const choices = literal(inChain("choices"), source, javascript)
  const read = reader ?? inChain("argParser") ?? ""
  const type = /parseFloat|\bNumber\b/.test(read) ? { type: "float" as const } : /parseInt/.test(read) ? { type: "int" as const } : {}
  const shown = texted(value)
  // A whole number that is read by Number may well be one: only what is written with a point is surely real.
  const whole = shown.type === "int" && /\bNumber\b/.test(read)
  return { ...shown, ...(!whole && type), ...(Array.isArray(choices) && { choices, type: "text" as const }) }
}

function inHelp(said: string): Omit<ScriptFlag, "name"> {
  const text = /\((?:.*, )?default: ("[^"]*"|[^),]*)/.exec(said)?.[1]
  const choices = /\(choices: ((?:"[^"]*"(?:, )?)+)/.exec(said)?.[1]
  const shown = texted(text === undefined ? undefined : text.replace(/^"(.*)"$/, "$1"))
  const listed = [...(choices ?? "").matchAll(/"([^"]*)"/g)].map(([, choice]) => choice!)
  return { ...shown, ...(choices !== undefined && { choices: listed, type: "text" as const }) }
}

/** `--amp` beside `--no-amp` is one flag that can be said both ways. */
function paired(flags: readonly ScriptFlag[]): readonly ScriptFlag[] {
  const names = new Set(flags.map(({ name }) => name))
  return flags
    .filter(({ name }) => !(name.startsWith("no-") && names.has(name.slice(3))))
    .map((flag) => (names.has(`no-${flag.name}`) ? { ...flag, boolean: "negatable" as const, default: true } : flag))
}
