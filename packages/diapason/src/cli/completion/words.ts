import { Command } from "commander"
import type { Io } from "../io.ts"
import { schemas } from "../schemas/index.ts"
import type { Verb } from "../verb.ts"

/** A verb as a shell completes it. */
export interface Words {
  readonly name: string
  readonly does: string
  readonly flags: readonly { readonly short?: string; readonly long: string; readonly does: string; readonly takes: boolean }[]
  /** Whether one of its words is the name of a study. */
  readonly study: boolean
  /** Words that it knows beforehand. */
  readonly known: readonly string[]
}

/** A verb as the list has it. */
export interface Loadable {
  readonly name: string
  readonly does: string
  load(): Promise<Verb>
}

/** All verbs with all their flags, as they are registered. Loads every verb. */
export async function words(verbs: readonly Loadable[], io: Io): Promise<readonly Words[]> {
  return Promise.all(
    verbs.map(async ({ name, does, load }) => {
      const command = new Command(name)
      ;(await load()).register(command, io, () => undefined)
      const names = command.registeredArguments.map((argument) => argument.name())
      return {
        name,
        does,
        flags: command.options.map(({ short, long, description, required, optional }) => ({
          ...(short !== undefined && { short }),
          long: long!,
          does: description,
          takes: required || optional,
        })),
        study: names.includes("study") || name === "compare",
        known: name === "completion" ? ["bash", "zsh", "fish"] : name === "schema" ? Object.keys(schemas) : [],
      }
    }),
  )
}
