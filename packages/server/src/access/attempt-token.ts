import { createHmac, timingSafeEqual } from "node:crypto"

/** The one attempt of one trial that a token is good for. */
export interface AttemptName {
  readonly study: string
  readonly trial: number
  /** From 1. */
  readonly attempt: number
}

/** A token that names an attempt and proves it by the server's secret; nothing is stored. It ends with the attempt. */
export function attemptToken(secret: Uint8Array, { study, trial, attempt }: AttemptName): string {
  const name = Buffer.from(JSON.stringify([study, trial, attempt])).toString("base64url")
  return `${mark}${name}.${proof(secret, name).toString("base64url")}`
}

/** The attempt that a token names; undefined when this secret has not made it. */
export function readAttemptToken(secret: Uint8Array, token: string): AttemptName | undefined {
  const [name, proven, ...more] = token.slice(mark.length).split(".")
  if (!token.startsWith(mark) || name === undefined || proven === undefined || more.length > 0) return undefined
  const given = Buffer.from(proven, "base64url")
  const right = proof(secret, name)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const [study, trial, attempt] = JSON.parse(Buffer.from(name, "base64url").toString()) as [string, number, number]
  return { study, trial, attempt }
}

const mark = "dpa_"

/** The word before keeps apart what else the secret may sign one day. */
const proof = (secret: Uint8Array, name: string): Buffer => createHmac("sha256", secret).update(`attempt:${name}`).digest()
