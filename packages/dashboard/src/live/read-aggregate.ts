import { ProblemError } from "@diapason/server/client"
import { decodeBoard, type Board } from "@diapason/views"
import { base } from "./api.ts"

/** The board of a big study as the server has folded it, without the trials that have ended. Throws ProblemError. */
export async function readAggregate(study: string): Promise<Board> {
  const response = await fetch(`${base}/v1/studies/${encodeURIComponent(study)}/aggregate`, { headers: { "x-diapason": "1" } })
  if (!response.ok) throw new ProblemError(response.status, (await response.json().catch(() => ({}))) as object)
  return decodeBoard(new Uint8Array(await response.arrayBuffer()))
}
