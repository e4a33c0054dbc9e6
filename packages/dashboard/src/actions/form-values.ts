import {
  assemble,
  contains,
  defaultFlat,
  flatToday,
  isActive,
  type Config,
  type Flat,
  type Json,
  type Ledger,
  type Parameter,
  type Space,
} from "@diapason/core"

/** What stands in the form, as text by the name of the parameter; of listed values their index. */
type Texts = Readonly<Record<string, string>>

/** What a form begins with: the values of a trial as today's space sees them, else the defaults. */
export function firstTexts(ledger: Ledger, from: number | undefined): Texts {
  const { space, trials } = ledger
  const trial = from === undefined ? undefined : trials[from]
  const flat: Flat = { ...defaultFlat(space), ...(trial === undefined ? {} : (flatToday(ledger, trial) ?? {})) }
  return Object.fromEntries(space.parameters.map((parameter) => [parameter.name, textOf(parameter, flat[parameter.name])]))
}

/** The fields that count with what stands in the others: those of branches that are not chosen do not. */
export function activeParameters(space: Space, texts: Texts): readonly Parameter[] {
  const flat: Record<string, Json> = {}
  const active: Parameter[] = []
  for (const parameter of space.parameters) {
    if (!isActive(space, parameter, flat)) continue
    if (parameter.kind !== "constant") active.push(parameter)
    flat[parameter.name] = valueOf(parameter, texts[parameter.name] ?? "") ?? null
  }
  return active
}

/** The configuration behind the texts; or the names of the parameters that cannot be what is written there. */
export function configFrom(
  space: Space,
  texts: Texts,
): { readonly config: Config; readonly flat: Flat } | { readonly wrong: readonly string[] } {
  const flat: Record<string, Json> = {}
  const wrong: string[] = []
  for (const parameter of space.parameters) {
    if (!isActive(space, parameter, flat)) continue
    const value = valueOf(parameter, texts[parameter.name] ?? "")
    if (value === undefined || !contains(parameter, value)) wrong.push(parameter.name)
    flat[parameter.name] = value ?? null
  }
  return wrong.length > 0 ? { wrong } : { config: assemble(space, flat), flat }
}

/** The values of a parameter that lists them. */
export const listed = (parameter: Parameter): readonly Json[] | undefined =>
  parameter.kind === "choice" || parameter.kind === "ordinal" ? parameter.values : undefined

function valueOf(parameter: Parameter, text: string): Json | undefined {
  if (parameter.kind === "constant") return parameter.value
  const values = listed(parameter)
  if (values !== undefined) return values[Number(text)]
  return text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text)
}

function textOf(parameter: Parameter, value: Json | undefined): string {
  const values = listed(parameter)
  if (values !== undefined)
    return String(
      Math.max(
        0,
        values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)),
      ),
    )
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : parameter.kind === "constant" ? "" : String(centre(parameter))
}

/** Of an inactive parameter nothing is known yet. */
function centre(parameter: Parameter): number {
  if (!("low" in parameter)) return 0
  const { low, high, scale, kind } = parameter
  const middle = scale === "linear" ? (low + high) / 2 : Math.sqrt(Math.abs(low * high))
  return kind === "int" ? Math.round(middle) : Number(middle.toPrecision(3))
}
