import { fault, levels, nearest, parseExpression, type Expression, type Json, type Parameter, type Space } from "@diapason/core"
import { checkSettings } from "./check-settings.ts"
import { apply, controllers } from "./controllers.ts"
import type { Controller } from "./controllers/controller.ts"
import { metricIn, overTime, rule, type RuleOptions } from "./controllers/rule.ts"
import { wholeFrom, type Setting } from "./setting.ts"

/**
 * The controllers that adapt rules name: `{ "param": "lr", "by": "plateau" }`, or `{ "when": …, "set": { … } }`. Throws D330 for a
 * controller that is not known, D331 for a parameter that cannot be changed, D332 for what is no rule, D322 for a setting, D110 for an
 * expression.
 */
export const controllersOf = (rules: readonly Json[], space: Space): readonly Controller[] => rules.map((json) => controllerOf(json, space))

/** The metrics that adapt rules read, so that they can be looked for in what a script prints. */
export function metricsOf(rules: readonly Json[], space: Space): readonly string[] {
  const names = controllersOf(rules, space).flatMap(({ reads }) => reads)
  return [...new Set(names)].filter((name) => name !== "step" && space.parameters.every((parameter) => parameter.name !== name))
}

type Members = Readonly<Record<string, Json>>

function controllerOf(json: Json, space: Space): Controller {
  const words = JSON.stringify(json)
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw unreadable(words, "it is no object", ruleForms)
  const { by, ...settings } = json as Members
  if (settings["when"] !== undefined && by === undefined) return ruleOf(settings, space, words)
  if (typeof by !== "string")
    throw unreadable(words, by === undefined ? 'neither "by" nor "when" says when to act' : '"by" is no name', ruleForms)
  const known = Object.keys(controllers)
  const entry = known.includes(by) ? controllers[by] : undefined
  if (entry === undefined) throw fault("D330", { name: by, known, meant: nearest(by, known) })
  checkSettings(by, entry, settings)
  if (Object.hasOwn(entry.settings, "param")) refuseUnlessNumber(space, settings["param"] as string | undefined, words)
  return entry.make(settings as never)
}

const ruleForms = 'write { "param": "lr", "by": "plateau" }, or { "when": "loss > 2 * best(loss) for 5", "set": { "lr": "lr * 0.5" } }'

const unreadable = (words: string, problem: string, mend: string) => fault("D332", { rule: words, problem, mend })

const ruleSettings: Readonly<Record<string, Setting>> = {
  when: { expected: "a condition", holds: (value) => typeof value === "string" },
  set: {
    expected: "the new values by parameter",
    holds: (value) => typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0,
  },
  apply,
  cooldown: wholeFrom(1),
}

function ruleOf(settings: Members, space: Space, words: string): Controller {
  checkSettings("rule", { settings: ruleSettings as never }, settings)
  const { when, set, ...pace } = settings as { readonly when: string; readonly set?: Members } & Pick<RuleOptions, "apply" | "cooldown">
  if (set === undefined) throw unreadable(words, 'nothing is "set"', 'add the new values: "set": { "lr": "lr * 0.5" }')
  const [, condition = when, reports = "1"] = /^(.*\S)\s+for\s+(\d+)\s*$/.exec(when) ?? []
  if (Number(reports) < 1) throw unreadable(words, "it holds for 0 reports", "write for 1, or leave it out")
  const expression = parseExpression(condition, scopeOf(space))
  if (expression.type !== "boolean" && expression.type !== "any")
    throw unreadable(words, `${condition} is a ${expression.type}`, `compare it with something: ${condition} > 1`)
  return rule({ when: expression, reports: Number(reports), set: valuesOf(set, space, words), ...pace })
}

function valuesOf(set: Members, space: Space, words: string): Readonly<Record<string, Expression>> {
  const read = ([param, value]: [string, Json]): [string, Expression] => {
    refuseUnlessNumber(space, param, words)
    if (typeof value !== "string" && typeof value !== "number")
      throw unreadable(words, `${param} is set to ${JSON.stringify(value)}`, `write a number or an expression: "${param} * 0.5"`)
    const expression = parseExpression(String(value), scopeOf(space))
    const names = space.parameters.map(({ name }) => name)
    for (const name of expression.reads.map(metricIn)) {
      const meant = names.includes(name) ? undefined : nearest(name, names)
      if (meant !== undefined) throw fault("D331", { rule: words, problem: `there is no parameter ${name}`, known: names, meant })
    }
    return [param, expression]
  }
  return Object.fromEntries(Object.entries(set).map(read))
}

/** A name that is no parameter is a metric; which there are, only the reports say. */
const scopeOf = ({ parameters }: Space) => ({
  typeOf: (name: string) => (parameters.some((one) => one.name === name && !isNumber(one)) ? ("any" as const) : ("number" as const)),
  names: parameters.map(({ name }) => name),
  overTime,
})

function refuseUnlessNumber(space: Space, param: string | undefined, words: string): void {
  const numbers = space.parameters.filter(isNumber).map(({ name }) => name)
  if (param !== undefined && numbers.includes(param)) return
  const meant = param === undefined ? undefined : nearest(param, numbers)
  throw fault("D331", { rule: words, problem: whyNot(space, param), known: numbers, meant })
}

function whyNot({ parameters, json }: Space, param: string | undefined): string {
  if (param === undefined) return 'no "param" says what to change'
  const type = (json[param] as Members | undefined)?.["type"]
  if (type === "derived") return `${param} is derived from other parameters`
  if (parameters.some(({ name }) => name === param)) return `${param} has no two numbers to choose from`
  return typeof type === "string" ? `${param} is a ${type}, which is made of several parameters` : `there is no parameter ${param}`
}

const isNumber = (parameter: Parameter): boolean => {
  const listed = parameter.kind === "choice" || parameter.kind === "ordinal"
  return listed ? parameter.values.filter((value) => typeof value === "number").length > 1 : levels(parameter) > 1
}
