/** Everything a `tune` command is told, from wherever it was said. */
import { environmentLayer } from "../config/environment-layer.ts"
import { configFilesIn } from "../config/find-config.ts"
import { flagsLayer, type SettingFlags } from "../config/flags-layer.ts"
import { merge, type Layer, type Merged } from "../config/layers.ts"
import type { Io } from "../io.ts"
import { splitWords } from "./split-words.ts"

/** The settings of a command, with the place of each. */
export interface Settings extends Merged {
  /** What a person should know of how they were found. */
  readonly notes: readonly string[]
}

/** Reads flags, variables and files; the nearer one wins. Throws D1xx: nothing was started. */
export async function settingsOf(
  flags: SettingFlags & { readonly config?: string | undefined },
  words: readonly string[],
  io: Pick<Io, "env">,
): Promise<Settings> {
  const own = flagsLayer(flags, words)
  const files = flags.config === undefined ? configFilesIn(process.cwd()) : [flags.config]
  const layers: Layer[] = []
  const notes: string[] = []
  if (files.length > 0) {
    const { readConfigFile } = await import("../config/read-file.ts")
    for (const file of files) layers.push(...(await readConfigFile(file, io.env)))
  }
  const command = merge(layers).values.command
  if (flags.config === undefined && command !== undefined && isAnother(command, own.values.command)) {
    notes.push(`${layers.at(-1)!.origin(["command"])} is for another command and was left out; -c takes it in`)
    layers.splice(0, layers.length, ...layers.map(onlyPlaces))
  }
  return { ...merge([...layers, environmentLayer(io.env), own]), notes }
}

/** Whether the words after `--` are another script than the file's. */
function isAnother(command: string | readonly string[], own: string | readonly string[] | undefined): boolean {
  if (own === undefined) return false
  const [a, b] = [command, own].map((one) => (typeof one === "string" ? splitWords(one) : one))
  return a!.slice(0, 2).join("\0") !== b!.slice(0, 2).join("\0")
}

/** What is left of a file that is not meant: where studies are kept, so that other verbs find them. */
const onlyPlaces = (layer: Layer): Layer => {
  const { store, dir } = layer.values
  return { ...layer, values: { ...(store !== undefined && { store }), ...(dir !== undefined && { dir }) } }
}
