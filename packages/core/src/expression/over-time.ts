import { fault } from "../errors/fault.ts"
import type { SpotAt } from "../errors/spot.ts"
import { mapNodes, type Node } from "./node.ts"

/** The tree with each call of one of these functions read as a name, `best(loss)`. Throws D110 where its argument is no name. */
export function overTime(root: Node, functions: readonly string[], spot: SpotAt): Node {
  if (functions.length === 0) return root
  return mapNodes(root, (node) => {
    if (node.kind !== "call" || !functions.includes(node.name)) return undefined
    const [of, ...more] = node.args
    if (of?.kind === "name" && more.length === 0) return { kind: "name", name: `${node.name}(${of.name})`, at: node.at }
    const problem = `${node.name} looks back over one metric`
    throw fault("D110", { ...spot(node.at), problem, mend: `give it a name: ${node.name}(val_loss)` })
  })
}
