import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { configFilesIn } from "../config/find-config.ts"

/** Where the configuration of the working folder keeps studies and files, so that every verb looks where `tune` wrote. */
export function configuredPlaces(): Places {
  return configFilesIn(process.cwd()).reduce((places, file) => ({ ...places, ...placesIn(file) }), {})
}

interface Places {
  readonly store?: string
  readonly dir?: string
  /** `checkpoints.at`. */
  readonly keepAt?: string
}

/** What is wrong with a file is told by `tune`, which reads all of it. */
function placesIn(file: string): Places {
  try {
    const { store, dir, checkpoints } = read(file) as Readonly<Record<string, unknown>>
    const keepAt = (checkpoints as { readonly at?: unknown } | undefined)?.at
    return {
      ...(typeof store === "string" && { store }),
      ...(typeof dir === "string" && { dir }),
      ...(typeof keepAt === "string" && { keepAt }),
    }
  } catch {
    return {}
  }
}

/** At once, and only where there is a file: most commands never load either reader. */
function read(file: string): unknown {
  const load = createRequire(import.meta.url)
  if (/\.ya?ml$/.test(file)) return (load("yaml") as typeof import("yaml")).parse(readFileSync(file, "utf8"))
  const exported = (load("jiti") as typeof import("jiti")).createJiti(import.meta.url)(file) as { readonly default?: unknown }
  return exported.default ?? exported
}
