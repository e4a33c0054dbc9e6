import { fault, type Config, type Json } from "@diapason/core"

/** A configuration written as `lr=0.01 bs=64 optimizer.momentum=0.9`, or as JSON. A dotted name is a value inside a branch. Throws D140. */
export function readConfig(flag: string, text: string): Config {
  if (text.trim().startsWith("{")) return parsed(flag, text)
  const config: Record<string, Json> = {}
  for (const pair of text.trim().split(/[\s,]+(?=[A-Za-z_][\w.-]*=)/)) {
    const equals = pair.indexOf("=")
    if (equals < 1) throw fault("D140", { flag, text, expected: "values as in 'lr=0.01 bs=64'" })
    place(config, pair.slice(0, equals).split("."), valueOf(pair.slice(equals + 1)))
  }
  return config
}

/** The same, or a proven one with values of one's own behind it: `proven:lightgbm/tuned clip=true num_leaves=20`. Throws D140. */
export function readBaseline(flag: string, text: string): Config {
  const [, name, rest = ""] = /^\s*proven:(\S+)\s*(.*)$/.exec(text) ?? []
  if (name === undefined) return readConfig(flag, text)
  return { proven: name, ...(rest === "" ? {} : readConfig(flag, rest)) }
}

function place(config: Record<string, Json>, [name, ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    const branch = config[name!]
    config[name!] = typeof branch === "object" && branch !== null ? { use: value, ...(branch as Config) } : value
    return
  }
  const known = config[name!]
  const inner: Record<string, Json> =
    typeof known === "object" && known !== null ? { ...(known as Config) } : known === undefined ? {} : { use: known }
  place(inner, rest, value)
  config[name!] = inner
}

/** What is JSON is read as JSON, everything else is text. */
export function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

function parsed(flag: string, text: string): Config {
  try {
    return JSON.parse(text) as Config
  } catch {
    throw fault("D140", { flag, text, expected: "a JSON object" })
  }
}
