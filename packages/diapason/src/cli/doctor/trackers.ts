import { placesOf } from "../../tracking/places.ts"
import { ruleOf } from "../../tracking/rules.ts"
import type { ConfigFile } from "../config/config-file.ts"
import { ok, warn, type Check } from "./check.ts"

type Env = Readonly<Record<string, string | undefined>>

/** Whether those who are told of a study elsewhere can be reached. No webhook is sent anything; it is only connected to. */
export async function trackers(
  { track = {}, notifications = [] }: Pick<ConfigFile, "track" | "notifications">,
  env: Env,
): Promise<readonly Check[]> {
  const places = placesOf(track, env).map(async ({ kind, ...place }) => {
    const { title } = kind.open(place)
    return told(kind.name, title, await kind.look(place))
  })
  const rules = notifications.map(async (rule) => {
    const host = rule.webhook === undefined ? undefined : new URL(rule.webhook).host
    return told("notify", `notifications${host === undefined ? "" : ` to ${host}`}`, await missing(rule, env))
  })
  return Promise.all([...places, ...rules])
}

const told = (name: string, title: string, trouble: string | undefined): Check =>
  trouble === undefined
    ? ok(name, title)
    : warn(name, `${title}: ${trouble}`, "a study runs all the same; what is not sent is kept, and diapason track STUDY sends it later")

/** What keeps a rule from being told, as far as that can be seen without telling it. */
async function missing(rule: NonNullable<ConfigFile["notifications"]>[number], env: Env): Promise<string | undefined> {
  try {
    ruleOf(rule, env)
    if (rule.webhook !== undefined) await fetch(rule.webhook, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(3000) })
    return undefined
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    return cause?.message ?? message
  }
}
