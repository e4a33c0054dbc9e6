import type { Client } from "pg"

/** One question for the time: how long it took, and how far this machine's clock is ahead. */
export async function clockOf(client: Client): Promise<{ readonly latency: number; readonly ahead: number }> {
  const begin = performance.now()
  const before = Date.now()
  const { rows } = await client.query<{ now: number }>("SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now")
  const latency = performance.now() - begin
  return { latency, ahead: Math.round(before + latency / 2 - rows[0]!.now) }
}
