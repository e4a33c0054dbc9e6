import { fault, type DiapasonError, type Submitted } from "@diapason/core"
import type { Access, Answer } from "./entrance.ts"
import type { Status } from "./objects.ts"

/** The words in which the API said no. */
export const saidNo = (body: unknown): string => (isStatus(body) ? (body.message ?? body.reason) : undefined) ?? "it gives no reason"

/** The error behind an answer that is no good one: a right that is missing (D446), else D445. */
export function refusal({ status, body }: Answer, { server, namespace }: Access): DiapasonError {
  const missing = status === 403 ? rightOf(saidNo(body)) : undefined
  if (missing !== undefined) return fault("D446", { ...missing, namespace })
  if (status === 429) return fault("D445", { server, why: "it is asked too much (429)" })
  return fault("D445", { server, why: `${status} ${isStatus(body) ? saidNo(body) : "and no answer that Kubernetes gives"}` })
}

/**
 * What a job that was not taken means: something for later, or never. Throws D446 for a right that is missing and D445 for everything that
 * is no matter of this job: then it is handed in again.
 */
export function notTaken(answer: Answer, access: Access): Exclude<Submitted, { kind: "submitted" }> {
  const { status, body } = answer
  const why = saidNo(body)
  const { namespace } = access
  if (status === 429 || /exceeded quota/.test(why)) return { kind: "later", why }
  if (status === 404 || /is being terminated/.test(why))
    return { kind: "refused", why, mend: `kubectl create namespace ${namespace}, or name another with namespace:` }
  if (status === 422 || status === 400) return { kind: "refused", why, mend: mendOf(body as Status) }
  if (status === 413 || /too large/i.test(why))
    return { kind: "refused", why, mend: "a job with all its variables may have about 1 MB: give large values by a file" }
  if (status === 403 && rightOf(why) === undefined)
    return { kind: "refused", why, mend: "a rule of the cluster forbids it: ask its administrator" }
  throw refusal(answer, access)
}

/** RBAC's own sentence: who may not do what with what. */
function rightOf(message: string): { readonly user: string; readonly verb: string; readonly resource: string } | undefined {
  const found = /User "([^"]*)" cannot (\S+) resource "([^"]*)"(?: in API group "([^"]*)")?/.exec(message)
  if (found === null) return undefined
  const [, user = "", verb = "", name = "", group = ""] = found
  return {
    user,
    verb,
    resource: group === "" ? name : `${name.split("/")[0]}.${group}${name.includes("/") ? `/${name.split("/")[1]}` : ""}`,
  }
}

function mendOf({ details }: Status): string {
  const fields = (details?.causes ?? []).map(({ field }) => field).filter((field) => field !== undefined && field !== "")
  return fields.length === 0
    ? "look at resources: and template:"
    : `look at what resources: and template: say of ${[...new Set(fields)].join(", ")}`
}

const isStatus = (body: unknown): body is Status => typeof body === "object" && body !== null && (body as Status).kind === "Status"
