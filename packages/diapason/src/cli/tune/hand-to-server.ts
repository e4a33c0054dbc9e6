import { fault, type Json, type Wanted } from "@diapason/core"
import { createClient, ProblemError } from "@diapason/server/client"
import type { Tuning } from "./wanted.ts"

interface Handing {
  /** Without a slash at the end. */
  readonly server: string
  readonly token: string | undefined
  readonly tuning: Tuning
  /** How its trials are run, for workers. */
  readonly run: Json
}

/**
 * Creates the study on a server, with all that workers need to run its trials; the same study again changes nothing. Says whether it is
 * new. Throws D450 where nobody answers, D451 where the token is not good, D454 where what answers is not understood or does not take it.
 */
export async function handToServer({ server, token, tuning, run }: Handing): Promise<boolean> {
  const { wanted, baselines, transfer, command } = tuning
  const { name, space, objectives, ...rest } = wanted
  const client = createClient(server, (to, init) =>
    fetch(to as string, {
      ...init,
      headers: { ...(init?.headers as object), ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(patience),
    }),
  )
  const body = {
    ...(rest as Omit<Wanted, "name" | "space" | "objectives">),
    name,
    space,
    objectives,
    command: [...command],
    run,
    ...(baselines.length > 0 && { baselines }),
    ...(transfer === "off" && { transfer }),
  }
  try {
    return (await client("POST /v1/studies", { body: body as never })).created
  } catch (error) {
    throw faultOf(error, server)
  }
}

const patience = 30_000

function faultOf(error: unknown, server: string): unknown {
  if (error instanceof ProblemError) {
    if (error.status === 401 || error.status === 403) return fault("D451", { server, detail: error.message, needs: "owner" })
    return fault("D454", {
      server,
      detail: error.code === "D000" ? `it answered ${error.status}` : `${error.message} ${error.why ?? ""}`.trim(),
    })
  }
  if (error instanceof SyntaxError) return fault("D454", { server, detail: "it did not answer in JSON" })
  if (error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError"))
    return fault("D450", { server, detail: ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message })
  return error
}
