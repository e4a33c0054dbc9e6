import { writeFileSync } from "node:fs"
import { DiapasonError } from "@diapason/core"
import { version } from "../../host/version.ts"
import type { Check } from "../doctor/check.ts"
import { machine } from "../doctor/machine.ts"
import { script } from "../doctor/script.ts"
import { trackers } from "../doctor/trackers.ts"
import { studyPlace } from "../doctor/study-place.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { settingsOf } from "../tune/settings.ts"
import { splitWords } from "../tune/split-words.ts"
import { verb } from "../verb.ts"

/** Looks at everything outside of a study that a study needs. Starts nothing, and writes nothing that it does not remove. */
export const doctor = verb({
  args: "[command...]",
  example: "diapason doctor -- python3 train.py",
  flags: {
    config: commonFlags.config,
    store: commonFlags.store,
    dir: commonFlags.dir,
    bundle: exchangeFlags.bundle,
    json: commonFlags.json,
  },
  async run(f, [words], io) {
    const config = await configuration(f.config, words as readonly string[], io)
    const checks = [
      ...(await machine()),
      ...(await studyPlace(storeUrl(f, io.env), dirOf(f))),
      ...config.checks,
      ...(await script(config.command, config.workdir)),
    ]
    const document = { schema: "diapason.doctor/1", version, checks }
    if (f.bundle !== undefined) writeFileSync(f.bundle, `${JSON.stringify({ ...document, env: redacted(io.env) }, null, 2)}\n`)
    if (f.json === true) io.out(JSON.stringify(document))
    else print(checks, f.bundle, io)
    return checks.some(({ state }) => state === "bad") ? exit.preflight : exit.done
  },
})

interface Configuration {
  readonly command: readonly string[]
  readonly workdir?: string
  readonly checks: readonly Check[]
}

async function configuration(file: string | undefined, words: readonly string[], io: Io): Promise<Configuration> {
  try {
    const { values, origins } = await settingsOf({ config: file }, words, io)
    const command = typeof values.command === "string" ? splitWords(values.command) : (values.command ?? [])
    const read = [...new Set([...origins.values()].flatMap((origin) => /^(.+\.\w+):\d+$/.exec(origin)?.[1] ?? []))]
    const text = read.length > 0 ? `${read.join(", ")} can be read` : "no file here: everything is said by flags"
    return {
      command,
      ...(values.workdir !== undefined && { workdir: values.workdir }),
      checks: [{ name: "config", state: "ok", text }, ...(await trackers(values, io.env))],
    }
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    return { command: words, checks: [{ name: "config", state: "bad", text: error.words.what, fix: error.words.mend }] }
  }
}

/** The variables that may matter, without what could be a secret. */
const redacted = (env: Io["env"]): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(env)
      .filter(([name]) => /^(DIAPASON|CUDA|ROCR|HIP|OMP|MKL|NODE|PATH$|TERM$|CI$|LANG|SLURM|NO_COLOR$|FORCE_COLOR$)/.test(name))
      .map(([name, value]) => [name, /token|secret|password|key/i.test(name) ? "(secret)" : value]),
  )

function print(checks: readonly Check[], bundle: string | undefined, io: Io): void {
  const marks = { ok: io.paint.green("ok  "), warn: io.paint.yellow("warn"), bad: io.paint.red("bad ") }
  for (const { name, state, text, fix } of checks) {
    io.out(`  ${marks[state]} ${name.padEnd(11)} ${text}`)
    if (fix !== undefined) io.out(`       ${" ".repeat(11)} ${io.paint.dim("fix")}  ${fix}`)
  }
  if (bundle !== undefined) io.out(`  written to ${bundle}, without values that could be secrets`)
}
