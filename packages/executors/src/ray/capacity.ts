import { jsonOf, type RayApi } from "./api.ts"

/** Amounts of Ray's resources by their names there: `CPU`, `GPU`, `memory` in bytes, and the cluster's own. */
export type Amounts = Readonly<Record<string, number>>

/**
 * Why no node could hold a job that takes this much; undefined where one can, or Ray does not say what its nodes have. Nodes that are gone
 * count too, as they may come back.
 */
export async function tooMuch(api: RayApi, wanted: Amounts): Promise<string | undefined> {
  const nodes = await nodesOf(api)
  const holds = (node: Amounts, [name, amount]: readonly [string, number]): boolean => (node[name] ?? 0) >= amount
  const needs = Object.entries(wanted).filter(([, amount]) => amount > 0)
  if (nodes.length === 0 || nodes.some((node) => needs.every((need) => holds(node, need)))) return undefined
  const lacking = needs.filter((need) => !nodes.some((node) => holds(node, need)))
  if (lacking.length === 0) return `no node of the cluster has ${listed(needs)} together`
  const most = lacking.map(([name]): [string, number] => [name, Math.max(...nodes.map((node) => node[name] ?? 0))])
  return `no node of the cluster has ${listed(lacking)}; the most that one has is ${listed(most)}`
}

const listed = (amounts: readonly (readonly [string, number])[]): string =>
  amounts
    .map(([name, amount]) => (name === "memory" ? `${(amount / 2 ** 30).toFixed(1)} GiB of memory` : `${amount} ${name}`))
    .join(" and ")

async function nodesOf(api: RayApi): Promise<readonly Amounts[]> {
  const answer = await api.ask("GET", "/api/v0/nodes?detail=1&limit=10000")
  const nodes = answer.status === 200 ? (jsonOf(answer) as NodesAnswer | undefined)?.data?.result?.result : undefined
  return Array.isArray(nodes) ? nodes.flatMap((node) => node?.resources_total ?? []) : []
}

/** Only as far as it is read here, each part of which may be missing. */
interface NodesAnswer {
  readonly data?: { readonly result?: { readonly result?: readonly ({ readonly resources_total?: Amounts } | undefined)[] } }
}
