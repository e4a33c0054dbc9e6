import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { SpotAt } from "../errors/spot.ts"
import { functions } from "./functions.ts"
import type { Node } from "./node.ts"

/** What a value can be; `any` where it is not known before running. */
export type Type = "number" | "string" | "boolean" | "any"

/** The names an expression may read, with their types. */
export interface Scope {
  typeOf(name: string): Type | undefined
  readonly names: Iterable<string>
  /** Functions of what a name was over time: `best(loss)` is read as one name, `best(loss)`. */
  readonly overTime?: readonly string[]
}

/** The type of an expression. Throws D110 for an unknown name or function, and where types do not fit. */
export function check(node: Node, spot: SpotAt, scope: Scope | undefined): Type {
  const again = (child: Node): Type => check(child, spot, scope)
  const want = (child: Node, type: Type, why: string): Type => {
    const found = again(child)
    if (found !== type && found !== "any") throw refuse(spot, child.at, `${why} needs a ${type}, found a ${found}`, mendFor(child))
    return found
  }
  switch (node.kind) {
    case "literal":
      return typeof node.value as Type
    case "name":
      return typeOfName(node.name, spot, node.at, scope)
    case "unary":
      want(node.operand, node.op === "-" ? "number" : "boolean", node.op)
      return node.op === "-" ? "number" : "boolean"
    case "binary":
      return checkBinary(node, spot, again, want)
    case "in": {
      const item = again(node.item)
      for (const one of node.list) comparable(item, again(one), spot, one.at)
      return "boolean"
    }
    case "choose": {
      want(node.test, "boolean", "?")
      const yes = again(node.yes)
      const no = again(node.no)
      return yes === no ? yes : "any"
    }
    case "call":
      return checkCall(node, spot, want)
  }
}

type Want = (child: Node, type: Type, why: string) => Type

function checkBinary(node: Extract<Node, { kind: "binary" }>, spot: SpotAt, again: (child: Node) => Type, want: Want): Type {
  const { op, left, right } = node
  if (op === "&&" || op === "||") {
    want(left, "boolean", op)
    want(right, "boolean", op)
    return "boolean"
  }
  if (op === "==" || op === "!=") {
    comparable(again(left), again(right), spot, right.at)
    return "boolean"
  }
  if (op === "<" || op === "<=" || op === ">" || op === ">=") {
    const type = again(left)
    if (type === "boolean") throw refuse(spot, left.at, `${op} needs numbers or strings, found a boolean`, "compare booleans with ==")
    comparable(type, again(right), spot, right.at)
    return "boolean"
  }
  want(left, "number", op)
  want(right, "number", op)
  return "number"
}

function checkCall(node: Extract<Node, { kind: "call" }>, spot: SpotAt, want: Want): Type {
  const known = Object.hasOwn(functions, node.name) ? functions[node.name] : undefined
  if (known === undefined) {
    const near = nearest(node.name, Object.keys(functions))
    throw refuse(
      spot,
      node.at,
      `no function named "${node.name}"`,
      near === undefined ? `known: ${Object.keys(functions).join(" ")}` : `did you mean ${near}?`,
    )
  }
  const count = node.args.length
  if (count < known.least || count > known.most) {
    const wanted = known.most === Infinity ? `at least ${known.least}` : `${known.least}`
    throw refuse(spot, node.at, `${node.name} takes ${wanted}, found ${count}`, `give it ${wanted}`)
  }
  for (const argument of node.args) want(argument, "number", node.name)
  return "number"
}

function typeOfName(name: string, spot: SpotAt, at: number, scope: Scope | undefined): Type {
  if (scope === undefined) return "any"
  const type = scope.typeOf(name)
  if (type !== undefined) return type
  const near = nearest(name, scope.names)
  throw refuse(
    spot,
    at,
    `no parameter named "${name}"`,
    near === undefined ? `known: ${[...scope.names].join(" ")}` : `did you mean ${near}?`,
  )
}

function comparable(left: Type, right: Type, spot: SpotAt, at: number): void {
  if (left === right || left === "any" || right === "any") return
  throw refuse(spot, at, `a ${left} is never comparable with a ${right}`, "compare values of one type")
}

const mendFor = (node: Node): string => (node.kind === "literal" ? "write a value of the other type" : "compare it with something first")

const refuse = (spot: SpotAt, at: number, problem: string, mend: string) => fault("D110", { ...spot(at), problem, mend })
