import type { ChildMessage, UpdateMessage } from "@diapason/core/protocol"

/**
 * The values that a script can change while it runs: their names, or functions by name that put a new value where it is used. What
 * lies in a branch goes by its path, `optimizer.momentum`. A function that throws refuses the update; what it returns is awaited.
 */
export type Live<D> = readonly LiveName<D>[] | { readonly [K in LiveName<D>]?: (value: K extends keyof D ? D[K] : never) => unknown }

type LiveName<D> = (keyof D & string) | `${keyof D & string}.${string}`

/** What of a configuration may change, where, and how the study is answered. */
export interface Changing {
  readonly config: Record<string, unknown>
  readonly live: Live<never>
  /** What was received and not taken over yet, oldest first. */
  readonly updates: UpdateMessage[]
  readonly send: (message: ChildMessage) => void
}

/** The names in `live`. Throws for one that the configuration has not. */
export function liveNames(live: Live<never>, config: Readonly<Record<string, unknown>>): readonly string[] {
  const names = (Array.isArray(live) ? live : Object.keys(live)) as readonly string[]
  for (const name of names) {
    // Of a path only the branch must be there: which of its values are depends on the choice.
    const key = name in config ? name : name.split(".")[0]!
    if (!(key in config))
      throw new TypeError(`there is no parameter ${name} that could be live; there are: ${Object.keys(config).join(", ")}`)
  }
  return names
}

/**
 * Takes over what is due, each update whole or not at all, in the order it was sent, and answers it.
 * @param step the first step that runs with the new values
 * @param turn whether this is the turn from one step to the next, which an update for the next epoch waits for
 */
export async function takeUpdates({ config, live, updates, send }: Changing, step: number, turn: boolean): Promise<void> {
  const setters = (Array.isArray(live) ? {} : live) as Readonly<Record<string, ((value: unknown) => unknown) | undefined>>
  while (updates[0] !== undefined && (turn || updates[0].apply === "next-step")) {
    const { rev, config: changed } = updates.shift()!
    const why = await set(config, changed, setters)
    if (why !== undefined) send({ type: "refused", rev, step, why })
    else {
      for (const [name, value] of Object.entries(changed)) put(config, name, value)
      send({ type: "applied", rev, step })
    }
  }
}

/** Calls the setters. When one throws, those before it are called again with what was in force, and the reason is returned. */
async function set(
  config: Readonly<Record<string, unknown>>,
  changed: Readonly<Record<string, unknown>>,
  setters: Readonly<Record<string, ((value: unknown) => unknown) | undefined>>,
): Promise<string | undefined> {
  const call = async (name: string, value: unknown): Promise<unknown> => setters[name]?.(value)
  const done: string[] = []
  try {
    for (const [name, value] of Object.entries(changed)) {
      if (memberOf(config, name) === undefined) throw new TypeError(`this trial has no ${name}`)
      await call(name, value)
      done.push(name)
    }
    return undefined
  } catch (thrown) {
    for (const name of done) await call(name, memberOf(config, name)).catch(() => undefined)
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  }
}

function memberOf(config: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in config) return config[path]
  return path.split(".").reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), config)
}

/** The configuration is changed in place, so that whoever holds it has the values in force; branches in it may be the script's own. */
function put(config: Record<string, unknown>, path: string, value: unknown): void {
  const [key, ...rest] = path in config ? [path] : path.split(".")
  if (rest.length === 0) config[key!] = value
  else {
    const branch = { ...(config[key!] as Readonly<Record<string, unknown>>) }
    put(branch, rest.join("."), value)
    config[key!] = branch
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null
