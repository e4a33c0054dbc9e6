import { readFileSync } from "node:fs"
import { fault } from "@diapason/core"
import type { NotificationRule } from "@diapason/trackers"
import type { ConfigFile } from "../cli/config/config-file.ts"
import { durationOf } from "../cli/text/duration.ts"
import { splitWords } from "../cli/tune/split-words.ts"

type Wished = NonNullable<ConfigFile["notifications"]>[number]

/** What a rule of `notifications:` says, with its secret from where it is kept. Throws D154, D167. */
export function ruleOf(wished: Wished, env: Readonly<Record<string, string | undefined>>): NotificationRule {
  const { when, webhook, as, run, at_most: most } = wished
  const secret = secretOf(wished, env)
  return {
    when,
    ...(webhook !== undefined && { webhook }),
    ...(as !== undefined && { as }),
    ...(run !== undefined && { run: splitWords(run) }),
    ...(secret !== undefined && { secret }),
    ...(most !== undefined && { gap: gapOf(most) }),
  }
}

function secretOf({ secret_env: name, secret_file: file }: Wished, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (name !== undefined) {
    if (env[name] === undefined || env[name] === "") throw fault("D154", { name, at: "notifications" })
    return env[name]
  }
  if (file === undefined) return undefined
  try {
    return readFileSync(file, "utf8").trim()
  } catch (error) {
    throw fault("D167", { file, why: (error as Error).message })
  }
}

/** Milliseconds between two messages of a rule: `1/10m` is one in ten minutes. */
function gapOf(most: string): number {
  const [count, time] = most.split("/") as [string, string]
  return durationOf("at_most", time) / Number(count)
}
