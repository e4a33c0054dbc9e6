import type { FastifyInstance } from "fastify"
import { fault } from "@diapason/core"
import { parseLeniently } from "@diapason/core/protocol"

/**
 * Reads bodies as JSON, whatever a client calls them: `curl -d` says that it sends a form. Takes the bare NaN and Infinity that Python
 * writes. Throws D410 for what is no JSON, is nested too deep for anything here, or has keys that are meant to change objects.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const types = ["application/json", "application/x-www-form-urlencoded", "application/x-ndjson", "text/plain"]
  app.addContentTypeParser(types, { parseAs: "string" }, (_, text, done) => {
    try {
      done(null, parseBody(text as string))
    } catch (error) {
      done(error as Error)
    }
  })
}

/** Leaves bodies to the handler, as streams. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser("*", (_, payload, done) => done(null, payload))
}

function parseBody(text: string): unknown {
  if (text.trim() === "") return undefined
  if (depthOf(text) > deepest) throw refused(`it is nested deeper than ${deepest}`)
  const parsed = parseLeniently(text)
  if (parsed === undefined) throw refused("it is not JSON")
  if (/proto|\\u/.test(text) && hasPoison(parsed.json)) throw refused("a key of it is the name of an inner part of objects")
  return parsed.json
}

const refused = (detail: string): Error => fault("D410", { where: "the body", detail })

const deepest = 64

/** How deep brackets are nested, outside of strings. Never recursive: the text may be all brackets. */
function depthOf(text: string): number {
  let [depth, most, inside] = [0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inside) {
      if (c === BACKSLASH) i++
      else if (c === QUOTE) inside = false
    } else if (c === QUOTE) inside = true
    else if (c === BRACE || c === BRACKET) most = Math.max(most, ++depth)
    else if (c === BRACE_END || c === BRACKET_END) depth--
  }
  return most
}

const [QUOTE, BACKSLASH, BRACE, BRACE_END, BRACKET, BRACKET_END] = [34, 92, 123, 125, 91, 93]

function hasPoison(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false
  if (Object.hasOwn(value, "__proto__")) return true
  return Object.values(value).some(hasPoison)
}
