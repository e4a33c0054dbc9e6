import { createHmac } from "node:crypto"

/**
 * The headers by which a receiver knows that a delivery is ours, fresh, and new: those of the Standard Webhooks specification 1.0. The sum is
 * HMAC-SHA256 over `id.timestamp.body`; a secret that begins with `whsec_` is base64, any other is its own bytes. `now`: milliseconds.
 */
export function signed(id: string, body: string, secret: string | undefined, now: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000))
  const named = { "webhook-id": id, "webhook-timestamp": timestamp }
  if (secret === undefined) return named
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret)
  const sum = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")
  return { ...named, "webhook-signature": `v1,${sum}` }
}
