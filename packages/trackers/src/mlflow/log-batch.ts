import type { Signal } from "@diapason/core"
import { call, Unreached, type MlflowServer } from "./api.ts"
import type { Pair, Piece, Point } from "./piece.ts"

/** What goes to a run in one call. */
interface Batch {
  readonly params: readonly Pair[]
  readonly metrics: readonly Point[]
  readonly tags: readonly Pair[]
}

/** Pieces that fit into one call together; one that is too big alone is split by `logBatch`. */
export function chunks(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const made: Piece[][] = []
  let size = Infinity
  for (const piece of pieces) {
    const own = Math.max((piece.metrics?.length ?? 0) / 800, (piece.params?.length ?? 0) / 90, (piece.tags?.length ?? 0) / 80)
    if (size + own > 1) {
      made.push([])
      size = 0
    }
    made.at(-1)!.push(piece)
    size += own
  }
  return made
}

/** Writes pieces to a run, and then `last`. Returns what the server will never take. Throws `Unreached`. */
export async function logBatch(
  server: MlflowServer,
  run: string,
  pieces: readonly Piece[],
  last: Pair,
  signal: Signal,
): Promise<readonly string[]> {
  const all: Batch = {
    params: pieces.flatMap(({ params = [] }) => params),
    metrics: pieces.flatMap(({ metrics = [] }) => metrics),
    // Of a tag that is said twice the last one counts, and MLflow takes it once.
    tags: [...new Map(pieces.flatMap(({ tags = [] }) => tags).map((tag) => [tag.key, tag])).values(), last],
  }
  const lost: string[] = []
  for (const part of split(all)) lost.push(...(await send(server, run, part, signal)))
  return lost
}

/** At most 100 parameters, 100 tags, 1000 metrics and 1000 of all together; tags with the position come last. */
function split({ params, metrics, tags }: Batch): readonly Batch[] {
  const parts: Batch[] = []
  const [p, m] = [Math.max(0, params.length - 90), Math.max(0, metrics.length - 800)]
  for (let i = 0; i < p; i += 90) parts.push({ params: params.slice(i, Math.min(p, i + 90)), metrics: [], tags: [] })
  for (let i = 0; i < m; i += 800) parts.push({ params: [], metrics: metrics.slice(i, Math.min(m, i + 800)), tags: [] })
  return [...parts, { params: params.slice(p), metrics: metrics.slice(m), tags }]
}

/** Sends a batch; one that is refused is halved until what is refused stands alone. */
async function send(server: MlflowServer, run: string, batch: Batch, signal: Signal): Promise<readonly string[]> {
  const answer = await call(server, "POST", "runs/log-batch", { run_id: run, ...batch }, signal)
  if (!("refused" in answer)) return []
  if (answer.code === "RESOURCE_DOES_NOT_EXIST") throw new Unreached(answer.refused)
  const items = [
    ...batch.params.map((param) => ({ params: [param], metrics: [], tags: [] })),
    ...batch.metrics.map((metric) => ({ params: [], metrics: [metric], tags: [] })),
    ...batch.tags.map((tag) => ({ params: [], metrics: [], tags: [tag] })),
  ]
  if (items.length === 1) return [`${nameIn(batch)}: ${answer.refused}`]
  const half = items.length >> 1
  const lost = await send(server, run, joined(items.slice(0, half)), signal)
  return [...lost, ...(await send(server, run, joined(items.slice(half)), signal))]
}

const joined = (batches: readonly Batch[]): Batch => ({
  params: batches.flatMap(({ params }) => params),
  metrics: batches.flatMap(({ metrics }) => metrics),
  tags: batches.flatMap(({ tags }) => tags),
})

const nameIn = ({ params: [param], metrics: [metric], tags: [tag] }: Batch): string =>
  param !== undefined ? `the parameter ${param.key}` : metric !== undefined ? `the metric ${metric.key}` : `the tag ${tag?.key}`
