import type { Config } from "../event/config.ts"
import { count, fieldsOf, flag, object, step, text, type Fields } from "./fields.ts"
import type { ParentMessage, Why } from "./parent-message.ts"
import { parseLine } from "./parse-line.ts"

/** Reads one line that an attempt was sent; undefined for what a client of this version does not know. Never throws. */
export function readAnswer(line: string): ParentMessage | undefined {
  const parsed = parseLine(line)
  if ("why" in parsed) return undefined
  const fields = fieldsOf(parsed.object)
  const message = answer(parsed.object["type"], fields)
  return fields.wrong === undefined ? message : undefined
}

function answer(type: unknown, f: Fields): ParentMessage | undefined {
  switch (type) {
    case "welcome":
      return welcome(f)
    case "decision": {
      const said = whyOf(f.may("why", anything))
      const why = said === undefined ? {} : { why: said }
      const answers = f.need("for", count)
      if (f.may("action", text) !== "update") return { type, for: answers, action: f.need("action", action), ...why }
      const apply = f.may("apply", text) === "next-step" ? "next-step" : "next-epoch"
      return { type, for: answers, action: "update", rev: f.need("rev", count), config: f.need("config", object) as Config, apply, ...why }
    }
    case "save": {
      const by = f.may("by", text)
      return { type, ...(by !== undefined && { by }) }
    }
    case "end": {
      const error = f.may("error", object)
      const [code, message] = [error?.["code"], error?.["message"]]
      const stale = f.may("stale", flag) === true
      return { type, ...(stale && { stale }), ...(typeof code === "string" && { error: { code, message: String(message ?? "") } }) }
    }
    default:
      return undefined
  }
}

function welcome(f: Fields): ParentMessage {
  const fidelity = f.may("fidelity", step)
  const resume = f.may("resume", object)
  const from = step.read(resume?.["step"])
  const path = text.read(resume?.["path"])
  return {
    type: "welcome",
    protocol: f.need("protocol", count),
    study: f.may("study", text) ?? "",
    trial: f.need("trial", count),
    attempt: f.may("attempt", count) ?? 1,
    config: f.need("config", object) as Config,
    seed: f.may("seed", count) ?? 0,
    ...(fidelity !== undefined && { fidelity }),
    ...(from !== undefined && { resume: { step: from, ...(path !== undefined && { path }) } }),
  }
}

function whyOf(value: unknown): Why | undefined {
  if (typeof value === "string") return { text: value }
  const why = object.read(value)
  if (why === undefined) return undefined
  const code = text.read(why["code"])
  return { text: text.read(why["text"]) ?? "", ...(code !== undefined && { code }) }
}

const anything = { called: "a reason", read: (x: unknown) => x }

/** An action of a later version is none of these: the report counts as answered, and the trial goes on. */
const action = {
  called: "an action",
  read: (x: unknown) => (x === "stop" || x === "pause" ? x : typeof x === "string" ? ("continue" as const) : undefined),
}
