import { resolve } from "node:path"
import { fault, type Json } from "@diapason/core"
import { fileDigest } from "../../host/file-digest.ts"
import { gitState } from "../../host/git-state.ts"
import type { ConfigFile } from "../config/config-file.ts"
import { grantsOf, runFacts } from "./recorded-run.ts"
import { soundsSecret } from "./secret-names.ts"

/** What the record says of this call beside versions and platform, and what a person should hear of it. */
interface Facts {
  readonly facts: Readonly<Record<string, Json>>
  readonly notes: readonly string[]
}

/**
 * Gathers what `reproducibility` and the descriptive settings ask for. Throws D155 where a clean tree is required and is not there,
 * D167 where a file of the data cannot be read.
 */
export async function recordFacts(values: ConfigFile, command: readonly string[], dir: string): Promise<Facts> {
  const { description, tags, reproducibility: wish = {}, env: given, transfer } = values
  const facts: Record<string, Json> = {
    command: [...command],
    style: styleOf(values),
    run: runFacts(values, command, dir),
    ...grantsOf(values),
    ...(description !== undefined && { description }),
    ...(transfer === "off" && { transfer }),
    ...(tags !== undefined && { tags }),
    ...(wish.record?.includes("env") === true && given !== undefined && { env: redacted(given, values.secrets ?? []) }),
    ...(wish.data !== undefined && { data: await digestsOf(wish.data, values.workdir ?? ".") }),
  }
  const clean = wish.require_clean_git ?? "no"
  if (clean === "no" && wish.record?.includes("git") !== true) return { facts, notes: [] }
  const state = await gitState(values.workdir ?? process.cwd())
  const trouble =
    state === undefined
      ? "there is no git repository here"
      : state.changed.length > 0
        ? `${state.changed.slice(0, 5).join(", ")} changed`
        : undefined
  if (clean === "yes" && trouble !== undefined) throw fault("D155", { state: trouble })
  if (state !== undefined) Object.assign(facts, { git: { commit: state.commit, clean: state.changed.length === 0 } })
  return { facts, notes: clean === "warn" && trouble !== undefined ? [`the commit alone will not reproduce this: ${trouble}`] : [] }
}

async function digestsOf(files: readonly string[], folder: string): Promise<Record<string, Json>> {
  const digests: Record<string, Json> = {}
  for (const file of files)
    digests[file] = await fileDigest(resolve(folder, file)).catch((error: Error) => {
      throw fault("D167", { file, why: error.message })
    })
  return digests
}

/** How values reach the command, for who runs it again; variables are not in it, since they may be secret. */
const styleOf = ({ params_via: via, booleans, shell, workdir }: ConfigFile): Record<string, Json> => ({
  ...(via !== undefined && via !== "auto" && { paramsVia: via }),
  ...(booleans !== undefined && { booleans }),
  ...(shell !== undefined && { shell }),
  ...(workdir !== undefined && { cwd: workdir }),
})

/** Values whose names speak of secrets stay out of the record. */
const redacted = (env: Readonly<Record<string, string>>, secrets: readonly string[]): Record<string, Json> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, secrets.includes(name) || soundsSecret(name) ? "(secret)" : value]))
